package io.tillstream.operations.trace;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.operations.command.CommandException;
import io.tillstream.operations.display.Display;
import io.tillstream.operations.query.QueryRunner;
import io.tillstream.operations.query.ResultTable;
import io.tillstream.operations.target.Pipeline;
import io.tillstream.warehouse.AuditQuery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts together what warehouse, lake and Kafka have of some rows. */
public final class Tracer {
    private final Pipeline pipeline;
    private final QueryRunner warehouse;
    private final RecordValues kafka;

    /**
     * @param pipeline whose rows are traced
     * @param kafka the records' own values
     */
    public Tracer(Pipeline pipeline, QueryRunner warehouse, RecordValues kafka) {
        this.pipeline = pipeline;
        this.warehouse = warehouse;
        this.kafka = kafka;
    }

    /**
     * What was found.
     *
     * @param rows the rows, in the order of their coordinates
     * @param more whether there are further rows that were not looked at
     */
    public record Result(List<TracedRow> rows, boolean more) {
        /** Copies the list. */
        public Result {
            rows = List.copyOf(rows);
        }
    }

    /**
     * Looks for rows.
     *
     * @param limit how many are followed at most
     * @param display shows progress
     */
    public Result find(TraceTarget target, int limit, Display display) {
        List<String> arguments = new ArrayList<>(List.of(
                "--lake-bucket",
                pipeline.bucket(),
                "--catalog",
                pipeline.catalog(),
                "--topic",
                pipeline.topicName(),
                "--limit",
                Integer.toString(limit)));
        arguments.addAll(target.jobArguments());
        long start = System.nanoTime();
        try (Display.Stage stage = display.begin("trace", "rows", 0)) {
            JsonNode found =
                    pipeline.jobs().run("io.tillstream.glue.TraceJob", arguments, (done, total) -> stage.at(0, 0));
            List<TracedRow> rows = new ArrayList<>();
            for (JsonNode row : found.path("rows")) {
                Coordinates at = Coordinates.of(row.path("coordinates"));
                rows.add(new TracedRow(at, row, fact(at), value(at, row)));
            }
            stage.done(rows.size(), (System.nanoTime() - start) / 1e9, "");
            return new Result(rows, found.path("more").asBoolean());
        }
    }

    private Value value(Coordinates at, JsonNode row) {
        return kafka.read(at)
                .map(bytes -> new Value(bytes, Value.Origin.KAFKA))
                .orElseGet(() -> new Value(
                        payload(row),
                        row.path("payload_exact").asBoolean() ? Value.Origin.BRONZE : Value.Origin.CANONICAL));
    }

    private static byte[] payload(JsonNode row) {
        try {
            byte[] payload = row.path("payload").binaryValue();
            return payload == null ? new byte[0] : payload;
        } catch (IOException e) {
            throw new CommandException.Failed("The trace job printed a payload that is not base64", e);
        }
    }

    private Map<String, String> fact(Coordinates at) {
        ResultTable table = warehouse.query(
                AuditQuery.TRACED_FACT.query().sql(),
                Map.of(
                        "topic_id", at.topicId(),
                        "kafka_partition", Integer.toString(at.partition()),
                        "kafka_offset", Long.toString(at.offset()),
                        "record_index", Integer.toString(at.index())));
        Map<String, String> fact = new LinkedHashMap<>();
        if (!table.rows().isEmpty()) {
            for (int i = 0; i < table.columns().size(); i++) {
                fact.put(table.columns().get(i).name(), table.rows().get(0).get(i));
            }
        }
        return fact;
    }
}
