package io.tillstream.glue.gold;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.dayofmonth;
import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.hour;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.minute;
import static org.apache.spark.sql.functions.month;
import static org.apache.spark.sql.functions.year;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Facts from accepted sales: one row each, joined to the versions valid at the sale's own time (invariant 5). */
final class FactRows {
    private final ZoneId zone;

    /** Uses the business time zone for {@code date_key} and {@code time_key}. */
    FactRows(ZoneId zone) {
        this.zone = zone;
    }

    /** Returns the calendar date of an instant in the business time zone, as {@code yyyymmdd}. */
    Column dateKey(Column instant) {
        Column local = local(instant);
        return year(local).multiply(10000).plus(month(local).multiply(100)).plus(dayofmonth(local));
    }

    /** Returns the date as {@code yyyymmdd}. */
    static Column dateKeyOf(Column date) {
        return year(date).multiply(10000).plus(month(date).multiply(100)).plus(dayofmonth(date));
    }

    /**
     * Returns the facts in the table's columns.
     *
     * @param sales Silver's sales
     * @param products the product dimension at the batch of the newest of these sales
     * @param customers the customer dimension at the same batch
     */
    Dataset<Row> facts(Dataset<Row> sales, Dataset<Row> products, Dataset<Row> customers) {
        Column local = local(col("order_ts"));
        return withVersions(sales, products, customers)
                .withColumn("date_key", dateKeyOf(col("order_date")))
                .withColumn("time_key", hour(local).multiply(100).plus(minute(local)))
                .withColumn(KeyedDimension.LOCATION.keyColumn(), KeyedDimension.LOCATION.key())
                .withColumn(KeyedDimension.STORE.keyColumn(), KeyedDimension.STORE.key())
                .select(SurrogateKey.columns(GoldTable.FACT_SALES.columnNames()));
    }

    /** Adds the keys of the versions that the sales have: what {@link #facts} joins them to. */
    static Dataset<Row> withVersions(Dataset<Row> sales, Dataset<Row> products, Dataset<Row> customers) {
        return withVersion(
                withVersion(sales, HistoryDimension.PRODUCT, products), HistoryDimension.CUSTOMER, customers);
    }

    /** A sale has the version that is valid at its time, unless a momentary one has exactly what it states. */
    private static Dataset<Row> withVersion(Dataset<Row> sales, HistoryDimension dimension, Dataset<Row> versions) {
        List<Column> columns = new ArrayList<>(List.of(
                col("source").as("version_source"),
                col(dimension.idColumn()).as("version_id"),
                col("valid_from"),
                col("valid_to"),
                col(dimension.keyColumn()).as("version_key")));
        dimension.attributes().forEach(name -> columns.add(col(name).as("version_" + name)));
        List<Column> momentary = new ArrayList<>(List.of(
                col("source").as("momentary_source"),
                col(dimension.idColumn()).as("momentary_id"),
                col("valid_from").as("momentary_at"),
                col(dimension.keyColumn()).as("momentary_key")));
        dimension.attributes().forEach(name -> momentary.add(col(name).as("momentary_" + name)));

        Column valid = col("source")
                .equalTo(col("version_source"))
                .and(col(dimension.idColumn()).equalTo(col("version_id")))
                .and(HistoryUpdate.validAt(col("order_ts")));
        Column stated = col("source")
                .equalTo(col("momentary_source"))
                .and(col(dimension.idColumn()).equalTo(col("momentary_id")))
                .and(col("order_ts").equalTo(col("momentary_at")));
        for (String name : dimension.attributes()) {
            stated = stated.and(coalesce(col(name), col("version_" + name)).eqNullSafe(col("momentary_" + name)));
        }
        Dataset<Row> joined = sales.join(versions.select(columns.toArray(Column[]::new)), valid, "left")
                .join(versions.where(Timeline.isMomentary()).select(momentary.toArray(Column[]::new)), stated, "left")
                .withColumn(
                        dimension.keyColumn(),
                        coalesce(col("momentary_key"), col("version_key"), lit(SurrogateKey.UNKNOWN)));
        return joined.drop(Stream.of(joined.columns())
                .filter(name ->
                        name.startsWith("version_") || name.startsWith("momentary_") || name.startsWith("valid_"))
                .toArray(String[]::new));
    }

    private Column local(Column instant) {
        return from_utc_timestamp(instant, zone.getId());
    }
}
