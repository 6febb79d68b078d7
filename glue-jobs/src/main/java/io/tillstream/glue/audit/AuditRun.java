package io.tillstream.glue.audit;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.tillstream.glue.lake.Lake;
import io.tillstream.glue.lake.LakeTable;
import io.tillstream.glue.lake.Progress;
import io.tillstream.glue.silver.publish.RowCounts;
import io.tillstream.glue.silver.publish.SilverTables;
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
     * @throws ManualActionRequiredException if silver.sales keeps no snapshot of that batch
     */
    public LakeAudit at(long batchNo) {
        Optional<LakeTable> sales = lake.find(SilverTables.SALES);
        Cursor cursor = Cursor.START;
        RowCounts totals = RowCounts.NONE;
        if (batchNo > 0) {
            Progress progress = sales.flatMap(table -> table.progressAt(batchNo))
                    .orElseThrow(
                            () -> new ManualActionRequiredException("silver.sales has no snapshot of batch " + batchNo
                                    + ": it was never published, or its snapshot has expired. Audit a newer batch, or keep snapshots"
                                    + " longer."));
            cursor = progress.cursor("cursor");
            totals = RowCounts.of(progress);
        }
        return new LakeAudit(
                cursor,
                totals,
                sum(sales, batchNo),
                rows(lake.find(SilverTables.QUARANTINE), batchNo),
                sum(lake.find(FACT), batchNo));
    }

    private static TableSum sum(Optional<LakeTable> table, long batchNo) {
        if (table.isEmpty()) {
            return TableSum.EMPTY;
        }
        long rows = 0;
        BigDecimal checksum = BigDecimal.ZERO;
        Map<String, String> revenue = new TreeMap<>();
        for (Row currency : upTo(table.get(), batchNo)
                .groupBy(coalesce(col("currency"), lit("")))
                .agg(count(lit(1)), functions.sum(col("revenue").cast("decimal(28,6)")), functions.sum(expr(CHECKSUM)))
                .collectAsList()) {
            rows += currency.getLong(1);
            BigDecimal amount = currency.isNullAt(2) ? BigDecimal.ZERO : currency.getDecimal(2);
            revenue.put(currency.getString(0), plain(amount));
            checksum = checksum.add(currency.getDecimal(3));
        }
        return new TableSum(rows, revenue, checksum.toPlainString());
    }

    private static long rows(Optional<LakeTable> table, long batchNo) {
        return table.map(present -> upTo(present, batchNo).count()).orElse(0L);
    }

    private static Dataset<Row> upTo(LakeTable table, long batchNo) {
        Column inRange = col(SilverColumns.BATCH_NO).leq(batchNo);
        // A table without a commit has no snapshot to read; the others are read at one.
        return table.head().map(table::rowsAt).orElseGet(table::rows).where(inRange);
    }

    private static String plain(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }
}
