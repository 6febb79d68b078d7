package io.tillstream.glue.gold;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Rows persisted in memory (and on disk, if they do not fit) until {@link #close}. They must come from pinned
 * snapshots: Spark drops what it kept of a table when that table is written, and computes it again.
 */
final class PersistedRows implements AutoCloseable {
    private final Deque<Dataset<Row>> kept = new ArrayDeque<>();

    /** Keeps the rows from their first use on. */
    Dataset<Row> keep(Dataset<Row> rows) {
        Dataset<Row> persisted = rows.persist(StorageLevel.MEMORY_AND_DISK());
        kept.push(persisted);
        return persisted;
    }

    @Override
    public void close() {
        kept.forEach(rows -> rows.unpersist(false));
        kept.clear();
    }
}
