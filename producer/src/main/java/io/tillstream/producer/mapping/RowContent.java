package io.tillstream.producer.mapping;

import io.tillstream.producer.source.SourceRow;

/** What a row holds, as a hash: rows that are the same in every column have the same. Not thread-safe. */
public final class RowContent {
    private final EventIds ids;

    /** Prepares for the rows of a mapping. */
    public RowContent(Mapping mapping) {
        this.ids = new EventIds(mapping);
    }

    /** Returns the first 64 bits of the id that the row has with {@link Identity#CONTENT}. */
    public long hash(SourceRow row) {
        return Long.parseUnsignedLong(ids.ofContent(row).substring(0, 16), 16);
    }
}
