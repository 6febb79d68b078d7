package io.tillstream.glue.silver.publish;

import io.tillstream.glue.lake.LakeTable;
import io.tillstream.glue.lake.Progress;
import io.tillstream.lake.Cursor;
import io.tillstream.lake.error.ManualActionRequiredException;
import java.util.Optional;
import org.apache.iceberg.Snapshot;

/**
 * Where the two tables are when a run starts. Quarantine is committed first, so it is level with silver.sales or one batch
 * ahead; ahead means that a run ended in between, and its recorded range and decisions are to be taken (invariant 3).
 *
 * @param sales silver.sales
 * @param quarantine silver.quarantine
 * @param salesHead main's head of silver.sales
 * @param quarantineHead main's head of silver.quarantine
 * @param batchNo newest batch of silver.sales
 * @param cursor its cursor
 * @param totals its running totals
 * @param quarantined running total of silver.quarantine
 * @param newestRecord {@link NewestRecord} of the newest batch
 * @param recordedTo where the recorded batch ends; nothing in a first run
 */
public record TableHeads(
        LakeTable sales,
        LakeTable quarantine,
        Optional<Snapshot> salesHead,
        Optional<Snapshot> quarantineHead,
        long batchNo,
        Cursor cursor,
        RowCounts totals,
        long quarantined,
        Optional<String> newestRecord,
        Optional<Cursor> recordedTo) {

    /**
     * Reads both tables' heads.
     *
     * @throws ManualActionRequiredException if they contradict each other
     */
    public static TableHeads read(LakeTable sales, LakeTable quarantine) {
        Optional<Progress> accepted = sales.refresh().progress();
        Optional<Progress> rejected = quarantine.refresh().progress();
        long batchNo = accepted.map(Progress::batchNo).orElse(0L);
        long ahead = rejected.map(Progress::batchNo).orElse(0L) - batchNo;
        Cursor cursor = accepted.map(progress -> progress.cursor("cursor")).orElse(Cursor.START);
        Cursor bound = rejected.map(progress -> progress.cursor(ahead == 1 ? "input_from" : "input_to"))
                .orElse(Cursor.START);
        if (ahead < 0 || ahead > 1 || !bound.equals(cursor)) {
            throw new ManualActionRequiredException("silver.sales is at batch " + batchNo + " with cursor "
                    + cursor.json()
                    + ", silver.quarantine at batch " + (batchNo + ahead) + " which continues from " + bound.json()
                    + ". One of them was rolled back alone; roll the other back to the same batch.");
        }
        return new TableHeads(
                sales,
                quarantine,
                sales.head(),
                quarantine.head(),
                batchNo,
                cursor,
                accepted.map(RowCounts::of).orElse(RowCounts.NONE),
                rejected.map(progress -> progress.number("quarantined")).orElse(0L),
                accepted.flatMap(NewestRecord::of),
                ahead == 1 ? rejected.map(progress -> progress.cursor("input_to")) : Optional.empty());
    }

    /** Returns the number of the batch that this run makes. */
    public long next() {
        return batchNo + 1;
    }

    /** Whether an earlier run committed quarantine but not silver.sales. */
    public boolean isRerun() {
        return recordedTo.isPresent();
    }
}
