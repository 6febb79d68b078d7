package io.tillstream.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tillstream.cli.contract.PipelineStages;
import io.tillstream.local.process.StandInClients;
import io.tillstream.local.topics.Topic;
import io.tillstream.operations.query.QueryRunner;
import io.tillstream.standins.redshift.LocalRedshift;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.parquet.example.data.Group;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.redshiftdata.RedshiftDataClient;

/** A pipeline that keeps running, fed with what tills should never send: nothing is dropped, nothing stops it. */
@Tag("first-pipeline")
class HostileValuesIT {
    private static final String GOOD = """
            {"event_id":"%s","source":"till","event_type":"SALE","order_id":"o-%s","line_number":1,\
            "order_ts":"2025-03-01T10:15:30Z","product_id":"p-1","quantity":2,"unit_price":9.50,"currency":"EUR"%s}""";

    private static final Map<String, String> REASONS = new TreeMap<>(Map.ofEntries(
            Map.entry("not-json", "not_json"),
            Map.entry("not-utf8", "not_json"),
            Map.entry("wrong-type", "wrong_type"),
            Map.entry("no-event-id", "missing_field"),
            Map.entry("negative-price", "bad_value"),
            Map.entry("impossible-date", "bad_timestamp"),
            Map.entry("megabyte", "too_long"),
            Map.entry("nul-character", "bad_text"),
            Map.entry("empty", "empty_value"),
            Map.entry("empty-array", "empty_array"),
            Map.entry("tombstone", "empty_value"),
            Map.entry("same-id-other-content", "event_id_conflict")));

    @TempDir
    Path work;

    private LocalProgram program;

    @BeforeEach
    void create() {
        program = new LocalProgram(work);
    }

    @AfterEach
    void close() throws InterruptedException {
        program.close();
    }

    @Test
    void everyValueIsAcceptedOrQuarantinedWithItsReason() throws Exception {
        LocalProgram.Started pipeline = program.startLocal(
                "--simulate", "500", "--report", work.resolve("report").toString());
        pipeline.awaitOutput("Taking events");
        JsonNode before = new Report(work.resolve("report")).json().path("ledger");

        Map<String, byte[]> values = hostile();
        Map<String, RecordMetadata> sent = send(program, values);
        awaitFacts(before.path("accepted").asLong() + 3);

        JsonNode after = ledger(program);
        assertThat(after.path("balanced").asBoolean())
                .as(after.toPrettyString())
                .isTrue();
        assertThat(grown(before, after, "offsets")).isEqualTo(values.size());
        assertThat(grown(before, after, "accepted"))
                .as("good, unknown field, empty-looking extras")
                .isEqualTo(3);
        assertThat(grown(before, after, "duplicates")).isEqualTo(1);
        assertThat(grown(before, after, "quarantined")).isEqualTo(values.size() - 4);
        assertSecondInstanceIsRefused(program);
        assertTraces(values, sent);
        assertLooks(after.path("offsets").asLong());

        pipeline.terminate();
        assertThat(program.processesLeft()).as("children left behind").isEmpty();
        assertThat(program.run("run", "load").expect(0).output()).contains("the warehouse has every load set");
        assertQuarantined(values, sent);
        assertExtras(sent.get("unknown-field"));
        assertEveryStageFitsTheNext();
    }

    /** What the programs have really written, from the event's schema to the warehouse's columns. */
    private void assertEveryStageFitsTheNext() throws Exception {
        try (LocalRedshift warehouse = new LocalRedshift(work.resolve("contract"))) {
            assertThat(PipelineStages.violations(program.dataDirectory().resolve("s3/lake"), warehouse))
                    .isEmpty();
        }
    }

    private static Map<String, byte[]> hostile() {
        Map<String, byte[]> values = new TreeMap<>();
        values.put("good", text(GOOD.formatted("good", "good", "")));
        values.put("unknown-field", text(GOOD.formatted("extra", "extra", ",\"loyalty\":{\"tier\":7}")));
        values.put("null-optional", text(GOOD.formatted("null", "null", ",\"city\":null")));
        values.put("not-json", text("<sale id='1'/>"));
        values.put("not-utf8", new byte[] {(byte) 0xC3, 0x28, (byte) 0xFF});
        values.put(
                "wrong-type",
                text(GOOD.formatted("type", "type", "").replace("\"quantity\":2", "\"quantity\":\"many\"")));
        values.put("no-event-id", text(GOOD.formatted("none", "none", "").replace("\"event_id\":\"none\",", "")));
        values.put("negative-price", text(GOOD.formatted("neg", "neg", "").replace("9.50", "-9.50")));
        values.put("impossible-date", text(GOOD.formatted("date", "date", "").replace("2025-03-01T", "2025-02-30T")));
        values.put("megabyte", text(GOOD.formatted("big", "big", ",\"city\":\"" + "x".repeat(1 << 20) + "\"")));
        values.put("nul-character", text(GOOD.formatted("nul", "nul", ",\"city\":\"a\\u0000b\"")));
        values.put("empty", new byte[0]);
        values.put("empty-array", text("[]"));
        values.put("tombstone", null);
        // Behind "good", so that this order is the one which decides.
        values.put("same-content", values.get("good"));
        values.put("same-id-other-content", text(GOOD.formatted("good", "good", ",\"city\":\"Rome\"")));
        return values;
    }

