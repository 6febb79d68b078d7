package io.tillstream.glue.trace;

import io.tillstream.glue.lake.Lake;
import io.tillstream.glue.lake.LakeTable;
import io.tillstream.glue.silver.publish.DecisionTable;
import io.tillstream.glue.silver.validate.SilverColumns;
import io.tillstream.lake.ChainId;
import io.tillstream.lake.Cursor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * Follows rows from Bronze to every decision on them and to Gold.
 *
 * @param lake the lake
 * @param topic the topic's name
 * @param limit how many rows are followed at most; an order may have thousands of lines
 */
public record TraceRun(Lake lake, String topic, int limit) {
    private static final String FACT = "gold.fact_sales";

    /** Follows the rows of Bronze that meet a condition of {@link BronzeSearch}. */
    public Trace find(Column condition) {
        List<Row> found = new ArrayList<>(
                BronzeSearch.rows(lake, topic, condition).limit(limit + 1).collectAsList());
        found.sort(Comparator.comparing((Row row) -> row.<String>getAs("topic_id"))
                .thenComparing(row -> row.<Integer>getAs("kafka_partition"))
                .thenComparing(row -> row.<Long>getAs("kafka_offset"))
                .thenComparing(row -> row.<Integer>getAs("record_index")));
        boolean more = found.size() > limit;
        List<Row> rows = more ? found.subList(0, limit) : found;
        Decided decided = decided(rows);
        return new Trace(rows.stream().map(decided::trace).toList(), more);
    }

    private Decided decided(List<Row> rows) {
        Set<String> eventIds = values(rows, row -> row.getAs("event_id"));
        Set<Long> offsets = values(rows, row -> row.<Long>getAs("kafka_offset"));
        Cursor cursor = DecisionTable.find(lake)
                .flatMap(LakeTable::progress)
                .map(progress -> progress.cursor("cursor"))
                .orElse(Cursor.START);
        return new Decided(
                topic,
                cursor,
                LakeRows.history(LakeRows.where(lake, DecisionTable.NAME, "kafka_offset", offsets)),
                LakeRows.byCoordinates(LakeRows.where(lake, FACT, "event_id", eventIds)));
    }

    private static <T> Set<T> values(Collection<Row> rows, Function<Row, T> value) {
        return rows.stream().map(value).filter(Objects::nonNull).collect(Collectors.toSet());
    }

    /** What Silver and Gold have of the rows in question. */
    private record Decided(
            String topic, Cursor cursor, Map<RowCoordinates, List<Row>> decisions, Map<RowCoordinates, Row> facts) {

        TracedRow trace(Row row) {
            RowCoordinates at = RowCoordinates.of(row);
            List<Row> history = decisions.getOrDefault(at, List.of());
            if (history.isEmpty()) {
                boolean passed = at.offset() < cursor.next(new ChainId(topic, at.topicId(), at.partition()));
                // An earlier release counted duplicates without keeping them.
                return row(
                        row,
                        at,
                        passed ? TracedRow.Decision.DUPLICATE : TracedRow.Decision.WAITING,
                        0,
                        null,
                        null,
                        null,
                        null,
                        List.of());
            }
            Row current = history.get(history.size() - 1);
            TracedRow.Decision decision = decision(current);
            boolean isAccepted = decision == TracedRow.Decision.ACCEPTED;
            return row(
                    row,
                    at,
                    decision,
                    LakeRows.batchNo(current),
                    current.getAs(SilverColumns.REASON) == null
                            ? null
                            : new TracedRow.Reason(
                                    current.getAs(SilverColumns.REASON), current.getAs(SilverColumns.REASON_DETAIL)),
                    current.getAs("other_topic_id") == null
                            ? null
                            : RowCoordinates.of(
                                    current, "other_topic_id", "other_partition", "other_offset", "other_index"),
                    isAccepted
                            ? new TracedRow.Sale(
                                    current.getAs(SilverColumns.ORDER_DATE).toString(),
                                    current.getAs(SilverColumns.REVENUE),
                                    current.getAs("currency"))
                            : null,
                    isAccepted ? fact(facts.get(at)) : null,
                    history.stream().map(Decided::step).toList());
        }

        private static TracedRow.Decision decision(Row row) {
            return TracedRow.Decision.valueOf(
                    row.<String>getAs(SilverColumns.DECISION).toUpperCase(Locale.ROOT));
        }

        private static TracedRow.Step step(Row row) {
            return new TracedRow.Step(
                    decision(row),
                    LakeRows.batchNo(row),
                    row.getAs(SilverColumns.DECIDED_BY),
                    row.<java.sql.Timestamp>getAs(SilverColumns.DECIDED_AT)
                            .toInstant()
                            .toString(),
                    row.getAs(SilverColumns.WHY));
        }

        private static TracedRow.Fact fact(Row fact) {
            return fact == null
                    ? null
                    : new TracedRow.Fact(
                            LakeRows.batchNo(fact),
                            fact.<Integer>getAs("date_key"),
                            fact.<Long>getAs("product_key"),
                            fact.<Long>getAs("customer_key"),
                            fact.getAs("revenue"));
        }

        private static TracedRow row(
                Row row,
                RowCoordinates at,
                TracedRow.Decision decision,
                long batchNo,
                TracedRow.Reason reason,
                RowCoordinates other,
                TracedRow.Sale sale,
                TracedRow.Fact fact,
                List<TracedRow.Step> decisions) {
            return new TracedRow(
                    at,
                    row.getAs(BronzeSearch.OBJECT),
                    row.<Long>getAs(BronzeSearch.KAFKA_MICROS),
                    row.getAs("source"),
                    row.getAs("event_id"),
                    row.getAs("order_id"),
                    row.getAs(BronzeSearch.PAYLOAD),
                    row.<Boolean>getAs(BronzeSearch.EXACT),
                    decision,
                    batchNo,
                    reason,
                    other,
                    sale,
                    fact,
                    decisions);
        }
    }
}
