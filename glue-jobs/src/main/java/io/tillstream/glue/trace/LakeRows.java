package io.tillstream.glue.trace;

import static org.apache.spark.sql.functions.col;

import io.tillstream.glue.lake.Lake;
import io.tillstream.glue.lake.LakeTable;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Rows of the lake's tables by a column's values; nothing if the table or the values are not there. */
final class LakeRows {
    private LakeRows() {}

    static List<Row> where(Lake lake, String table, String column, Collection<?> values) {
        if (values.isEmpty()) {
            return List.of();
        }
        return lake.find(table)
                .map(found -> newest(found)
                        .where(col(column).isin(new TreeSet<>(values).toArray()))
                        .collectAsList())
                .orElse(List.of());
    }

    /** The row of each coordinates with the highest batch number: a later decision supersedes (invariant 4). */
    static Map<RowCoordinates, Row> byCoordinates(List<Row> rows) {
        return rows.stream()
                .collect(Collectors.toMap(RowCoordinates::of, row -> row, (a, b) -> batchNo(a) >= batchNo(b) ? a : b));
    }

    /** All rows of each coordinates, by batch. */
    static Map<RowCoordinates, List<Row>> history(List<Row> rows) {
        return rows.stream()
                .sorted(Comparator.comparingLong(LakeRows::batchNo))
                .collect(Collectors.groupingBy(RowCoordinates::of));
    }

    static long batchNo(Row row) {
        return row.<Long>getAs("batch_no");
    }

    private static Dataset<Row> newest(LakeTable table) {
        return table.head().map(table::rowsAt).orElseGet(table::rows);
    }
}