    private static Map<String, RecordMetadata> send(LocalProgram program, Map<String, byte[]> values) throws Exception {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", "127.0.0.1:" + program.ports().broker(), "max.request.size", 8 << 20);
        Map<String, RecordMetadata> sent = new TreeMap<>();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (Map.Entry<String, byte[]> value : values.entrySet()) {
                sent.put(
                        value.getKey(),
                        producer.send(new ProducerRecord<>(Topic.NAME, 0, text(value.getKey()), value.getValue()))
                                .get());
            }
        }
        return sent;
    }

    private static void assertSecondInstanceIsRefused(LocalProgram program) throws Exception {
        LocalProgram.Outcome second = program.local("--once").expect(1);
        assertThat(second.errors()).contains("Another instance is running on " + program.dataDirectory());
    }

    private void assertTraces(Map<String, byte[]> values, Map<String, RecordMetadata> sent) throws Exception {
        JsonNode good = trace("good");
        assertThat(good.path("rows"))
                .extracting(row -> row.path("decision").asText())
                .containsExactly("accepted", "duplicate", "quarantined");
        assertThat(good.at("/rows/0/warehouse/load_set").asText()).isNotEmpty();
        assertThat(good.at("/rows/0/value/origin").asText()).isEqualTo("kafka");
        assertThat(good.at("/rows/0/value/base64").binaryValue()).isEqualTo(values.get("good"));
        assertThat(good.at("/rows/1/other/offset").asLong())
                .isEqualTo(good.at("/rows/2/other/offset").asLong())
                .isEqualTo(sent.get("good").offset());
        assertThat(good.at("/rows/1/warehouse").isNull()).isTrue();

        JsonNode corrupt = trace("--record", "0:" + sent.get("not-utf8").offset());
        assertThat(corrupt.at("/rows/0/reason/code").asText()).isEqualTo(REASONS.get("not-utf8"));
        assertThat(corrupt.at("/rows/0/value/base64").binaryValue()).isEqualTo(values.get("not-utf8"));
        assertThat(corrupt.at("/rows/0/value/text").isNull()).isTrue();
    }

    private JsonNode trace(String... what) throws Exception {
        List<String> command = new ArrayList<>(List.of("trace", "--format", "json"));
        command.addAll(List.of(what));
        return new ObjectMapper()
                .readTree(program.run(command.toArray(new String[0])).expect(0).output());
    }

    private void assertLooks(long offsets) throws Exception {
        JsonNode stages = new ObjectMapper()
                .readTree(program.run("status", "--format", "json").expect(0).output());
        assertThat(stages.findValuesAsText("stage")).containsExactly("bronze", "silver", "gold", "load");
        assertThat(stages.findValuesAsText("state")).containsOnly("up to date");
        assertThat(stages.get(0).path("last").asText()).startsWith(offsets + " offsets");
        assertThat(program.run("run", "silver").expect(1).errors()).contains("An instance is running on");
        assertThat(program.run("topics", "--partition", "0", "--last", "1")
                        .expect(0)
                        .output())
                .contains("writer_committed")
                .contains("wrong-type");
    }

    private void assertQuarantined(Map<String, byte[]> values, Map<String, RecordMetadata> sent) throws Exception {
        List<Group> rows = decisions("quarantined");
        Map<String, String> reasons = new TreeMap<>();
        for (Map.Entry<String, RecordMetadata> record : sent.entrySet()) {
            rows.stream().filter(row -> isAt(row, record.getValue())).forEach(row -> {
                reasons.merge(record.getKey(), LakeRows.text(row, "reason"), (a, b) -> a + " and " + b);
                assertPayload(row, record.getKey(), values.get(record.getKey()));
            });
        }
        assertThat(reasons).containsExactlyInAnyOrderEntriesOf(REASONS);
    }

    private static void assertPayload(Group row, String name, byte[] value) {
        byte[] payload = LakeRows.bytes(row, "payload");
        if (row.getBoolean("payload_exact", 0)) {
            assertThat(payload).as(name).isEqualTo(value == null ? new byte[0] : value);
        } else {
            assertThat(json(payload).path("order_id"))
                    .as(name)
                    .isEqualTo(json(value).path("order_id"))
                    .isNotEqualTo(MissingNode.getInstance());
        }
    }

    private void assertExtras(RecordMetadata sent) throws Exception {
        assertThat(decisions("accepted"))
                .filteredOn(row -> isAt(row, sent))
                .singleElement()
                .satisfies(row -> assertThat(row.getGroup("extras", 0).toString())
                        .contains("loyalty")
                        .contains("{\"tier\":7}"));
    }

    private List<Group> decisions(String decision) throws IOException {
        return LakeRows.of(work.resolve("data/s3/lake"), "silver/decisions").stream()
                .filter(row -> LakeRows.text(row, "decision").equals(decision))
                .toList();
    }

    private static boolean isAt(Group row, RecordMetadata sent) {
        return row.getInteger("kafka_partition", 0) == sent.partition()
                && row.getLong("kafka_offset", 0) == sent.offset();
    }

    private static JsonNode json(byte[] text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitFacts(long rows) {
        try (RedshiftDataClient client = StandInClients.redshiftData(program.ports())) {
            QueryRunner warehouse = new QueryRunner(client);
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> Long.parseLong(warehouse
                                    .query("SELECT COUNT(*) AS n FROM sales.fact_sales")
                                    .rows()
                                    .get(0)
                                    .get(0))
                            >= rows);
        }
    }

    private static JsonNode ledger(LocalProgram program) throws Exception {
        return new ObjectMapper()
                .readTree(program.run("audit", "--format", "json").expect(0).output());
    }

    private static long grown(JsonNode before, JsonNode after, String figure) {
        return after.path(figure).asLong() - before.path(figure).asLong();
    }

    private static byte[] text(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }
}
