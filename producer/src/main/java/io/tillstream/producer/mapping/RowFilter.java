package io.tillstream.producer.mapping;

import io.tillstream.producer.source.Cell;
import io.tillstream.producer.source.SourceRow;
import io.tillstream.producer.source.SourceText;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which rows are sales.
 *
 * @param where columns, and the values of rows that are sales
 * @param skip columns, and the values of rows that are not
 */
public record RowFilter(Map<String, Set<String>> where, Map<String, Set<String>> skip) {
    /** Keeps every row. */
    public static final RowFilter NONE = new RowFilter(Map.of(), Map.of());

    /**
     * Returns whether the mapping leaves the row out.
     *
     * @throws RejectedRowException if a column has both lists and its value is in neither: a new state that nobody has
     *     decided on
     */
    public boolean leavesOut(SourceRow row) throws RejectedRowException {
        for (Map.Entry<String, Set<String>> condition : skip.entrySet()) {
            if (condition.getValue().contains(text(row, condition.getKey()))) {
                return true;
            }
        }
        for (Map.Entry<String, Set<String>> condition : where.entrySet()) {
            String text = text(row, condition.getKey());
            if (!condition.getValue().contains(text)) {
                if (skip.containsKey(condition.getKey())) {
                    throw new RejectedRowException(
                            condition.getKey(), "'" + text + "' is neither below where nor below skip in the mapping");
                }
                return true;
            }
        }
        return false;
    }

    /** Returns the columns that are looked at. */
    Set<String> columns() {
        Set<String> columns = new LinkedHashSet<>(where.keySet());
        columns.addAll(skip.keySet());
        return columns;
    }

    private static String text(SourceRow row, String column) {
        Cell cell = row.cell(column);
        return cell == null ? "" : SourceText.trim(cell.text());
    }
}
