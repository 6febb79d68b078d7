package io.tillstream.glue.silver.publish;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.tillstream.glue.lake.AuditBranch;
import io.tillstream.glue.silver.validate.SilverColumns;
import io.tillstream.lake.error.ManualActionRequiredException;
import io.tillstream.quality.QualityGate;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Puts a decided batch onto silver.decisions: every decision, the cursor and the totals in one commit, which main gets after
 * the gate has seen it on a branch (invariant 3).
 *
 * @param head where the table was when the run started; if it has moved since, it refuses the batch
 * @param gate the rules of the batch
 * @param steps gets each step
 */
public record Publication(SilverHead head, QualityGate gate, SilverStep.Listener steps) {
    private static final String IN_BATCH = "in_batch";

    /**
     * Commits the batch.
     *
     * @param rows every decision, in the table's columns
     * @param counts what became of the rows
     * @param properties of the snapshot
     * @param known accepted rows of earlier batches whose ids the batch may repeat; the gate compares the batch with them
     * @throws io.tillstream.quality.QualityGateException if a rule failed; the branch is left for a person to look at
     */
    public void publish(
            Dataset<Row> rows, RowCounts counts, Map<String, String> properties, Optional<Dataset<Row>> known) {
        AuditBranch.dropLeftovers(head.table());
        AuditBranch branch = AuditBranch.open(head.table(), "batch_" + head.next(), head.snapshot());
        if (counts.rowsIn() > 0) {
            branch.append(rows, properties);
        } else {
            branch.commitProperties(properties);
        }
        requireAdded(branch, counts.rowsIn());
        steps.done(SilverStep.DECISIONS_WRITTEN);
        if (counts.accepted() > 0) {
            judge(branch, known);
        }
        steps.done(SilverStep.DECISIONS_JUDGED);
        branch.publish();
        steps.done(SilverStep.DECISIONS_PUBLISHED);
    }

    private void judge(AuditBranch branch, Optional<Dataset<Row>> known) {
        Dataset<Row> accepted = branch.rows()
                .where(col(SilverColumns.BATCH_NO).equalTo(head.next()))
                .where(DecisionTable.is(Decision.ACCEPTED))
                .withColumn(IN_BATCH, lit(true));
        gate.judge(known.map(earlier -> accepted.unionByName(earlier.withColumn(IN_BATCH, lit(false)), true))
                .orElse(accepted));
    }

    private void requireAdded(AuditBranch branch, long expected) {
        long added = branch.counts().addedRecords();
        if (added != expected) {
            throw new ManualActionRequiredException(
                    "batch " + head.next() + " should add " + expected + " rows to "
                            + branch.identifier() + ", but its snapshot counts " + added
                            + ". Nothing was published; run the job again, and if it stays so report it as a fault of Tillstream.");
        }
    }
}
