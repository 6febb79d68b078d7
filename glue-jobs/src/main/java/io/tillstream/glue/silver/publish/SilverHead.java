package io.tillstream.glue.silver.publish;

import io.tillstream.glue.lake.LakeTable;
import io.tillstream.glue.lake.Progress;
import io.tillstream.lake.Cursor;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.iceberg.Snapshot;

/**
 * Where Silver is when a run starts: its table, and what the newest batch says of itself (invariant 3).
 *
 * @param table silver.decisions
 * @param snapshot main's head; a table that has moved since refuses the batch
 * @param batchNo the newest batch; 0 for none
 * @param cursor its cursor
 * @param totals its running totals
 * @param unlisted duplicates among these that have no row
 * @param supersededAt the newest batch that decided again on any row; 0 for none
 * @param newestRecord {@link NewestRecord} of the newest batch
 */
public record SilverHead(
        LakeTable table,
        Optional<Snapshot> snapshot,
        long batchNo,
        Cursor cursor,
        RowCounts totals,
        long unlisted,
        long supersededAt,
        Optional<String> newestRecord) {
    /** Property of a snapshot: duplicates that an earlier release counted without keeping their rows; absent where none. */
    public static final String UNLISTED_DUPLICATES = "unlisted_duplicates";

    /** Property of a snapshot: the newest batch that decided again on any row; absent where none has. */
    public static final String SUPERSEDED_AT = "superseded_at";

    private static final String CURSOR = "cursor";

    /** Reads the table's head. */
    public static SilverHead read(LakeTable table) {
        Optional<Progress> progress = table.refresh().progress();
        return new SilverHead(
                table,
                table.head(),
                progress.map(Progress::batchNo).orElse(0L),
                progress.map(found -> found.cursor(CURSOR)).orElse(Cursor.START),
                progress.map(RowCounts::of).orElse(RowCounts.NONE),
                progress.map(SilverHead::unlisted).orElse(0L),
                progress.map(SilverHead::supersededAt).orElse(0L),
                progress.flatMap(NewestRecord::of));
    }

    /** Returns how many of a batch's duplicates have no row. */
    public static long unlisted(Progress progress) {
        return optional(progress, UNLISTED_DUPLICATES);
    }

    /** Returns the newest batch, up to that of the snapshot, that decided again on any row; 0 for none. */
    public static long supersededAt(Progress progress) {
        return optional(progress, SUPERSEDED_AT);
    }

    private static long optional(Progress progress, String name) {
        return progress.properties().containsKey(name) ? progress.number(name) : 0;
    }

    /** Returns the number of the batch that this run makes. */
    public long next() {
        return batchNo + 1;
    }

    /** Returns the properties of the snapshot that completes the next batch. */
    public Map<String, String> nextProperties(Cursor reached, RowCounts reachedTotals, Optional<String> newest) {
        return properties(next(), reached, reachedTotals, unlisted, supersededAt, newest);
    }

    /** Returns the properties of the snapshot of a batch that decides again on rows and reads no new ones. */
    public Map<String, String> againProperties(RowCounts reachedTotals) {
        return properties(next(), cursor, reachedTotals, unlisted, next(), newestRecord);
    }

    static Map<String, String> properties(
            long batchNo, Cursor cursor, RowCounts totals, long unlisted, long supersededAt, Optional<String> newest) {
        Map<String, String> properties = new TreeMap<>(totals.properties());
        properties.put(Progress.BATCH_NO, Long.toString(batchNo));
        properties.put(CURSOR, cursor.json());
        if (unlisted > 0) {
            properties.put(UNLISTED_DUPLICATES, Long.toString(unlisted));
        }
        if (supersededAt > 0) {
            properties.put(SUPERSEDED_AT, Long.toString(supersededAt));
        }
        newest.ifPresent(instant -> properties.put(NewestRecord.NAME, instant));
        return properties;
    }
}
