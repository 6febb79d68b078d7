package io.tillstream.producer.mapping;

import java.util.Locale;

/** What a mapping makes of its rows. */
public enum MappingKind {
    /** Sale events for the topic. */
    SALES,
    /** The product catalogue in canonical form. */
    CATALOGUE;

    /** Returns the name as a mapping writes it. */
    public String yaml() {
        return name().toLowerCase(Locale.ROOT);
    }
}
