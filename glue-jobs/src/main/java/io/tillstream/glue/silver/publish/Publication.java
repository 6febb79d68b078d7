package io.tillstream.glue.silver.publish;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.tillstream.glue.lake.AuditBranch;
import io.tillstream.glue.lake.DateRanges;
import io.tillstream.glue.lake.LakeTable;
import io.tillstream.glue.lake.Progress;
import io.tillstream.glue.silver.input.BronzeRange;
import io.tillstream.glue.silver.validate.SilverColumns;
import io.tillstream.lake.error.ManualActionRequiredException;
import io.tillstream.quality.QualityGate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.iceberg.Snapshot;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Puts a decided batch onto the two tables: quarantine first, with the range that was read; silver.sales last, so that its
 * cursor moves together with its data (invariant 3).
 *
 * @param heads where the tables were when the run started; a table that has moved since refuses the batch
 * @param range what was read
 * @param counts what became of the rows
 * @param newestRecord {@link NewestRecord} of this batch, or of the one before where this one has no rows
 * @param steps gets each step
 */
public record Publication(
        TableHeads heads,
        BronzeRange range,
        RowCounts counts,
        Optional<String> newestRecord,
        SilverStep.Listener steps) {
    private static final String LABEL = "batch_";

    /** Commits the rejected rows, or only the range where there are none. */
    public void quarantine(SilverFrames frames) {
        AuditBranch branch = open(heads.quarantine(), heads.quarantineHead());
        Map<String, String> properties = Map.of(
                Progress.BATCH_NO,
                Long.toString(heads.next()),
                "input_from",
                range.from().json(),
                "input_to",
                range.to().json(),
                "quarantined",
                Long.toString(heads.quarantined() + counts.quarantined()));
        write(branch, counts.quarantined(), frames::quarantine, properties);
        steps.done(SilverStep.QUARANTINE_WRITTEN);
        branch.publish();
        steps.done(SilverStep.QUARANTINE_PUBLISHED);
    }

    /**
     * Commits the accepted rows and the cursor, once the gate has seen them on the branch.
     *
     * @throws io.tillstream.quality.QualityGateException if a rule failed; the branch is left for a person to look at
     */
    public void sales(SilverFrames frames, QualityGate gate, DateRanges orderDates) {
        AuditBranch branch = open(heads.sales(), heads.salesHead());
        Map<String, String> properties =
                new TreeMap<>(heads.totals().plus(counts).properties());
        properties.put(Progress.BATCH_NO, Long.toString(heads.next()));
        properties.put("cursor", range.to().json());
        properties.putAll(NewestRecord.properties(newestRecord));
        write(branch, counts.accepted(), frames::sales, properties);
        steps.done(SilverStep.SALES_WRITTEN);
        if (counts.accepted() > 0) {
            judge(branch, gate, orderDates);
        }
        steps.done(SilverStep.SALES_JUDGED);
        branch.publish();
        steps.done(SilverStep.SALES_PUBLISHED);
    }

    private AuditBranch open(LakeTable table, Optional<Snapshot> head) {
        AuditBranch.dropLeftovers(table);
        return AuditBranch.open(table, LABEL + heads.next(), head);
    }

    private void write(AuditBranch branch, long expected, Supplier<Dataset<Row>> rows, Map<String, String> properties) {
        if (expected > 0) {
            branch.append(rows.get(), properties);
        } else {
            branch.commitProperties(properties);
        }
        requireAdded(branch, expected);
    }

    private void judge(AuditBranch branch, QualityGate gate, DateRanges orderDates) {
        Column inBatch = col(SilverColumns.BATCH_NO).equalTo(lit(heads.next()));
        Dataset<Row> rows = branch.rows()
                .where(orderDates.contain(col(SilverColumns.ORDER_DATE)).or(inBatch))
                .withColumn("in_batch", inBatch);
        gate.judge(rows);
    }

    private void requireAdded(AuditBranch branch, long expected) {
        long added = branch.counts().addedRecords();
        if (added != expected) {
            throw new ManualActionRequiredException(
                    "batch " + heads.next() + " should add " + expected + " rows to "
                            + branch.identifier() + ", but its snapshot counts " + added
                            + ". Nothing was published; run the job again, and if it stays so report it as a fault of Tillstream.");
        }
    }
}
