package io.tillstream.glue.lake;

import java.util.Map;
import org.apache.iceberg.Snapshot;

/**
 * Row counts that Iceberg keeps in a snapshot's summary, so that nothing is scanned only to count.
 *
 * @param addedRecords rows in the data files that the snapshot added
 * @param deletedRecords rows in the data files that it removed
 * @param totalRecords rows of the table at the snapshot
 */
public record SummaryCounts(long addedRecords, long deletedRecords, long totalRecords) {
    /** No rows: the state before the first snapshot. */
    public static final SummaryCounts NONE = new SummaryCounts(0, 0, 0);

    /** Reads a snapshot's summary. */
    public static SummaryCounts of(Snapshot snapshot) {
        return new SummaryCounts(
                count(snapshot, "added-records"), count(snapshot, "deleted-records"), count(snapshot, "total-records"));
    }

    /** Returns what this snapshot and a later one did together. */
    public SummaryCounts then(SummaryCounts later) {
        return new SummaryCounts(
                addedRecords + later.addedRecords, deletedRecords + later.deletedRecords, later.totalRecords);
    }

    private static long count(Snapshot snapshot, String name) {
        Map<String, String> summary = snapshot.summary();
        return Long.parseLong(summary.getOrDefault(name, "0"));
    }
}
