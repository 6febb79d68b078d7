package io.tillstream.glue.silver.publish;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.tillstream.glue.lake.AuditBranch;
import io.tillstream.glue.lake.DateRanges;
import io.tillstream.glue.lake.NeedsPersonException;
import io.tillstream.glue.lake.Progress;
import io.tillstream.glue.silver.input.BronzeRange;
import io.tillstream.glue.silver.validate.SilverColumns;
import io.tillstream.quality.QualityGate;
import io.tillstream.quality.QualityGateException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Puts a decided batch onto the two tables: quarantine first, with the range that was read; silver.sales last, so that its
 * cursor moves together with its data (invariant 3).
 *
 * @param heads where the tables stood as the run began; a table that has moved since refuses the batch
 * @param range what was read
 * @param counts what became of the rows
 * @param newestRecord {@link NewestRecord} of this batch, or of the one before where this one has no rows
 * @param steps is told of each step
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
        AuditBranch branch = AuditBranch.open(heads.quarantine(), LABEL + heads.next(), heads.quarantineHead());
        if (counts.quarantined() > 0) {
            branch.append(frames.quarantine(), Map.of());
        }
        requireAdded(branch, counts.quarantined());
        steps.done(SilverStep.QUARANTINE_WRITTEN);
        branch.commitProperties(Map.of(
                Progress.BATCH_NO,
                Long.toString(heads.next()),
                "input_from",
                range.from().json(),
                "input_to",
                range.to().json(),
                "quarantined",
                Long.toString(heads.quarantined() + counts.quarantined())));
        steps.done(SilverStep.QUARANTINE_SEALED);
        branch.publish();
        steps.done(SilverStep.QUARANTINE_PUBLISHED);
        branch.drop();
        steps.done(SilverStep.QUARANTINE_BRANCH_DROPPED);
    }

    /**
     * Commits the accepted rows and the cursor, once the gate has seen them on the branch.
     *
     * @throws QualityGateException if a rule failed; the branch is left for a person to look at
     */
    public void sales(SilverFrames frames, String defaultCurrency, QualityGate gate, DateRanges orderDates) {
        AuditBranch branch = AuditBranch.open(heads.sales(), LABEL + heads.next(), heads.salesHead());
        if (counts.accepted() > 0) {
            branch.append(frames.sales(defaultCurrency), Map.of());
        }
        requireAdded(branch, counts.accepted());
        steps.done(SilverStep.SALES_WRITTEN);
        Map<String, String> properties =
                new TreeMap<>(heads.totals().plus(counts).properties());
        properties.put(Progress.BATCH_NO, Long.toString(heads.next()));
        properties.put("cursor", range.to().json());
        properties.putAll(NewestRecord.properties(newestRecord));
        branch.commitProperties(properties);
        steps.done(SilverStep.SALES_SEALED);
        if (counts.accepted() > 0) {
            judge(branch, gate, orderDates);
        }
        steps.done(SilverStep.SALES_JUDGED);
        branch.publish();
        steps.done(SilverStep.SALES_PUBLISHED);
        branch.drop();
        steps.done(SilverStep.SALES_BRANCH_DROPPED);
    }

    private void judge(AuditBranch branch, QualityGate gate, DateRanges orderDates) {
        Column inBatch = col(SilverColumns.BATCH_NO).equalTo(lit(heads.next()));
        Dataset<Row> rows = branch.rows()
                .where(orderDates.contain(col(SilverColumns.ORDER_DATE)).or(inBatch))
                .withColumn("in_batch", inBatch);
        try {
            gate.judge(rows);
        } catch (QualityGateException e) {
            branch.dropPredecessors();
            throw e;
        }
    }

    private void requireAdded(AuditBranch branch, long expected) {
        long added = branch.counts().addedRecords();
        if (added != expected) {
            throw new NeedsPersonException(
                    "batch " + heads.next() + " should add " + expected + " rows to "
                            + branch.identifier() + ", but its snapshot counts " + added
                            + ". Nothing was published; run the job again, and if it stays so report it as a fault of Tillstream.");
        }
    }
}
