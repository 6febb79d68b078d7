package io.tillstream.glue.loadset;

import static io.tillstream.glue.gold.GoldColumns.BATCH_NO;
import static io.tillstream.glue.gold.GoldColumns.DATE_KEY;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.io.FileIO;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Which days of {@code gold.daily_sales} were summed again over a range of batches, and which have no row any more. */
final class DeletedDays {
    /** How far {@code truncate(100, date_key)}, the table's partitioning, reaches. */
    private static final int MONTH = 99;

    private final List<Snapshot> snapshots;
    private final FileIO files;

    DeletedDays(List<Snapshot> snapshots, FileIO files) {
        this.snapshots = snapshots;
        this.files = files;
    }

    /**
     * Compares two states of the table.
     *
     * @param from the batch of {@code before}
     */
    DeletedRows between(Dataset<Row> before, Dataset<Row> now, long from) {
        TreeSet<Integer> months = months();
        if (months.isEmpty()) {
            return DeletedRows.NONE;
        }
        Column changed = months.stream()
                .map(month -> col(DATE_KEY).between(month, month + MONTH))
                .reduce(Column::or)
                .orElseThrow();
        Dataset<Row> days =
                now.where(changed).groupBy(DATE_KEY).agg(max(BATCH_NO).as("summed_by"));
        List<Row> lost = before.where(changed)
                .join(days, new String[] {DATE_KEY}, "left")
                .where(col("summed_by").isNull().or(col("summed_by").gt(from)))
                .groupBy(col(DATE_KEY), col("summed_by").isNull().as("gone"))
                .agg(functions.count(functions.lit(1)).as("rows"))
                .orderBy(DATE_KEY)
                .collectAsList();
        List<Integer> gone = new ArrayList<>();
        long rows = 0;
        for (Row day : lost) {
            rows += day.getLong(2);
            if (day.getBoolean(1)) {
                gone.add(day.getInt(0));
            }
        }
        return new DeletedRows(rows, gone);
    }

    /** The months whose files the range added or removed: rows of other months are as they were, and are not read. */
    private TreeSet<Integer> months() {
        TreeSet<Integer> months = new TreeSet<>();
        for (Snapshot snapshot : snapshots) {
            Stream.of(snapshot.addedDataFiles(files), snapshot.removedDataFiles(files))
                    .forEach(changed -> changed.forEach(file -> months.add(month(file))));
        }
        return months;
    }

    private static int month(DataFile file) {
        return file.partition().get(0, Integer.class);
    }
}
