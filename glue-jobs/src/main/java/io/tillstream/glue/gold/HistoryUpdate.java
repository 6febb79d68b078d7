package io.tillstream.glue.gold;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a range of Silver's batches does to a dimension with history.
 *
 * <p>There are three kinds of natural keys, so that cost follows change and not history. New ones: all their events
 * are in the range. Known ones that the range contradicts or completes after their last earlier event: their versions and
 * the range are enough. Known ones where an earlier batch has an event at or after the change: a late change; their
 * timeline is made again from Silver, as is that of known ones that lost a sale. All others stay as they are.
 */
final class HistoryUpdate {
    private static final String KNOWN = "known_";
    private static final String KNOWN_KEY = "known_key";
    private static final String CHANGE_FROM = "change_from";

    private final HistoryDimension dimension;
    private final Timeline timeline;
    private final Dataset<Row> silver;
    private final Dataset<Row> range;
    private final Optional<Dataset<Row>> lost;
    private final long covered;
    private final long target;

    /**
     * Describes the step from batch {@code covered}, which the dimension has, to batch {@code target}.
     *
     * @param silver Silver's sales, pinned to a snapshot
     * @param range of these, the rows of the batches between, kept in memory
     * @param lost sales that the dimension covers and that do not count any more
     */
    HistoryUpdate(
            HistoryDimension dimension,
            Dataset<Row> silver,
            Dataset<Row> range,
            Optional<Dataset<Row>> lost,
            long covered,
            long target) {
        this.dimension = dimension;
        this.timeline = new Timeline(dimension);
        this.silver = silver;
        this.range = range;
        this.lost = lost;
        this.covered = covered;
        this.target = target;
    }

    /** Returns the change of a dimension that has no rows yet. */
    DimensionChange first() {
        return new DimensionChange.Append(timeline.versions(timeline.events(range), target));
    }

    /**
     * Returns the change.
     *
     * @param versions the dimension's rows, pinned to a snapshot
     * @param cached keeps what is used several times; the caller closes it after the change was written
     */
    DimensionChange change(Dataset<Row> versions, PersistedRows cached) {
        Dataset<Row> compared = compared(versions);
        Column isNew = col(KNOWN_KEY).isNull();
        Column isChange = not(isNew)
                .and(anyAttribute(name ->
                        col(name).isNotNull().and(not(col(name).eqNullSafe(col(KNOWN + name))))));
        Column completes = not(isNew)
                .and(anyAttribute(
                        name -> col(name).isNotNull().and(col(KNOWN + name).isNull())));
        Row found = compared.agg(
                        count_if(isNew), min(when(isChange, unix_micros(col("order_ts")))), count_if(completes))
                .first();
        Dataset<Row> newEvents = compared.where(isNew).select(timeline.eventColumns());
        Optional<Dataset<Row>> shortened = lost.map(sales -> cached.keep(timeline.events(sales)
                        .groupBy(naturalKey())
                        .agg(min("order_ts").as(CHANGE_FROM))))
                .filter(keys -> !keys.isEmpty());
        if (found.isNullAt(1) && shortened.isEmpty()) {
            return found.getLong(0) == 0
                    ? new DimensionChange.None()
                    : new DimensionChange.Append(timeline.versions(newEvents, target));
        }
        Dataset<Row> contradicted = compared.where(isChange)
                .groupBy(naturalKey())
                .agg(min("order_ts").as(CHANGE_FROM));
        Dataset<Row> changed = cached.keep(earliest(contradicted, shortened));
        // Of a key that lost a sale, what is left is known by Silver alone.
        Dataset<Row> late =
                cached.keep(earliest(found.isNullAt(1) ? contradicted : late(changed, found.getLong(1)), shortened));
        Row lateness =
                late.agg(count(lit(1)), min(unix_micros(col(CHANGE_FROM)))).first();
        boolean anyLate = lateness.getLong(0) > 0;
        Dataset<Row> events = newEvents.union(inOrder(versions, changed, late));
        if (anyLate) {
            events = events.union(
                    with(timeline.events(silver.where(col("batch_no").leq(target))), late, "left_semi"));
        }
        Dataset<Row> table = with(versions, changed, "left_anti").unionByName(timeline.versions(events, target));
        return new DimensionChange.Replace(
                table,
                anyLate ? OptionalLong.of(lateness.getLong(1)) : OptionalLong.empty(),
                anyLate || found.getLong(2) > 0);
    }

    private Dataset<Row> earliest(Dataset<Row> keys, Optional<Dataset<Row>> more) {
        return more.map(others -> keys.unionByName(others)
                        .groupBy(naturalKey())
                        .agg(min(CHANGE_FROM).as(CHANGE_FROM)))
                .orElse(keys);
    }

    /** Returns the range's events, each with the version valid at its time: its key, and its attributes as {@link #KNOWN}. */
    private Dataset<Row> compared(Dataset<Row> versions) {
        Dataset<Row> known = versions.withColumn(KNOWN_KEY, col(dimension.keyColumn()));
        for (String attribute : dimension.attributes()) {
            known = known.withColumnRenamed(attribute, KNOWN + attribute);
        }
        Dataset<Row> events = timeline.events(range).as("e");
        known = known.drop(dimension.keyColumn(), "is_current", "batch_no").as("v");
        Column sameKey = col("e.source")
                .equalTo(col("v.source"))
                .and(col("e." + dimension.idColumn()).equalTo(col("v." + dimension.idColumn())));
        return events.join(known, sameKey.and(validAt(col("e.order_ts"))), "left")
                .drop(col("v.source"))
                .drop(col("v." + dimension.idColumn()));
    }

    /** Whether a version is valid at the instant; a momentary version never is. */
    static Column validAt(Column instant) {
        return col("valid_from")
                .leq(instant)
                .and(col("valid_to").isNull().or(col("valid_to").gt(instant)));
    }

    /** Of the changed natural keys, those with an event of an earlier batch at or after their first change. */
    private Dataset<Row> late(Dataset<Row> changed, long firstChangeMicros) {
        // The literal lets Iceberg skip the files of earlier months; the join alone would read all of Silver.
        Dataset<Row> later = timeline.events(silver.where(col("batch_no").leq(covered))
                .where(col("order_ts").geq(timestamp_micros(lit(firstChangeMicros)))));
        return with(later, changed, "inner")
                .where(col("order_ts").geq(col(CHANGE_FROM)))
                .groupBy(naturalKey())
                .agg(min(CHANGE_FROM).as(CHANGE_FROM));
    }

    /** The events that make the new timeline of the natural keys whose changes came in order. */
    private Dataset<Row> inOrder(Dataset<Row> versions, Dataset<Row> changed, Dataset<Row> late) {
        Dataset<Row> keys = with(changed, late, "left_anti");
        Dataset<Row> before = timeline.asEvents(with(versions, keys, "left_semi"));
        Dataset<Row> since = with(timeline.events(range), keys, "inner")
                .where(col("order_ts").geq(col(CHANGE_FROM)))
                .select(timeline.eventColumns());
        return before.union(since);
    }

    private Dataset<Row> with(Dataset<Row> rows, Dataset<Row> keys, String joinType) {
        return rows.join(keys, new String[] {"source", dimension.idColumn()}, joinType);
    }

    private Column anyAttribute(Function<String, Column> test) {
        return coalesce(
                dimension.attributes().stream().map(test).reduce(Column::or).orElseThrow(), lit(false));
    }

    private Column[] naturalKey() {
        return SurrogateKey.columns("source", dimension.idColumn());
    }
}
