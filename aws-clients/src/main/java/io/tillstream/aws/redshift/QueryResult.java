package io.tillstream.aws.redshift;

import java.util.List;

/**
 * All rows of a statement.
 *
 * @param columns the columns; none for a statement without a result
 * @param rows for each row the values in the order of the columns, as text; null if the value is null
 */
public record QueryResult(List<Column> columns, List<List<String>> rows) {
    /**
     * A column.
     *
     * @param name its name; several columns may have the same
     * @param type the database's name of its type, for example {@code int8}
     */
    public record Column(String name, String type) {}
}
