package io.tillstream.glue.gold;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.tillstream.glue.lake.AuditBranch;
import java.util.List;
import java.util.TreeSet;
import org.apache.iceberg.Snapshot;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Brings {@code gold.daily_sales} to a batch: every day that the batch touches is computed again as a whole, from the
 * facts, so a day never holds part of a batch. Currency is part of the group: sums never mix two (invariant 5).
 */
final class DailyUpdate {
    private static final String UNKNOWN = "Unknown";

    private final GoldStep step;

    DailyUpdate(GoldStep step) {
        this.step = step;
    }

    /**
     * Publishes the batch.
     *
     * @throws DailyOverflowException if a sum does not fit the warehouse's type
     */
    void run() {
        Integer[] days = days();
        step.publish(branch -> {
            if (days.length == 0) {
                branch.commitProperties(step.properties());
                return;
            }
            // Files hold a month: its other days are written again as they are.
            Dataset<Row> rows = step.before()
                    .map(before -> groups(days)
                            .unionByName(before.where(inMonthsOf(days))
                                    .where(functions.not(col("date_key").isin((Object[]) days)))))
                    .orElseGet(() -> groups(days));
            branch.overwritePartitions(rows, step.properties());
            audit(branch);
        });
    }

    private Dataset<Row> groups(Integer[] days) {
        Dataset<Row> facts = at(GoldTable.FACT_SALES)
                .where(col("date_key").between(days[0], days[days.length - 1]))
                .where(col("date_key").isin((Object[]) days));
        return facts.join(at(GoldTable.DIM_PRODUCT).select("product_key", "category"), "product_key")
                .join(
                        at(GoldTable.DIM_LOCATION).select(col("location_key").as("place"), col("region")),
                        col("location_key").equalTo(col("place")),
                        "left")
                .groupBy(
                        col("date_key"),
                        coalesce(col("category"), lit(UNKNOWN)).as("category"),
                        coalesce(col("region"), lit(UNKNOWN)).as("region"),
                        coalesce(col("channel"), lit(UNKNOWN)).as("channel"),
                        col("currency"))
                .agg(
                        coalesce(sum("revenue"), lit(0)).as("revenue_sum"),
                        sum("quantity").as("units_sum"),
                        count(lit(1)).as("lines"),
                        count_distinct(col("source"), col("order_id")).as("orders"),
                        count_if(col("event_type").equalTo("RETURN")).as("returns"))
                .withColumn("revenue", expr("try_cast(revenue_sum AS decimal(18,6))"))
                .withColumn("units", expr("try_cast(units_sum AS decimal(18,6))"))
                .withColumn("batch_no", lit(step.target()))
                .select(SurrogateKey.columns(GoldTable.DAILY_SALES.columnNames()));
    }

    /** Returns the days of the new sales, and of earlier ones whose category is another now; ascending. */
    private Integer[] days() {
        TreeSet<Integer> days = new TreeSet<>();
        collect(step.sales().select(FactRows.dateKeyOf(col("order_date")).as("date_key")), days);
        if (step.covered() > 0 && categoriesMayHaveChanged()) {
            Dataset<Row> moves = new VersionMoves(
                            HistoryDimension.PRODUCT,
                            step.state()
                                    .rowsAt(GoldTable.DIM_PRODUCT, step.covered())
                                    .orElseThrow(),
                            at(GoldTable.DIM_PRODUCT))
                    .ofAttribute("category");
            Dataset<Row> earlier =
                    at(GoldTable.FACT_SALES).where(col("batch_no").leq(step.covered()));
            collect(
                    earlier.join(
                                    functions.broadcast(moves),
                                    col("product_key")
                                            .equalTo(col("after_product_key"))
                                            .and(VersionMoves.holds(col("order_ts"))),
                                    "left_semi")
                            .select("date_key"),
                    days);
        }
        return days.toArray(Integer[]::new);
    }

    private boolean categoriesMayHaveChanged() {
        List<Snapshot> snapshots = step.state().snapshots(GoldTable.DIM_PRODUCT, step.covered(), step.target());
        return GoldState.smallest(snapshots, DimensionChange.Replace.ATTRIBUTES_CHANGED)
                .isPresent();
    }

    private void audit(AuditBranch branch) {
        long tooLarge = branch.rows()
                .where(col("revenue").isNull().or(col("units").isNull()))
                .count();
        if (tooLarge > 0) {
            throw new DailyOverflowException(tooLarge);
        }
    }

    private Dataset<Row> at(GoldTable table) {
        return step.state().rowsAt(table, step.target()).orElseThrow();
    }

    private static void collect(Dataset<Row> dateKeys, TreeSet<Integer> days) {
        dateKeys.distinct().collectAsList().forEach(row -> days.add(row.getInt(0)));
    }

    private static Column inMonthsOf(Integer[] days) {
        Object[] months =
                List.of(days).stream().map(day -> day / 100).distinct().toArray();
        return col("date_key")
                .between(days[0] / 100 * 100, days[days.length - 1] / 100 * 100 + 99)
                .and(functions.floor(col("date_key").divide(100)).isin(months));
    }
}
