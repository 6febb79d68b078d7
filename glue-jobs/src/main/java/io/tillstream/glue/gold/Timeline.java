package io.tillstream.glue.gold;

import static io.tillstream.glue.gold.GoldColumns.BATCH_NO;
import static io.tillstream.glue.gold.GoldColumns.ORDER_TS;
import static io.tillstream.glue.gold.GoldColumns.SOURCE;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
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
import java.util.function.UnaryOperator;
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
 * last value known at or before t; where none was known yet, the first that became known later, because a missing
 * category means that the till did not send it, not that the product had none. Only the values that were last at
 * their own instant count: one that another contradicts at the same instant never held for any time. A version starts
 * where the attributes change; the first starts on 1900-01-01, so that every sale finds one.
 *
 * <p>A sale keeps what it states. Where others contradict it at its own instant, and their coordinates are later, it has a
 * momentary version: its own attributes, valid from and to that instant. Dates without a time make a whole day one instant.
 */
final class Timeline {
    /** What an event has in addition to natural key and attributes; the last four order events of one instant. */
    static final List<String> EVENT_ORDER =
            List.of(ORDER_TS, "topic_id", "kafka_partition", "kafka_offset", "record_index");

    /** Key of the momentary version that an event represents; null for a sale and for a version of some length. */
    private static final String MOMENTARY_KEY = "momentary_key";

    private static final String STATED = "stated_";
    private static final String CONTRADICTED = "contradicted_";
    private static final String VERSION = "version";

    private final HistoryDimension dimension;

    Timeline(HistoryDimension dimension) {
        this.dimension = dimension;
    }

    /** Whether a version is momentary. */
    static Column isMomentary() {
        return coalesce(col("valid_from").equalTo(col("valid_to")), lit(false));
    }

    /** Returns what {@link #versions} takes, from sales. */
    Dataset<Row> events(Dataset<Row> sales) {
        return sales.where(col(dimension.idColumn()).isNotNull())
                .withColumn(MOMENTARY_KEY, lit(null).cast("long"))
                .select(eventColumns());
    }

    /** Returns the columns of an event: natural key, {@link #EVENT_ORDER}, attributes, {@link #MOMENTARY_KEY}. */
    Column[] eventColumns() {
        List<String> names = new ArrayList<>(List.of(SOURCE, dimension.idColumn()));
        names.addAll(EVENT_ORDER);
        names.addAll(dimension.attributes());
        names.add(MOMENTARY_KEY);
        return SurrogateKey.columns(names.toArray(String[]::new));
    }

    /** Returns versions in the form of events, of which {@link #versions} makes the same versions again. */
    Dataset<Row> asEvents(Dataset<Row> versions) {
        return versions.withColumn(ORDER_TS, col("valid_from"))
                .withColumn("topic_id", lit(""))
                .withColumn("kafka_partition", lit(-1))
                .withColumn("kafka_offset", lit(-1L))
                .withColumn("record_index", lit(-1))
                .withColumn(MOMENTARY_KEY, when(isMomentary(), col(dimension.keyColumn())))
                .select(eventColumns());
    }

    /**
     * Returns the dimension's rows for the natural keys of the events, in the table's columns.
     *
     * @param events {@link #eventColumns}, the id never null
     * @param batchNo what the rows carry as the batch that last changed their natural key
     */
    Dataset<Row> versions(Dataset<Row> events, long batchNo) {
        WindowSpec byTime = Window.partitionBy(naturalKeyAnd()).orderBy(ORDER_TS);
        Column attributes =
                struct(dimension.attributes().stream().map(functions::col).toArray(Column[]::new));
        Column isFirst = col("before").isNull();
        Column isChange = isFirst.or(not(col("before").eqNullSafe(attributes)));
        Column start = when(isFirst, to_timestamp(lit("1900-01-01 00:00:00"))).otherwise(col(ORDER_TS));
        return states(events)
                .withColumn("before", lag(attributes, 1).over(byTime))
                .withColumn("start", when(isChange, start))
                .withColumn("end", lead(col("start"), 1, null, true).over(byTime))
                .where(col("start").isNotNull().or(isContradicted()))
                .withColumn(
                        VERSION,
                        explode(array_compact(
                                array(when(col("start").isNotNull(), lasting()), when(isContradicted(), momentary())))))
                .select(VERSION + ".*")
                .distinct()
                .withColumn("is_current", col("valid_to").isNull())
                .withColumn(BATCH_NO, lit(batchNo))
                .select(SurrogateKey.columns(dimension.table().columnNames()));
    }

