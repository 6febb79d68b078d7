package io.tillstream.glue.trace;

import io.tillstream.glue.lake.Lake;
import io.tillstream.glue.lake.LakeTable;
import io.tillstream.glue.silver.publish.SilverTables;
import io.tillstream.glue.silver.validate.SilverColumns;
import io.tillstream.lake.ChainId;
import io.tillstream.lake.Cursor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * Follows rows from Bronze to their decision and to Gold. What a duplicate repeats is found by its identity, because a
 * duplicate is counted and stored nowhere but in Bronze (invariant 4).
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
        List<Row> sales = LakeRows.where(lake, SilverTables.SALES, "event_id", eventIds);
        Set<Long> offsets = values(rows, row -> row.<Long>getAs("kafka_offset"));
        Cursor cursor = lake.find(SilverTables.SALES)
                .flatMap(LakeTable::progress)
                .map(progress -> progress.cursor("cursor"))
                .orElse(Cursor.START);
        return new Decided(
                topic,
                cursor,
                sales,
                LakeRows.byCoordinates(sales),
                LakeRows.byCoordinates(LakeRows.where(lake, SilverTables.QUARANTINE, "kafka_offset", offsets)),
                LakeRows.byCoordinates(LakeRows.where(lake, FACT, "event_id", eventIds)));
    }

    private static <T> Set<T> values(Collection<Row> rows, Function<Row, T> value) {
        return rows.stream().map(value).filter(Objects::nonNull).collect(Collectors.toSet());
    }

    /** What Silver and Gold have of the rows in question. */
    private record Decided(
            String topic,
            Cursor cursor,
            List<Row> sales,
            Map<RowCoordinates, Row> accepted,
            Map<RowCoordinates, Row> quarantined,
            Map<RowCoordinates, Row> facts) {

        TracedRow trace(Row row) {
            RowCoordinates at = RowCoordinates.of(row);
            Row sale = accepted.get(at);
            Row rejected = quarantined.get(at);
            if (sale != null && (rejected == null || LakeRows.batchNo(sale) >= LakeRows.batchNo(rejected))) {
                return accepted(row, at, sale);
            }
            if (rejected != null) {
                return quarantined(row, at, rejected);
            }
            boolean passed = at.offset() < cursor.next(new ChainId(topic, at.topicId(), at.partition()));
            return passed
                    ? row(row, at, TracedRow.Decision.DUPLICATE, 0, null, original(row), null, null)
                    : row(row, at, TracedRow.Decision.WAITING, 0, null, null, null, null);
        }

        private TracedRow accepted(Row row, RowCoordinates at, Row sale) {
            Row fact = facts.get(at);
            return row(
                    row,
                    at,
                    TracedRow.Decision.ACCEPTED,
                    LakeRows.batchNo(sale),
                    null,
                    null,
                    new TracedRow.Sale(
                            sale.getAs(SilverColumns.ORDER_DATE).toString(),
                            sale.getAs(SilverColumns.REVENUE),
                            sale.getAs("currency")),
                    fact == null
                            ? null
                            : new TracedRow.Fact(
                                    LakeRows.batchNo(fact),
                                    fact.<Integer>getAs("date_key"),
                                    fact.<Long>getAs("product_key"),
                                    fact.<Long>getAs("customer_key"),
                                    fact.getAs("revenue")));
        }

        private static TracedRow quarantined(Row row, RowCoordinates at, Row rejected) {
            RowCoordinates other = rejected.getAs("other_topic_id") == null
                    ? null
                    : RowCoordinates.of(rejected, "other_topic_id", "other_partition", "other_offset", "other_index");
            return row(
                    row,
                    at,
                    TracedRow.Decision.QUARANTINED,
                    LakeRows.batchNo(rejected),
                    new TracedRow.Reason(rejected.getAs("reason"), rejected.getAs("reason_detail")),
                    other,
                    null,
                    null);
        }

        /** The accepted sale with the same identity; equal content implies the same time of sale. */
        private RowCoordinates original(Row row) {
            return sales.stream()
                    .filter(sale -> Objects.equals(sale.getAs("event_id"), row.getAs("event_id"))
                            && Objects.equals(sale.getAs("source"), row.getAs("source"))
                            && Objects.equals(micros(sale), row.getAs(BronzeSearch.ORDER_MICROS)))
                    .findFirst()
                    .map(RowCoordinates::of)
                    .orElse(null);
        }

        private static Long micros(Row sale) {
            java.time.Instant time = sale.<java.sql.Timestamp>getAs("order_ts").toInstant();
            return java.time.temporal.ChronoUnit.MICROS.between(java.time.Instant.EPOCH, time);
        }

        private static TracedRow row(
                Row row,
                RowCoordinates at,
                TracedRow.Decision decision,
                long batchNo,
                TracedRow.Reason reason,
                RowCoordinates other,
                TracedRow.Sale sale,
                TracedRow.Fact fact) {
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
                    fact);
        }
    }
}
