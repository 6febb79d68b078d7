package io.tillstream.producer.mapping;

import java.util.Locale;

/** Where the id of an event comes from. */
public enum Identity {
    /** A hash of mapping, file name, line and element: every row of a file is a separate sale. */
    ROW,
    /** A hash of mapping and content: an exact repeat of a row is a duplicate. */
    CONTENT,
    /** A column of the source, mapped as {@code event_id}. */
    COLUMN;

    /** Returns the name as a mapping writes it. */
    public String yaml() {
        return name().toLowerCase(Locale.ROOT);
    }
}
