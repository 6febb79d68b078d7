package io.tillstream.producer.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.producer.kafka.EventSinkFactory;
import io.tillstream.producer.kafka.KafkaEventSink;
import io.tillstream.producer.kafka.ProducerSettings;
import io.tillstream.producer.run.StopSignal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProducerCommandTest {
    private static final String MAPPING = """
            mapping: shop
            source: shop
            identity: row
            format: {type: csv}
            fields: {order_ts: day, product_id: id, quantity: qty, order_id: {column: o, optional: true}}
            """;

    private MockProducer<byte[], byte[]> kafka = kafka();
    private final List<ProducerSettings> opened = new ArrayList<>();
    private final EventSinkFactory sinks = settings -> {
        opened.add(settings);
        return new KafkaEventSink(kafka, settings);
    };
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Map<String, String> environment = Map.of();
    private StopSignal stop = new StopSignal();

    @TempDir
    private Path directory;

    private String mapping;
    private Path rejects;

    @BeforeEach
    void writeMapping() throws IOException {
        mapping = Files.writeString(directory.resolve("shop.yaml"), MAPPING).toString();
        rejects = directory.resolve("out/rejects.jsonl");
    }

    @Test
    void replaySendsRowsKeyedByOrderAndWritesRejects() throws IOException {
        Path file = file("s.csv", "day,id,qty,o\n2024-01-01,a,1,O1\nsoon,b,1,O1\n\n2024-01-02,c,2,O2\n");

        int code = run(
                "replay",
                "--mapping",
                mapping,
                "--bootstrap-servers",
                "k:1",
                "--rejects",
                rejects.toString(),
                file.toString());

        assertThat(err.toString().lines())
                .containsExactly(
                        "rejected " + file + ":3: order_ts: 'soon' fits none of the formats iso",
                        "rejected rows are in " + rejects);
        assertThat(code).as("a rejected row is not a success").isEqualTo(1);
        assertThat(kafka.history()).extracting(r -> new String(r.key(), UTF_8)).containsExactly("O1", "O2");
        JsonNode result = result();
        assertThat(result.get("job").asText()).isEqualTo("replay");
        assertThat(result.get("mapping").asText()).isEqualTo("shop");
        assertThat(result.get("status").asText()).isEqualTo("done");
        assertThat(result.get("read").asLong()).isEqualTo(3);
        assertThat(result.get("sent").asLong()).isEqualTo(2);
        assertThat(result.get("rejected").asLong()).isEqualTo(1);
        assertThat(result.get("total").asLong()).isEqualTo(3);
        assertThat(result.get("skipped").asLong()).isEqualTo(1);
        assertThat(result.get("rejects").asText()).isEqualTo(rejects.toString());
        assertThat(result.has("seconds")).isTrue();
        JsonNode progress = line("TILLSTREAM_PROGRESS ");
        assertThat(progress.fieldNames())
                .toIterable()
                .containsExactly("job", "mapping", "read", "sent", "rejected", "total");
        JsonNode reject = new ObjectMapper().readTree(Files.readString(rejects));
        assertThat(reject.toString())
                .isEqualTo("{\"file\":\"" + file + "\",\"line\":3,\"field\":\"order_ts\",\"reason\":\"'soon' fits none"
                        + " of the formats iso\",\"row\":\"soon,b,1,O1\"}");
    }

    @Test
    void replayExpandsPatternsInOrder() throws IOException {
        file("s-2.csv", "day,id,qty,o\n2024-01-02,b,1,O2\n");
        file("s-1.csv", "day,id,qty,o\n2024-01-01,a,1,O1\n");

        assertThat(run("replay", "--mapping", mapping, "--bootstrap-servers", "k:1", directory + "/s-*.csv"))
                .isZero();
        assertThat(kafka.history()).extracting(r -> new String(r.key(), UTF_8)).containsExactly("O1", "O2");
        assertThat(result().has("rejects")).isFalse();
    }

    @Test
    void missingFilesEmptyPatternsAndDirectoriesAreUsageErrors() {
        assertUsage(
                "nowhere.csv: no such file",
                "replay",
                "--mapping",
                mapping,
                "--bootstrap-servers",
                "k:1",
                "nowhere.csv");
        assertUsage(
                "no file matches", "replay", "--mapping", mapping, "--bootstrap-servers", "k:1", directory + "/*.tsv");
        assertUsage(
                "is not a file", "replay", "--mapping", mapping, "--bootstrap-servers", "k:1", directory.toString());
        assertThat(opened).isEmpty();
    }

    @Test
    void wrongOptionsMappingsAndSettingsAreUsageErrors() throws IOException {
        String file = file("s.csv", "day,id,qty,o\n").toString();
        assertUsage("a command is missing");
        assertUsage("--mapping", "replay", "--bootstrap-servers", "k:1", file);
        assertUsage("--bootstrap-servers", "replay", "--mapping", mapping, file);
        assertUsage("FILE", "replay", "--mapping", mapping, "--bootstrap-servers", "k:1");
        assertUsage(
                "neither a file nor one of the bundled", "replay", "--mapping", "x", "--bootstrap-servers", "k", file);
        assertUsage(
                "not a valid topic name",
                "replay",
                "--mapping",
                mapping,
                "--bootstrap-servers",
                "k:1",
                "--topic",
                "a b",
                file);
        assertUsage(
                "is not a time zone",
                "replay",
                "--mapping",
                mapping,
                "--bootstrap-servers",
                "k:1",
                "--business-time-zone",
                "Mars",
                file);
        assertUsage(
                "cannot be read",
                "replay",
                "--mapping",
                mapping,
                "--bootstrap-servers",
                "k:1",
                "--kafka-config",
                directory + "/none.properties",
                file);
        assertUsage("--events", "produce", "--bootstrap-servers", "k:1", "--events", "many");
        assertUsage(
                "--duplicate-share: must be a share",
                "produce",
                "--bootstrap-servers",
                "k:1",
                "--events",
                "5",
                "--duplicate-share",
                "3");
    }

    @Test
    void filesOfOneNameWouldShareIdsAndAreRefused() throws IOException {
        Path one = file("s.csv", "day,id,qty,o\n");
        Path other = Files.createDirectories(directory.resolve("b")).resolve("s.csv");
        Files.copy(one, other);

        assertUsage(
                "have the same name",
                "replay",
                "--mapping",
                mapping,
                "--bootstrap-servers",
                "k:1",
                one.toString(),
                other.toString());
    }

    @Test
    void aFailedSendEndsTheRunWithAResultThatCountsOnlyWhatIsAcknowledged() throws IOException {
        Path file = file("s.csv", "day,id,qty,o\n2024-01-01,a,1,O1\n");
        kafka.sendException = new TimeoutException("no leader");

        int code = run("replay", "--mapping", mapping, "--bootstrap-servers", "k:1", file.toString());

        assertThat(code).isEqualTo(1);
        assertThat(err.toString())
                .contains("topic sales_events at k:1: no leader")
                .doesNotContain("\tat ");
        assertThat(result().get("status").asText()).isEqualTo("failed");
        assertThat(result().get("sent").asLong()).isZero();
        assertThat(result().get("read").asLong()).isEqualTo(1);

        kafka = kafka();
        kafka.sendException = new TopicAuthorizationException("sales_events");
        assertThat(run("produce", "--events", "5", "--bootstrap-servers", "k:1"))
                .isEqualTo(3);
    }

    @Test
    void optionsComeFromTheEnvironmentAndTheCommandLineWins() throws IOException {
        Path config = file("k.properties", "security.protocol=SASL_SSL\n");
        environment = Map.of(
                "TILLSTREAM_BOOTSTRAP_SERVERS", "env:1",
                "TILLSTREAM_TOPIC", "from_env",
                "TILLSTREAM_KAFKA_CONFIG", config.toString(),
                "TILLSTREAM_EVENTS", "10");

        assertThat(run("produce")).as(err::toString).isZero();
        assertThat(opened.get(0).bootstrapServers()).isEqualTo("env:1");
        assertThat(opened.get(0).topic()).isEqualTo("from_env");
        assertThat(opened.get(0).overrides()).containsEntry("security.protocol", "SASL_SSL");
        assertThat(result().get("read").asLong()).isEqualTo(10);
    }

    /** An image may well carry its version or a link to its help in variables of these names. */
    @Test
    void variablesNamedLikeHelpAndVersionChangeNothing() {
        environment = Map.of("TILLSTREAM_VERSION", "1.4.2", "TILLSTREAM_HELP", "https://example.com");

        assertThat(run("produce", "--events", "7", "--bootstrap-servers", "k:1"))
                .isZero();
        assertThat(kafka.history()).hasSize(7);
    }

    @Test
    void theOptionBeatsTheEnvironment() {
        environment = Map.of("TILLSTREAM_TOPIC", "from_env");

        assertThat(run("produce", "--events", "7", "--bootstrap-servers", "k:1", "--topic", "given"))
                .isZero();
        assertThat(opened.get(0).topic()).isEqualTo("given");
        assertThat(kafka.history()).hasSize(7);
    }

    @Test
    void simulateTellsWhatItSent() throws IOException {
        assertThat(run("produce", "--events", "2000", "--malformed-share", "0.01", "--bootstrap-servers", "k:1"))
                .isZero();

        JsonNode result = result();
        assertThat(kafka.history()).hasSize(2_000);
        assertThat(result.get("job").asText()).isEqualTo("produce");
        assertThat(result.get("sent").asLong()).isEqualTo(2_000);
        assertThat(result.get("total").asLong()).isEqualTo(2_000);
        assertThat(result.get("distinct").asLong()
                        + result.get("duplicates").asLong()
                        + result.get("malformed").asLong())
                .isEqualTo(2_000);
        assertThat(result.at("/revenue/USD").asText()).matches("[0-9]+(\\.[0-9]{1,6})?");
        assertThat(err.toString()).contains("made 2,000 events: ");
    }

    @Test
    void catalogueWritesTheCanonicalFormOrNothing() throws IOException {
        String catalogue = Files.writeString(directory.resolve("c.yaml"), """
                mapping: c
                source: shop
                kind: catalogue
                format: {type: csv}
                fields: {product_id: id, product_name: name, unit_price: price}
                """).toString();
        Path target = directory.resolve("reference/c.csv");
        Path good = file("p.csv", "id,name,price\n1,\"A, \"\"b\"\"\",10.50\n2,Ü,$3\n1,\"A, \"\"b\"\"\",10.5\n");

        assertThat(run("catalogue", "--mapping", catalogue, "--out", target.toString(), good.toString()))
                .as(err::toString)
                .isZero();
        assertThat(target)
                .hasContent("source,product_id,product_name,category,sub_category,unit_price\r\n"
                        + "shop,1,\"A, \"\"b\"\"\",,,10.5\r\nshop,2,Ü,,,3\r\n");
        assertThat(result().get("products").asInt()).isEqualTo(2);

        Path bad = file("q.csv", "id,name,price\n1,A,1\n1,B,1\n,C,1\n");
        assertThat(run("catalogue", "--mapping", catalogue, "--out", target.toString(), bad.toString()))
                .isEqualTo(1);
        assertThat(err.toString())
                .contains(
                        "q.csv:3: product_id: 1 appears twice, with different values",
                        "q.csv:4: product_id: is missing");
        assertThat(target).content().contains("shop,2,Ü");
        assertUsage("of kind sales", "catalogue", "--mapping", mapping, "--out", "x.csv", good.toString());
        assertUsage(
                "use the command catalogue",
                "replay",
                "--mapping",
                catalogue,
                "--bootstrap-servers",
                "k:1",
                good.toString());
    }

    @Test
    void mappingsListsTheBundledOnesAndHelpNamesEveryOption() {
        assertThat(run("mapping", "list")).isZero();
        assertThat(out.toString()).contains("superstore_us");
        assertThat(run("replay", "--help")).isZero();
        assertThat(out.toString())
                .contains(
                        "--mapping",
                        "--bootstrap-servers",
                        "--topic",
                        "--kafka-config",
                        "--business-time-zone",
                        "--rejects",
                        "--delivery-timeout-seconds",
                        "sales_events");
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("replay", "produce", "catalogue", "mapping", "Exit codes");
        assertThat(run("produce", "--help")).isZero();
        assertThat(out.toString()).contains("--start", "2026-01-01", "--days", "--late-share");
    }

    private void assertUsage(String message, String... arguments) {
        assertThat(run(arguments)).as(message).isEqualTo(2);
        assertThat(err.toString()).contains(message).doesNotContain("\tat ");
        err.getBuffer().setLength(0);
    }

    private int run(String... arguments) {
        return ProducerCommand.commandLine(new CliContext(
                        sinks, environment, new PrintWriter(out, true), new PrintWriter(err, true), false, stop))
                .execute(arguments);
    }

    private static MockProducer<byte[], byte[]> kafka() {
        return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private JsonNode result() throws IOException {
        return line("TILLSTREAM_RESULT ");
    }

    private JsonNode line(String tag) throws IOException {
        String last = out.toString()
                .lines()
                .filter(line -> line.startsWith(tag))
                .reduce((a, b) -> b)
                .orElseThrow();
        return new ObjectMapper().readTree(last.substring(tag.length()));
    }
}
