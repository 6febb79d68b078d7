package io.tillstream.glue.gold;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.last;
import static org.apache.spark.sql.functions.lead;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_timestamp;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.functions;

/**
 * Versions from events, a function of the set of events alone: neither their order of arrival nor their division into
 * batches matters.
 *
 * <p>The events of a natural key are ordered by {@code (order_ts, coordinates)}. At an instant t an attribute has the
 * last value known at or before t; where none was known yet, the first that became known later, because a sale without a
 * product's category says that the till did not send it, not that the product had none. A version starts where the
 * attributes change; the first starts on 1900-01-01, so that every sale finds one.
 */
final class Timeline {
    /** What an event has besides natural key and attributes; the last four order events of one instant. */
    static final List<String> EVENT_ORDER =
            List.of("order_ts", "topic_id", "kafka_partition", "kafka_offset", "record_index");

    private final HistoryDimension dimension;

    Timeline(HistoryDimension dimension) {
        this.dimension = dimension;
    }

    /** Returns the columns of an event: natural key, {@link #EVENT_ORDER}, attributes. */
    Column[] eventColumns() {
        List<String> names = new ArrayList<>(List.of("source", dimension.idColumn()));
        names.addAll(EVENT_ORDER);
        names.addAll(dimension.attributes());
        return SurrogateKey.columns(names.toArray(String[]::new));
    }

    /** Returns versions in the form of events, of which {@link #versions} makes the same versions again. */
    Dataset<Row> asEvents(Dataset<Row> versions) {
        return versions.withColumn("order_ts", col("valid_from"))
                .withColumn("topic_id", lit(""))
                .withColumn("kafka_partition", lit(-1))
                .withColumn("kafka_offset", lit(-1L))
                .withColumn("record_index", lit(-1))
                .select(eventColumns());
    }

    /**
     * Returns the dimension's rows for the natural keys of the events, in the table's columns.
     *
     * @param events {@link #eventColumns}, the id never null
     * @param batchNo what the rows carry as the batch that last changed their natural key
     */
    Dataset<Row> versions(Dataset<Row> events, long batchNo) {
        Column[] naturalKey = SurrogateKey.columns("source", dimension.idColumn());
        WindowSpec inOrder = Window.partitionBy(naturalKey)
                .orderBy(EVENT_ORDER.stream().map(functions::col).toArray(Column[]::new));
        WindowSpec untilNow = inOrder.rowsBetween(Window.unboundedPreceding(), Window.currentRow());
        WindowSpec whole = inOrder.rowsBetween(Window.unboundedPreceding(), Window.unboundedFollowing());
        List<Column> states = new ArrayList<>(List.of(naturalKey[0], naturalKey[1], col("order_ts")));
        for (String attribute : dimension.attributes()) {
            states.add(coalesce(
                            last(col(attribute), true).over(untilNow),
                            first(col(attribute), true).over(whole))
                    .as(attribute));
        }
        states.add(lead(col("order_ts"), 1).over(inOrder).as("next_ts"));

        // Of the events at one instant only the last one's state counts: no version lasts zero time.
        WindowSpec byTime = Window.partitionBy(naturalKey).orderBy("order_ts");
        Column attributes =
                struct(dimension.attributes().stream().map(functions::col).toArray(Column[]::new));
        Dataset<Row> changes = events.select(states.toArray(Column[]::new))
                .where(col("next_ts").isNull().or(col("next_ts").gt(col("order_ts"))))
                .withColumn("now", attributes)
                .withColumn("before", lag(col("now"), 1).over(byTime))
                .where(col("before").isNull().or(not(col("before").eqNullSafe(col("now")))))
                .withColumn(
                        "valid_from",
                        when(col("before").isNull(), to_timestamp(lit("1900-01-01 00:00:00")))
                                .otherwise(col("order_ts")));
        return changes.withColumn("valid_to", lead(col("valid_from"), 1).over(byTime))
                .withColumn("is_current", col("valid_to").isNull())
                .withColumn("batch_no", lit(batchNo))
                .withColumn(
                        dimension.keyColumn(),
                        SurrogateKey.of(Stream.concat(Stream.of(naturalKey), Stream.of(col("valid_from")))
                                .toArray(Column[]::new)))
                .select(SurrogateKey.columns(dimension.table().columnNames()));
    }
}
