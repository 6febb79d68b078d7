package io.tillstream.producer.source;

import java.util.List;

/** A row with its columns, in any format. */
public sealed interface SourceRow extends SourceItem permits JsonRow, TableRow {
    /** Returns the position in a line that is an array of rows; 0 otherwise. */
    int element();

    /** Returns whether the row is an element of an array that was one message of its source: a line of JSON lines. */
    boolean ofArray();

    /**
     * Returns the value of a column, or null if the row has none.
     *
     * @param column a name of {@link #names}, or, for CSV, {@code #3} for the third; for JSON also a pointer (RFC
     *     6901) such as {@code /customer/id}
     */
    Cell cell(String column);

    /** Returns the names of the columns; names that appear twice in a header have their position: {@code Amount#5}. */
    List<String> names();

    /** Returns the element of {@link #names} that the reference means, or the reference itself. */
    String nameOf(String column);
}
