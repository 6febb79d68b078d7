package io.tillstream.glue.gold;

import io.tillstream.glue.lake.AuditBranch;
import io.tillstream.glue.lake.LakeTable;
import io.tillstream.glue.lake.Progress;
import io.tillstream.lake.error.TerminalException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One table advanced from the batch that it covers to the target, by write, audit, publish (invariants 3 and 5).
 *
 * @param state the tables
 * @param table which of them
 * @param covered the batch it has
 * @param target the batch it gets
 * @param silver Silver's sales, pinned to a snapshot
 * @param sales of these, the rows of the batches after {@code covered} up to {@code target}
 * @param lost sales that counted at {@code covered} and were decided on again up to {@code target}; nothing where there can be none
 */
record GoldStep(
        GoldState state,
        GoldTable table,
        long covered,
        long target,
        Dataset<Row> silver,
        Dataset<Row> sales,
        Optional<Dataset<Row>> lost) {
    /** Writes the change of a dimension with history. */
    void updateHistory(HistoryDimension dimension) {
        HistoryUpdate update = new HistoryUpdate(dimension, silver, sales, lost, covered, target);
        try (PersistedRows cached = new PersistedRows()) {
            DimensionChange change =
                    before().map(versions -> update.change(versions, cached)).orElseGet(update::first);
            write(change, dimension.keyColumn());
        }
    }

    /** Writes the change of a dimension without history. */
    void updateKeyed(KeyedDimension dimension) {
        write(dimension.change(sales, before(), target), dimension.keyColumn());
    }

    /** Returns the table's rows at the batch it covers, or nothing for batch 0. */
    Optional<Dataset<Row>> before() {
        return state.rowsAt(table, covered);
    }

    /** Returns the properties that every published snapshot has. */
    Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>();
        properties.put(Progress.BATCH_NO, Long.toString(target));
        return properties;
    }

    /** Lets {@code work} write to a new branch and judge it, then publishes the branch unless it threw. */
    void publish(Consumer<AuditBranch> work) {
        LakeTable lakeTable = state.table(table).refresh();
        AuditBranch.dropLeftovers(lakeTable);
        AuditBranch branch = AuditBranch.open(lakeTable, "batch_" + target, lakeTable.head());
        try {
            if (state.covered(table) != covered) {
                throw new TerminalException(table.identifier() + " is not at batch " + covered + " any more", null);
            }
            work.accept(branch);
            branch.publish();
        } catch (RuntimeException | Error e) {
            branch.dropAfter(e);
            throw e;
        }
    }

    private void write(DimensionChange change, String keyColumn) {
        publish(branch -> {
            change.write(branch, properties());
            if (branch.counts().addedRecords() > 0) {
                DimensionAudit.check(table, keyColumn, branch.rows(), target);
            }
        });
    }
}
