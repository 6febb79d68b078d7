package io.tillstream.operations.query;

import java.util.ArrayList;
import java.util.List;

/**
 * The result of a query, as text.
 *
 * @param columns its columns
 * @param rows its rows; a value is null if SQL says NULL
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

    /**
     * A table for a terminal: every value on one line, and cut where it is longer.
     *
     * @param characters most characters of a value, from 1
     */
    public ResultTable shortened(int characters) {
        List<List<String>> shortened = new ArrayList<>();
        for (List<String> row : rows) {
            List<String> values = new ArrayList<>();
            row.forEach(value -> values.add(value == null ? null : shortened(value, characters)));
            shortened.add(values);
        }
        return new ResultTable(columns, shortened);
    }

    /** This table without its last column. */
    public ResultTable withoutLast() {
        int kept = columns.size() - 1;
        return new ResultTable(
                columns.subList(0, kept),
                rows.stream().map(row -> row.subList(0, kept)).toList());
    }

    private static String shortened(String value, int characters) {
        String line = value.replaceAll("\\s*\\R\\s*", " ");
        return line.codePointCount(0, line.length()) <= characters
                ? line
                : line.substring(0, line.offsetByCodePoints(0, characters)) + "…";
    }
}
