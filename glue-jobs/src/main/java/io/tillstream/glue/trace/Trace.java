package io.tillstream.glue.trace;

import java.util.List;

/**
 * What was found.
 *
 * @param rows the rows, by coordinates
 * @param more whether there are further rows that were not looked at
 */
public record Trace(List<TracedRow> rows, boolean more) {
    /** Copies the list. */
    public Trace {
        rows = List.copyOf(rows);
    }
}
