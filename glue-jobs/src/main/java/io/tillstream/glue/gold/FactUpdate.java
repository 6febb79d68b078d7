package io.tillstream.glue.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.timestamp_micros;

import io.tillstream.glue.lake.AuditBranch;
import io.tillstream.glue.lake.Progress;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Advances {@code gold.fact_sales} to a batch: appends its sales, moves earlier facts to the versions that late events made, and
 * takes out the facts of sales that do not count any more.
 */
final class FactUpdate {
    /** What names a fact. */
    static final String[] COORDINATES = {"topic_id", "kafka_partition", "kafka_offset", "record_index"};

    private final GoldStep step;
    private final FactRows factRows;

    FactUpdate(GoldStep step, FactRows factRows) {
        this.step = step;
        this.factRows = factRows;
    }

    /**
     * Publishes the batch.
     *
     * @param accepted Silver's running total of accepted rows at the target
     * @return the number of facts added
     * @throws FactMismatchException if the facts are not exactly the accepted rows, or one has no dimension version
     */
    long run(long accepted) {
        Optional<Progress> before = step.state().at(GoldTable.FACT_SALES, step.covered());
        SalesTotals lost =
                step.lost().map(sales -> SalesTotals.of(sales, factRows)).orElse(SalesTotals.NONE);
        long expected = accepted
                + lost.rows()
                - before.map(progress -> progress.number(FactProperties.ROWS)).orElse(0L);
        SalesTotals totals = SalesTotals.of(step.sales(), factRows);
        require("sales in silver.decisions", expected, totals.rows());
        require("sales whose revenue has not the sign of their quantity", 0, totals.wrongSign());
        require("sales whose order_date is not of Gold's business time zone", 0, totals.wrongDate());
        Map<String, BigDecimal> revenue = RevenueTotals.without(
                before.map(progress -> RevenueTotals.sum(
                                RevenueTotals.read(progress.text(FactProperties.REVENUE)), totals.revenue()))
                        .orElse(totals.revenue()),
                lost.revenue());

        Map<String, String> properties = step.properties();
        properties.put(FactProperties.ROWS, Long.toString(accepted));
        properties.put(FactProperties.REVENUE, RevenueTotals.write(revenue));
        try (PersistedRows cached = new PersistedRows()) {
            Optional<Dataset<Row>> rekeyed = rekeyed().map(cached::keep);
            step.publish(branch -> {
                if (lost.rows() > 0) {
                    takeOut(branch, step.lost().orElseThrow(), properties);
                }
                rekeyed.ifPresent(rows -> rekey(branch, rows, properties));
                branch.append(
                        factRows.facts(
                                step.sales(),
                                dimension(HistoryDimension.PRODUCT),
                                dimension(HistoryDimension.CUSTOMER)),
                        properties);
                audit(branch, expected, expected - lost.rows(), accepted, totals);
            });
        }
        return expected;
    }

    private void audit(AuditBranch branch, long expected, long net, long accepted, SalesTotals totals) {
        require(
                "rows more in gold.fact_sales",
                net,
                branch.counts().addedRecords() - branch.counts().deletedRecords());
        require("rows in all of gold.fact_sales", accepted, branch.counts().totalRecords());
        if (expected == 0) {
            return;
        }
        Row added = branch.rows()
                .where(col("batch_no").gt(step.covered()))
                .agg(
                        count(lit(1)),
                        count_if(col(HistoryDimension.PRODUCT.keyColumn()).equalTo(lit(SurrogateKey.UNKNOWN))),
                        count_if(col(HistoryDimension.CUSTOMER.keyColumn()).equalTo(lit(SurrogateKey.UNKNOWN))))
                .first();
        require("facts", expected, added.getLong(0));
        require("facts without a product version", 0, added.getLong(1));
        require("facts without a customer version", totals.withoutCustomer(), added.getLong(2));
    }

    /** Deletes the facts of sales that do not count any more, or that count anew under a later batch. */
    private void takeOut(AuditBranch branch, Dataset<Row> lost, Map<String, String> properties) {
        Dataset<Row> keys = lost.select(SurrogateKey.columns(COORDINATES));
        Row days = lost.agg(
                        count(lit(1)),
                        min(FactRows.dateKeyOf(col("order_date"))),
                        max(FactRows.dateKeyOf(col("order_date"))))
                .first();
        properties.put(FactProperties.LOST, Long.toString(days.getLong(0)));
        properties.put(FactProperties.LOST_FROM, Integer.toString(days.getInt(1)));
        properties.put(FactProperties.LOST_TO, Integer.toString(days.getInt(2)));
        merge(branch, keys, "lost", days.getInt(1), days.getInt(2), "DELETE");
    }

