package io.tillstream.glue.audit;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.tillstream.glue.lake.Lake;
import io.tillstream.glue.lake.LakeTable;
import io.tillstream.glue.lake.Progress;
import io.tillstream.glue.silver.publish.Decision;
import io.tillstream.glue.silver.publish.DecisionTable;
import io.tillstream.glue.silver.publish.RowCounts;
import io.tillstream.glue.silver.publish.SilverHead;
import io.tillstream.glue.silver.validate.SilverColumns;
import io.tillstream.lake.Cursor;
import io.tillstream.lake.error.ManualActionRequiredException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Counts the lake's tables up to a batch, by their rows and not by what they say of themselves, so that the ledger
 * compares two independent numbers (invariant 8).
 *
 * @param lake the lake
 */
public record AuditRun(Lake lake) {
    /** Gold's table of sales. */
    private static final String FACT = "gold.fact_sales";

    /** As many hex digits of MD5 as a signed 64-bit integer holds with room to spare. */
    private static final String CHECKSUM =
            "cast(conv(substring(md5(concat_ws(':', topic_id, kafka_partition, kafka_offset, record_index)), 1, 15), 16, 10)"
                    + " as decimal(20,0))";

    /**
     * Counts what batches 1 to N have left.
     *
     * @param batchNo N; 0 for the time before the first batch
     * @throws ManualActionRequiredException if Silver keeps no snapshot of that batch
     */
    public LakeAudit at(long batchNo) {
        Optional<LakeTable> decisions = DecisionTable.find(lake);
        TableSum gold = lake.find(FACT).map(fact -> gold(fact, batchNo)).orElse(TableSum.EMPTY);
        if (batchNo == 0) {
            return new LakeAudit(Cursor.START, RowCounts.NONE, TableSum.EMPTY, 0, 0, 0, gold);
        }
        Progress progress = decisions
                .flatMap(table -> table.progressAt(batchNo))
                .orElseThrow(() ->
                        new ManualActionRequiredException(DecisionTable.NAME + " has no snapshot of batch " + batchNo
                                + ": it was never published, or its snapshot has expired. Audit a newer batch, or keep snapshots"
                                + " longer."));
        Map<String, TableSum> silver =
                sums(newest(decisions.orElseThrow()).where(DecisionTable.heldAt(batchNo)), col(SilverColumns.DECISION));
        return new LakeAudit(
                progress.cursor("cursor"),
                RowCounts.of(progress),
                silver.getOrDefault(Decision.ACCEPTED.code(), TableSum.EMPTY),
                rows(silver, Decision.QUARANTINED),
                rows(silver, Decision.DUPLICATE) + SilverHead.unlisted(progress),
                rows(silver, Decision.WITHDRAWN),
                gold);
    }

    /**
     * Facts can be taken back later, so those of an earlier batch are read at Gold's own snapshot of it. Those of Gold's newest
     * batch are read as the table is now, so that a change by anybody else is found.
     */
    private static TableSum gold(LakeTable fact, long batchNo) {
        Optional<Progress> newest = fact.progress();
        return fact.progressUpTo(batchNo)
                .flatMap(progress -> newest.filter(progress::equals).isPresent()
                        ? fact.head()
                        : Optional.ofNullable(fact.iceberg().snapshot(progress.snapshotId())))
                .map(snapshot -> sums(fact.rowsAt(snapshot), lit("")).getOrDefault("", TableSum.EMPTY))
                .orElse(TableSum.EMPTY);
    }

    private static long rows(Map<String, TableSum> sums, Decision decision) {
        return sums.getOrDefault(decision.code(), TableSum.EMPTY).rows();
    }

    private static Map<String, TableSum> sums(Dataset<Row> rows, Column kind) {
        Map<String, TableSum> sums = new TreeMap<>();
        for (Row group : rows.groupBy(
                        kind.as("kind"), coalesce(col("currency"), lit("")).as("currency"))
                .agg(count(lit(1)), functions.sum(col("revenue").cast("decimal(28,6)")), functions.sum(expr(CHECKSUM)))
                .collectAsList()) {
            BigDecimal amount = group.isNullAt(3) ? BigDecimal.ZERO : group.getDecimal(3);
            TableSum sum = new TableSum(
                    group.getLong(2),
                    Map.of(group.getString(1), plain(amount)),
                    group.getDecimal(4).toPlainString());
            sums.merge(group.getString(0), sum, AuditRun::together);
        }
        return sums;
    }

    private static TableSum together(TableSum one, TableSum other) {
        Map<String, String> revenue = new TreeMap<>(one.revenue());
        revenue.putAll(other.revenue());
        return new TableSum(
                one.rows() + other.rows(),
                revenue,
                new BigDecimal(one.checksum())
                        .add(new BigDecimal(other.checksum()))
                        .toPlainString());
    }

    private static Dataset<Row> newest(LakeTable table) {
        return table.rowsAt(table.head().orElseThrow());
    }

    private static String plain(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }
}
