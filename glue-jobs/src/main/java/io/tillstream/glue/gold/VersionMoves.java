package io.tillstream.glue.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.not;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Which version of a dimension stands for which, between two states of it: for every natural key and span of time, the
 * version before and the version after. A late event moves sales of that span from one to the other.
 */
final class VersionMoves {
    private static final String BEFORE = "before_";
    private static final String AFTER = "after_";

    private final HistoryDimension dimension;
    private final Dataset<Row> spans;

    /** Compares two states of the dimension, each pinned to a snapshot. */
    VersionMoves(HistoryDimension dimension, Dataset<Row> before, Dataset<Row> after) {
        this.dimension = dimension;
        Dataset<Row> old = prefixed(before, BEFORE);
        Dataset<Row> now = prefixed(after, AFTER);
        Column sameKey = old.col(BEFORE + "source")
                .equalTo(now.col(AFTER + "source"))
                .and(old.col(BEFORE + dimension.idColumn()).equalTo(now.col(AFTER + dimension.idColumn())));
        Column overlap = startsBeforeEnd(AFTER, BEFORE).and(startsBeforeEnd(BEFORE, AFTER));
        this.spans = old.join(now, sameKey.and(overlap))
                .withColumn("span_from", greatest(col(BEFORE + "valid_from"), col(AFTER + "valid_from")))
                .withColumn("span_to", least(col(BEFORE + "valid_to"), col(AFTER + "valid_to")));
    }

    /** Returns {@code before_<key>}, {@code after_<key>}, {@code span_from}, {@code span_to} where the key is another. */
    Dataset<Row> ofKeys() {
        return spans.where(not(col(BEFORE + dimension.keyColumn()).equalTo(col(AFTER + dimension.keyColumn()))))
                .select(BEFORE + dimension.keyColumn(), AFTER + dimension.keyColumn(), "span_from", "span_to");
    }

    /** Returns the same columns as {@link #ofKeys} where the attribute has another value, whatever the key. */
    Dataset<Row> ofAttribute(String attribute) {
        return spans.where(not(col(BEFORE + attribute).eqNullSafe(col(AFTER + attribute))))
                .select(BEFORE + dimension.keyColumn(), AFTER + dimension.keyColumn(), "span_from", "span_to");
    }

    /** Tells of a span whether it holds the instant. */
    static Column holds(Column instant) {
        return col("span_from")
                .leq(instant)
                .and(col("span_to").isNull().or(col("span_to").gt(instant)));
    }

    private Dataset<Row> prefixed(Dataset<Row> versions, String prefix) {
        List<Column> columns = new ArrayList<>();
        Stream.concat(
                        Stream.of("source", dimension.idColumn(), dimension.keyColumn(), "valid_from", "valid_to"),
                        dimension.attributes().stream())
                .forEach(name -> columns.add(col(name).as(prefix + name)));
        return versions.select(columns.toArray(Column[]::new));
    }

    private static Column startsBeforeEnd(String one, String other) {
        return col(other + "valid_to").isNull().or(col(one + "valid_from").lt(col(other + "valid_to")));
    }
}
