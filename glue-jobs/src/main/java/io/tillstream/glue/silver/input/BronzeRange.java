package io.tillstream.glue.silver.input;

import io.tillstream.lake.Cursor;
import java.util.List;

/**
 * What one batch reads: whole Bronze objects, from cursor to cursor.
 *
 * @param from the cursor before
 * @param to the cursor after
 * @param objects the objects between, in each chain without a break
 * @param more whether further objects were seen waiting
 */
public record BronzeRange(Cursor from, Cursor to, List<ChainObject> objects, boolean more) {
    /** Copies the list. */
    public BronzeRange {
        objects = List.copyOf(objects);
    }

    /** Returns the rows of all objects, by their metadata. */
    public long rows() {
        return objects.stream().mapToLong(ChainObject::rows).sum();
    }

    /** Returns the keys of the objects that have rows. */
    public List<String> keysWithRows() {
        return objects.stream()
                .filter(object -> object.rows() > 0)
                .map(ChainObject::key)
                .toList();
    }
}
