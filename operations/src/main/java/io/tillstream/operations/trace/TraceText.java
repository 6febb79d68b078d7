package io.tillstream.operations.trace;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.operations.query.TextTable;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A trace for a person: each row from the warehouse back to its Kafka record. */
public final class TraceText {
    private static final int MOST_CHARACTERS = 2_000;

    private TraceText() {}

    /** The rows, each as a block of lines. */
    public static String of(Tracer.Result result, String topic) {
        StringBuilder text = new StringBuilder();
        for (TracedRow row : result.rows()) {
            text.append(row(row, topic)).append('\n');
        }
        if (result.more()) {
            text.append("There are more rows. Give a higher --limit, or the id of one event.\n");
        }
        return text.toString();
    }

    private static String row(TracedRow row, String topic) {
        JsonNode lake = row.lake();
        StringBuilder text = new StringBuilder();
        text.append(row.coordinates()).append(": ").append(headline(row)).append('\n');
        line(text, "warehouse", warehouse(row.warehouse()));
        line(text, "gold", gold(lake.path("fact")));
        line(text, "silver", silver(row));
        decisions(text, lake.path("decisions"));
        line(text, "bronze", lake.path("object").asText());
        line(
                text,
                "kafka",
                topic + " " + row.coordinates() + ", written "
                        + Instant.EPOCH.plus(lake.path("kafka_micros").asLong(), ChronoUnit.MICROS) + ", topic id "
                        + row.coordinates().topicId());
        line(text, "value", row.value().origin().sentence() + ":");
        return text.append("    ")
                .append(value(row.value().bytes()))
                .append('\n')
                .toString();
    }

    /** Only a row that was decided on again has more to tell than its current decision. */
    private static void decisions(StringBuilder text, JsonNode decisions) {
        if (decisions.size() < 2) {
            return;
        }
        for (JsonNode step : decisions) {
            line(
                    text,
                    "decided",
                    step.path("at").asText() + " by " + step.path("by").asText() + " in batch "
                            + step.path("batch_no").asLong() + ": "
                            + step.path("decision").asText()
                            + (step.hasNonNull("why")
                                    ? ", because: "
                                            + TextTable.printable(
                                                    step.path("why").asText())
                                    : ""));
        }
    }

    private static void line(StringBuilder text, String layer, String what) {
        text.append("  ")
                .append(layer)
                .append(" ".repeat(10 - layer.length()))
                .append(what)
                .append('\n');
    }

    private static String headline(TracedRow row) {
        String who = Stream.of("source", "event_id", "order_id")
                .filter(name -> row.lake().hasNonNull(name))
                .map(name ->
                        name + " " + TextTable.printable(row.lake().path(name).asText()))
                .collect(Collectors.joining(", "));
        return row.decision() + (who.isEmpty() ? "" : " (" + who + ")");
    }

    private static String warehouse(Map<String, String> fact) {
        if (fact.isEmpty()) {
            return "nothing";
        }
        return "load set " + fact.get("load_set") + " of " + fact.get("loaded_at") + ": "
                + plain(fact.get("revenue")) + " " + fact.get("currency") + " on " + fact.get("date_key") + ", "
                + Stream.of("product", "category", "customer")
                        .filter(name -> fact.get(name) != null)
                        .map(name -> name + " " + TextTable.printable(fact.get(name)))
                        .collect(Collectors.joining(", "));
    }

    private static String gold(JsonNode fact) {
        return fact.isMissingNode()
                ? "nothing"
                : "batch " + fact.path("batch_no").asLong() + ": "
                        + plain(fact.path("revenue").asText()) + " on "
                        + fact.path("date_key").asInt() + ", product version "
                        + fact.path("product_key").asLong() + ", customer version "
                        + fact.path("customer_key").asLong();
    }

    private static String silver(TracedRow row) {
        JsonNode lake = row.lake();
        return switch (row.decision()) {
            case "accepted" ->
                "accepted in batch " + lake.path("batch_no").asLong() + ": "
                        + plain(lake.at("/sale/revenue").asText()) + " "
                        + lake.at("/sale/currency").asText() + " on "
                        + lake.at("/sale/order_date").asText();
            case "quarantined" ->
                "quarantined in batch " + lake.path("batch_no").asLong() + " as "
                        + lake.at("/reason/code").asText() + ": "
                        + TextTable.printable(lake.at("/reason/detail").asText())
                        + row.other()
                                .map(other -> ", in conflict with " + other)
                                .orElse("");
            case "duplicate" ->
                "counted as a duplicate"
                        + row.other().map(other -> " of " + other).orElse("");
            case "withdrawn" -> "withdrawn in batch " + lake.path("batch_no").asLong();
            case "waiting" -> "not yet decided: the next batch reads it";
            default -> throw new IllegalArgumentException("unknown decision: " + row.decision());
        };
    }

    private static String plain(String number) {
        return new BigDecimal(number).stripTrailingZeros().toPlainString();
    }

    private static String value(byte[] bytes) {
        if (bytes.length == 0) {
            return "(empty or null)";
        }
        String text = TextTable.printable(new String(bytes, StandardCharsets.UTF_8));
        return text.length() <= MOST_CHARACTERS
                ? text
                : text.substring(0, MOST_CHARACTERS) + " … (" + bytes.length + " bytes in all; --format json has them)";
    }
}
