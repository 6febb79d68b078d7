package io.tillstream.glue.gold;

import static io.tillstream.glue.gold.GoldColumns.BATCH_NO;
import static io.tillstream.glue.gold.GoldColumns.DATE_KEY;
import static io.tillstream.glue.gold.GoldColumns.ORDER_TS;
import static io.tillstream.glue.gold.GoldColumns.PRODUCT_KEY;
import static io.tillstream.glue.gold.GoldColumns.SOURCE;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.timestamp_micros;

import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.iceberg.Snapshot;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * Advances {@code gold.daily_sales} to a batch: every day that the batch touches is computed again as a whole, from the
 * facts, so a day never holds part of a batch. Currency is part of the group: sums never mix two (invariant 5).
 */
final class DailyUpdate {
    private static final String UNKNOWN = "Unknown";

    private final GoldStep step;

    DailyUpdate(GoldStep step) {
        this.step = step;
    }

    /** Publishes the batch. */
    void run() {
        Integer[] days = days();
        step.publish(branch -> {
            if (days.length == 0) {
                branch.commitProperties(step.properties());
                return;
            }
            // Files hold a month: its other days are written again as they are. A month that lost all its sales has
            // none.
            Dataset<Row> rows = step.before()
                    .map(before -> groups(days)
                            .unionByName(before.where(inMonthsOf(days))
                                    .where(functions.not(col(DATE_KEY).isin((Object[]) days)))))
                    .orElseGet(() -> groups(days));
            branch.overwrite(rows, inMonthsOf(days), step.properties());
        });
    }

    private Dataset<Row> groups(Integer[] days) {
        Dataset<Row> facts = at(GoldTable.FACT_SALES)
                .where(col(DATE_KEY).between(days[0], days[days.length - 1]))
                .where(col(DATE_KEY).isin((Object[]) days));
        return facts.join(at(GoldTable.DIM_PRODUCT).select(PRODUCT_KEY, "category"), PRODUCT_KEY)
                .join(
                        at(GoldTable.DIM_LOCATION).select(col("location_key").as("place"), col("region")),
                        col("location_key").equalTo(col("place")),
                        "left")
                .groupBy(
                        col(DATE_KEY),
                        coalesce(col("category"), lit(UNKNOWN)).as("category"),
                        coalesce(col("region"), lit(UNKNOWN)).as("region"),
                        coalesce(col("channel"), lit(UNKNOWN)).as("channel"),
                        col("currency"))
                .agg(
                        total("revenue"),
                        total("quantity").as("units"),
                        count(lit(1)).as("lines"),
                        count_distinct(col(SOURCE), col("order_id")).as("orders"),
                        count_if(col("event_type").equalTo("RETURN")).as("returns"))
                .withColumn(BATCH_NO, lit(step.target()))
                .select(SurrogateKey.columns(GoldTable.DAILY_SALES.columnNames()));
    }

    /** A sum of DECIMAL(38,6), which 10^20 lines of the largest amount fill: no valid sale can stop a day. */
    private static Column total(String amount) {
        return sum(col(amount).cast(DataTypes.createDecimalType(28, 6))).as(amount);
    }

    /** Returns the days of new sales, of lost ones, and of earlier ones whose category is another now; ascending. */
    private Integer[] days() {
        TreeSet<Integer> days = new TreeSet<>();
        collect(step.sales().select(FactRows.dateKeyOf(col("order_date")).as(DATE_KEY)), days);
        step.lost()
                .ifPresent(lost -> collect(
                        lost.select(FactRows.dateKeyOf(col("order_date")).as(DATE_KEY)), days));
        if (step.covered() > 0 && categoriesMayHaveChanged()) {
            collect(daysOfOtherCategories(), days);
        }
        return days.toArray(Integer[]::new);
    }

    /**
     * Returns the days of earlier facts whose category is another now: their version has another, or a late event moved
     * them to a version that has.
     */
    private Dataset<Row> daysOfOtherCategories() {
        Dataset<Row> before = categories(step.covered()).withColumnRenamed("category", "category_before");
        Dataset<Row> now = categories(step.target());
        Column isOther = functions.not(col("category").eqNullSafe(col("category_before")));
        Dataset<Row> earlier = at(GoldTable.FACT_SALES).where(col(BATCH_NO).leq(step.covered()));
        Dataset<Row> days = earlier.join(
                        before.join(now, PRODUCT_KEY).where(isOther), new String[] {PRODUCT_KEY}, "left_semi")
                .select(DATE_KEY);
        OptionalLong movedFrom = GoldState.smallest(
                step.state().snapshots(GoldTable.FACT_SALES, step.covered(), step.target()),
                FactProperties.REKEYED_FROM);
        if (movedFrom.isEmpty()) {
            return days;
        }
        Column inTime = col(ORDER_TS).geq(timestamp_micros(lit(movedFrom.getAsLong())));
        Dataset<Row> old = step.state()
                .rowsAt(GoldTable.FACT_SALES, step.covered())
                .orElseThrow()
                .where(inTime)
                .join(before, PRODUCT_KEY)
                .withColumnRenamed(PRODUCT_KEY, "product_key_before")
                .select(SurrogateKey.columns(Stream.concat(
                                Stream.of(FactUpdate.COORDINATES), Stream.of("product_key_before", "category_before"))
                        .toArray(String[]::new)));
        Dataset<Row> moved = earlier.where(inTime)
                .join(old, FactUpdate.COORDINATES)
                .where(functions.not(col(PRODUCT_KEY).equalTo(col("product_key_before"))))
                .join(now, PRODUCT_KEY)
                .where(isOther);
        return days.union(moved.select(DATE_KEY));
    }

    private Dataset<Row> categories(long batchNo) {
        return step.state().rowsAt(GoldTable.DIM_PRODUCT, batchNo).orElseThrow().select(PRODUCT_KEY, "category");
    }

    private boolean categoriesMayHaveChanged() {
        List<Snapshot> snapshots = step.state().snapshots(GoldTable.DIM_PRODUCT, step.covered(), step.target());
        return GoldState.smallest(snapshots, DimensionChange.Replace.ATTRIBUTES_CHANGED)
                .isPresent();
    }

    private Dataset<Row> at(GoldTable table) {
        return step.state().rowsAt(table, step.target()).orElseThrow();
    }

    private static void collect(Dataset<Row> dateKeys, TreeSet<Integer> days) {
        dateKeys.distinct().collectAsList().forEach(row -> days.add(row.getInt(0)));
    }

    /** Ranges, because they match the table's partitions exactly: only so can Iceberg replace whole files. */
    private static Column inMonthsOf(Integer[] days) {
        return List.of(days).stream()
                .map(day -> day / 100 * 100)
                .distinct()
                .map(month -> col(DATE_KEY).geq(month).and(col(DATE_KEY).lt(month + 100)))
                .reduce(Column::or)
                .orElseThrow();
    }
}
