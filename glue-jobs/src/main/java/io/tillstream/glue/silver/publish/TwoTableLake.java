package io.tillstream.glue.silver.publish;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.tillstream.events.BronzeColumns;
import io.tillstream.glue.lake.AuditBranch;
import io.tillstream.glue.lake.Lake;
import io.tillstream.glue.lake.LakeTable;
import io.tillstream.glue.lake.Progress;
import io.tillstream.glue.lake.SummaryCounts;
import io.tillstream.glue.silver.validate.SilverColumns;
import io.tillstream.lake.Cursor;
import io.tillstream.lake.error.ManualActionRequiredException;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A lake of a release that kept accepted sales and quarantined rows in two tables. Its rows move into the one table, in one
 * commit that carries the cursor and the totals of that release's newest batch. Ending anywhere and running again is safe:
 * the old tables are dropped only after the commit.
 */
final class TwoTableLake {
    private static final String SALES = "silver.sales";
    private static final String QUARANTINE = "silver.quarantine";

    private final Lake lake;
    private final LakeTable decisions;

    TwoTableLake(Lake lake, LakeTable decisions) {
        this.lake = lake;
        this.decisions = decisions;
    }

    /** Moves the rows of an older lake in, if there is one. */
    void moveIn() {
        Optional<LakeTable> sales = lake.find(SALES);
        Optional<LakeTable> quarantine = lake.find(QUARANTINE);
        if (decisions.head().isEmpty() && sales.flatMap(LakeTable::progress).isPresent()) {
            copy(sales.orElseThrow(), quarantine);
        }
        sales.ifPresent(this::requireMoved);
        sales.ifPresent(this::drop);
        quarantine.ifPresent(this::drop);
    }

    /** The earlier release may have gone on with its own tables after they were copied, for example after a roll-back. */
    private void requireMoved(LakeTable sales) {
        long moved = decisions.progress().map(Progress::batchNo).orElse(0L);
        long held = sales.progress().map(Progress::batchNo).orElse(0L);
        if (held > moved) {
            throw new ManualActionRequiredException(SALES + " is at batch " + held + ", but " + DecisionTable.NAME
                    + " only at " + moved
                    + ": the earlier release has run since its rows were moved. Nothing was dropped. Drop "
                    + DecisionTable.NAME + ", and the next run moves all rows again (docs/explanation/silver.md).");
        }
    }

    private void copy(LakeTable sales, Optional<LakeTable> quarantine) {
        Progress progress = sales.progress().orElseThrow();
        RowCounts totals = RowCounts.of(progress);
        Dataset<Row> accepted = sales.rowsAt(sales.head().orElseThrow());
        // Rows of a batch that this release had not finished are decided again.
        Dataset<Row> rejected = quarantine
                .flatMap(table -> table.head().map(table::rowsAt))
                .map(rows -> rows.where(col(SilverColumns.BATCH_NO).leq(progress.batchNo())))
                .orElseGet(() -> lake.spark().createDataFrame(java.util.List.of(), DecisionTable.schema()));
        Dataset<Row> rows = decided(accepted, Decision.ACCEPTED)
                .withColumn(SilverColumns.ID_HASH, DecisionTable.idHash())
                .unionByName(decided(rejected, Decision.QUARANTINED), true)
                .to(DecisionTable.schema());
        AuditBranch.dropLeftovers(decisions);
        AuditBranch branch = AuditBranch.open(decisions, "batch_" + progress.batchNo(), decisions.head());
        Cursor cursor = progress.cursor("cursor");
        Map<String, String> properties = SilverHead.properties(
                progress.batchNo(), cursor, totals, totals.duplicates(), 0, NewestRecord.of(progress));
        long listed = totals.accepted() + totals.quarantined();
        if (listed > 0) {
            branch.append(rows, properties);
        } else {
            branch.commitProperties(properties);
        }
        SummaryCounts counts = branch.counts();
        if (counts.addedRecords() != listed) {
            throw new ManualActionRequiredException("silver.sales and silver.quarantine of an earlier release hold "
                    + counts.addedRecords() + " rows up to batch " + progress.batchNo() + ", but their totals say "
                    + listed
                    + ". Nothing was moved to " + DecisionTable.NAME
                    + ". Roll each of them back to the snapshot of that batch (docs/explanation/silver.md).");
        }
        branch.publish();
    }

    private static Dataset<Row> decided(Dataset<Row> rows, Decision decision) {
        return rows.withColumn(SilverColumns.DECISION, lit(decision.code()))
                .withColumn(SilverColumns.DECIDED_BY, lit("silver"))
                .withColumn(SilverColumns.DECIDED_AT, col(BronzeColumns.KAFKA_TIMESTAMP));
    }

    private void drop(LakeTable old) {
        lake.spark().sql("DROP TABLE IF EXISTS " + lake.identifier(old.name()) + " PURGE");
    }
}