    /** Returns coordinates, {@code date_key} and new keys of earlier facts that late events moved to other versions. */
    private Optional<Dataset<Row>> rekeyed() {
        OptionalLong earliest = HistoryDimension.ALL.stream()
                .map(dimension -> GoldState.smallest(
                        step.state().snapshots(dimension.table(), step.covered(), step.target()),
                        DimensionChange.Replace.LATE_FROM))
                .flatMapToLong(OptionalLong::stream)
                .min();
        Optional<Dataset<Row>> before = step.before();
        if (earliest.isEmpty() || before.isEmpty()) {
            return Optional.empty();
        }
        Column inTime = col("order_ts").geq(timestamp_micros(lit(earliest.getAsLong())));
        Dataset<Row> sales =
                step.silver().where(col("batch_no").leq(step.covered())).where(inTime);
        Column isChanged = lit(false);
        for (HistoryDimension dimension : HistoryDimension.ALL) {
            Dataset<Row> changed = dimension(dimension)
                    .where(col("batch_no").gt(step.covered()))
                    .select("source", dimension.idColumn())
                    .distinct()
                    .withColumn("changed_" + dimension.keyColumn(), lit(true));
            sales = sales.join(changed, new String[] {"source", dimension.idColumn()}, "left");
            isChanged = isChanged.or(col("changed_" + dimension.keyColumn()));
        }
        List<Column> keys = new ArrayList<>(List.of(SurrogateKey.columns(COORDINATES)));
        HistoryDimension.ALL.forEach(
                dimension -> keys.add(col(dimension.keyColumn()).as("new_" + dimension.keyColumn())));
        Dataset<Row> now = FactRows.withVersions(
                        sales.where(isChanged),
                        dimension(HistoryDimension.PRODUCT),
                        dimension(HistoryDimension.CUSTOMER))
                .select(keys.toArray(Column[]::new));
        Column isMoved = HistoryDimension.ALL.stream()
                .map(dimension ->
                        functions.not(col(dimension.keyColumn()).equalTo(col("new_" + dimension.keyColumn()))))
                .reduce(lit(false), Column::or);
        return Optional.of(before.get()
                .where(inTime)
                .select(SurrogateKey.columns(Stream.concat(
                                Stream.of(COORDINATES),
                                Stream.of("order_ts", "date_key", "product_key", "customer_key"))
                        .toArray(String[]::new)))
                .join(now, COORDINATES)
                .where(isMoved));
    }

    private void rekey(AuditBranch branch, Dataset<Row> rekeyed, Map<String, String> properties) {
        Row found = rekeyed.agg(
                        count(lit(1)), min(functions.unix_micros(col("order_ts"))), min("date_key"), max("date_key"))
                .first();
        if (found.getLong(0) == 0) {
            return;
        }
        properties.put(FactProperties.REKEYED, Long.toString(found.getLong(0)));
        properties.put(FactProperties.REKEYED_FROM, Long.toString(found.getLong(1)));
        // A replaced row keeps its batch_no, since it is the same sale.
        merge(
                branch,
                rekeyed,
                "rekeyed",
                found.getInt(2),
                found.getInt(3),
                "UPDATE SET f.product_key = r.new_product_key, f.customer_key = r.new_customer_key");
    }

    private void merge(
            AuditBranch branch, Dataset<Row> rows, String name, int firstDay, int lastDay, String whenMatched) {
        SparkSession spark = step.state().lake().spark();
        String view = name + "_" + branch.name();
        rows.createOrReplaceTempView(view);
        try {
            String match = Stream.of(COORDINATES)
                    .map(column -> "f." + column + " = r." + column)
                    .reduce((one, other) -> one + " AND " + other)
                    .orElseThrow();
            // The literals let Iceberg skip the other months.
            spark.sql("MERGE INTO " + branch.identifier() + " f USING " + view + " r ON " + match
                    + " AND f.date_key BETWEEN " + firstDay + " AND " + lastDay + " WHEN MATCHED THEN " + whenMatched);
        } finally {
            spark.catalog().dropTempView(view);
        }
    }

    private Dataset<Row> dimension(HistoryDimension dimension) {
        return step.state().rowsAt(dimension.table(), step.target()).orElseThrow();
    }

    private void require(String what, long expected, long found) {
        if (expected != found) {
            throw new FactMismatchException(step.covered(), step.target(), what, expected, found);
        }
    }
}
