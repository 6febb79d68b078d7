package io.tillstream.operations.query;

import java.util.List;

/**
 * The result of a query, as text.
 *
 * @param columns its columns
 * @param rows its rows; a value is null where SQL says NULL
 */
public record ResultTable(List<Column> columns, List<List<String>> rows) {
    /**
     * A column.
     *
     * @param name its name
     * @param numeric whether its values are numbers
     */
    public record Column(String name, boolean numeric) {}

    /** Copies the lists; rows may hold nulls, so they are kept as given. */
    public ResultTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }
}