    /**
     * Adds to each event what applies after its instant (the attributes), what the event states, and of that what is
     * contradicted at the same instant.
     */
    private Dataset<Row> states(Dataset<Row> events) {
        WindowSpec instant = Window.partitionBy(naturalKeyAnd(ORDER_TS))
                .orderBy(EVENT_ORDER.stream().map(functions::col).toArray(Column[]::new))
                .rowsBetween(Window.unboundedPreceding(), Window.unboundedFollowing());
        WindowSpec byTime = Window.partitionBy(naturalKeyAnd()).orderBy(ORDER_TS);
        WindowSpec untilNow = byTime.rangeBetween(Window.unboundedPreceding(), Window.currentRow());
        WindowSpec whole = byTime.rowsBetween(Window.unboundedPreceding(), Window.unboundedFollowing());
        List<Column> atInstant = new ArrayList<>(List.of(naturalKeyAnd(ORDER_TS, MOMENTARY_KEY)));
        List<Column> states = new ArrayList<>(List.of(naturalKeyAnd(ORDER_TS, MOMENTARY_KEY)));
        for (String attribute : dimension.attributes()) {
            Column stated = col(STATED + attribute);
            Column lasting = when(col(MOMENTARY_KEY).isNull(), col(attribute));
            atInstant.add(col(attribute).as(STATED + attribute));
            atInstant.add(last(lasting, true).over(instant).as(attribute));
            states.add(stated);
            states.add(when(not(stated.equalTo(col(attribute))), stated).as(CONTRADICTED + attribute));
            states.add(coalesce(
                            last(col(attribute), true).over(untilNow),
                            first(col(attribute), true).over(whole))
                    .as(attribute));
        }
        // Both windows find the events of a natural key together: one exchange instead of two.
        return events.repartition(naturalKeyAnd())
                .select(atInstant.toArray(Column[]::new))
                .select(states.toArray(Column[]::new));
    }

    /** The version from an instant at which the attributes change to the next such instant. */
    private Column lasting() {
        return version(col("start"), col("end"), SurrogateKey.of(naturalKeyAnd("start")), UnaryOperator.identity());
    }

    /**
     * The version of an event that is contradicted at its own instant. Its key covers what is contradicted, which no event
     * of another instant can change.
     */
    private Column momentary() {
        Column[] naturalKey = Stream.concat(
                        Stream.of(naturalKeyAnd(ORDER_TS)),
                        dimension.attributes().stream().map(name -> col(CONTRADICTED + name)))
                .toArray(Column[]::new);
        return version(
                col(ORDER_TS),
                col(ORDER_TS),
                coalesce(col(MOMENTARY_KEY), SurrogateKey.of(naturalKey)),
                name -> STATED + name);
    }

    private Column version(Column from, Column to, Column key, UnaryOperator<String> attribute) {
        List<Column> columns = new ArrayList<>(List.of(naturalKeyAnd()));
        columns.add(from.as("valid_from"));
        columns.add(to.as("valid_to"));
        columns.add(key.as(dimension.keyColumn()));
        dimension
                .attributes()
                .forEach(name -> columns.add(
                        coalesce(col(attribute.apply(name)), col(name)).as(name)));
        return struct(columns.toArray(Column[]::new));
    }

    private Column isContradicted() {
        return dimension.attributes().stream()
                .map(name -> col(CONTRADICTED + name).isNotNull())
                .reduce(col(MOMENTARY_KEY).isNotNull(), Column::or);
    }

    private Column[] naturalKeyAnd(String... more) {
        return Stream.concat(Stream.of(SOURCE, dimension.idColumn()), Stream.of(more))
                .map(functions::col)
                .toArray(Column[]::new);
    }
}
