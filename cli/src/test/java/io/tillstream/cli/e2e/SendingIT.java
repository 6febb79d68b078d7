package io.tillstream.cli.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.local.process.Installation;
import io.tillstream.standins.kafka.BrokerMain;
import io.tillstream.standins.process.FreePorts;
import io.tillstream.standins.process.TestJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replay and produce as processes of their own, against a real broker, ended by a real signal. */
class SendingIT {
    private static final String TOPIC = "sales_events";
    private static final int ROWS = 3_000;

    @TempDir
    Path work;

    private final Installation installation = Installation.current();
    private TestJvm broker;
    private String servers;

    @BeforeEach
    void startBroker() throws Exception {
        int port = FreePorts.next();
        servers = "127.0.0.1:" + port;
        broker = TestJvm.start(
                BrokerMain.class,
                "--dir",
                work.resolve("kafka").toString(),
                "--port",
                Integer.toString(port),
                "--controller-port",
                Integer.toString(FreePorts.next()));
        assertThat(broker.readLine()).isEqualTo("READY");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 3, (short) 1))).all().get();
        }
    }

    @AfterEach
    void stopBroker() throws Exception {
        broker.close();
    }

    @Test
    void aReplayThatIsEndedGoesOnAndEveryRowIsThereOnceInItsOrdersPartition() throws Exception {
        Path file = writeSales();
        Path resume = work.resolve("resume.json");

        Process ended = start(
                "replay",
                "--mapping",
                "ecommerce_events",
                "--rate",
                "1000",
                "--resume",
                resume.toString(),
                file.toString());
        await().atMost(Duration.ofSeconds(120)).until(() -> !read().isEmpty());
        // Not the process itself: that would close its output unread.
        ended.toHandle().destroy();
        assertThat(ended.waitFor(120, TimeUnit.SECONDS)).isTrue();
        JsonNode first = result(ended);
        assertThat(ended.exitValue()).as("the code of TERM").isEqualTo(143);
        assertThat(first.get("status").asText()).isEqualTo("stopped");
        assertThat(first.get("sent").asLong())
                .isEqualTo(first.get("read").asLong())
                .isBetween(1L, ROWS - 1L);

        Process second =
                start("replay", "--mapping", "ecommerce_events", "--resume", resume.toString(), file.toString());
        assertThat(second.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isZero();
        assertThat(result(second).get("sent").asLong())
                .isEqualTo(ROWS - first.get("sent").asLong());

        List<ConsumerRecord<byte[], byte[]>> records = read();
        assertThat(records).hasSize(ROWS);
        assertThat(records.stream().map(record -> field(record, "event_id")).distinct())
                .hasSize(ROWS);
        assertThat(records).allMatch(record -> new String(record.key(), UTF_8).equals(field(record, "order_id")));
        assertThat(records.stream()
                        .map(record -> field(record, "order_id") + "/" + record.partition())
                        .distinct())
                .as("orders, each in one partition")
                .hasSize(ROWS / 3);
    }

    @Test
    void producedEventsArriveAndTheSameSeedSendsTheSameAgain() throws Exception {
        for (int round = 0; round < 2; round++) {
            Process process = start("produce", "--events", "2000", "--seed", "7", "--duplicate-share", "0");
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            assertThat(result(process).get("sent").asLong()).isEqualTo(2_000);
        }

        List<ConsumerRecord<byte[], byte[]>> records = read();
        assertThat(records).hasSize(4_000);
        assertThat(records.stream()
                        .map(record -> new String(record.value(), UTF_8))
                        .distinct())
                .hasSize(2_000);
    }

    @Test
    void aTopicThatIsNotThereIsNamed() throws Exception {
        Process process =
                start("produce", "--events", "5", "--topic", "no_such_topic", "--delivery-timeout-seconds", "2");

        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(Files.readString(work.resolve("errors"))).contains("topic no_such_topic at " + servers);
    }

    /** Orders of three lines. */
    private Path writeSales() throws IOException {
        StringBuilder text = new StringBuilder(
                "order_id,customer_id,product_id,product_name,category,price,quantity,order_timestamp,country\n");
        for (int row = 0; row < ROWS; row++) {
            text.append("O-").append(row / 3).append(",C-1,P-").append(row % 50);
            text.append(",MacBook Pro 16\",Electronics,9.99,1,2024-01-15 09:23:45,Canada\n");
        }
        return Files.writeString(work.resolve("sales.csv"), text);
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                installation.classPath("producer"),
                "io.tillstream.producer.ProducerMain"));
        command.addAll(List.of(arguments));
        command.addAll(1 + command.indexOf(arguments[0]), List.of("--bootstrap-servers", servers));
        return new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectError(work.resolve("errors").toFile())
                .start();
    }

    private static JsonNode result(Process process) throws IOException {
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        String line = output.lines()
                .filter(text -> text.startsWith("TILLSTREAM_RESULT "))
                .findFirst()
                .orElseThrow(() -> new AssertionError(output));
        return new ObjectMapper().readTree(line.substring("TILLSTREAM_RESULT ".length()));
    }

    private List<ConsumerRecord<byte[], byte[]>> read() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    List.of(new TopicPartition(TOPIC, 0), new TopicPartition(TOPIC, 1), new TopicPartition(TOPIC, 2));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
            }
        }
        return records;
    }

    private static String field(ConsumerRecord<byte[], byte[]> record, String name) {
        try {
            return new ObjectMapper().readTree(record.value()).get(name).asText();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
