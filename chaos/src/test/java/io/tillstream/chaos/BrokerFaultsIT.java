package io.tillstream.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a broker does to the log that only a real one shows: death, a truncated log, compaction, transactions. */
@Execution(ExecutionMode.CONCURRENT)
class BrokerFaultsIT {
    @TempDir
    Path directory;

    private FaultBench bench;

    @BeforeEach
    void open() throws IOException {
        bench = new FaultBench(directory);
    }

    @AfterEach
    void close() throws IOException {
        bench.close();
    }

    @Test
    void aKilledBrokerComesBackAndATruncatedLogIsNoticed() throws Exception {
        bench.createTopic("restart", 2, Map.of());
        bench.createTopic("truncated", 1, Map.of());
        WriterProcess survivor = bench.writer("survivor").start(FaultBench.quick("restart"));
        WriterProcess alarmed = bench.writer("alarmed").start(FaultBench.quick("truncated"));
        List<String> values = new ArrayList<>(bench.send("restart", 0, "a", 0, 9));
        List<String> truncated = bench.send("truncated", 0, "t", 0, 9);
        bench.awaitChainEnd("restart", 0, 10);
        bench.awaitChainEnd("truncated", 0, 10);

        bench.broker.kill();
        truncate(directory.resolve("kafka/truncated-0"));
        bench.broker.start();

        assertThat(bench.logEnd("truncated", 0)).as("the log has lost records").isLessThan(10);
        assertThat(alarmed.awaitEnd()).as("needs a person").isEqualTo(3);
        assertThat(alarmed.log()).containsPattern("LOG_(TRUNCATED|DIVERGED)");
        bench.assertSound("truncated", truncated);
        values.addAll(bench.send("restart", 0, "a", 10, 14));
        values.addAll(bench.send("restart", 1, "b", 0, 4));
        bench.assertExactlyOnce("restart", 2, values);
        assertThat(survivor.alive()).as("the same process").isTrue();
    }

    @Test
    void holesOfCompactionAbortedTransactionsAndMarkersAtARangesEndLieInsideRanges() throws Exception {
        String topic = "holes";
        bench.createTopic(
                topic,
                1,
                Map.of(
                        "cleanup.policy", "compact",
                        "min.cleanable.dirty.ratio", "0.001",
                        "segment.ms", "100",
                        "max.compaction.lag.ms", "100"));
        // 15 s by default between two looks of the cleaner.
        bench.admin
                .incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.BROKER, ""),
                        List.of(new AlterConfigOp(
                                new ConfigEntry("log.cleaner.backoff.ms", "100"), AlterConfigOp.OpType.SET))))
                .all()
                .get();
        List<String> values = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer = bench.producer(Map.of("transactional.id", "holes"))) {
            producer.initTransactions();
            for (int round = 0; round < 6; round++) {
                transaction(producer, topic, "same-key", "old-" + round, true);
                // Lets the segment roll, because the cleaner leaves the newest alone.
                Thread.sleep(150);
            }
            values.addAll(IntStream.range(0, 3)
                    .mapToObj(i -> transaction(producer, topic, "key-" + i, "kept-" + i, true))
                    .toList());
            transaction(producer, topic, "key-0", "aborted", false);
            values.add(transaction(producer, topic, "same-key", "newest", true));
            transaction(producer, topic, "key-1", "aborted at the end", false);
        }
        FaultBench.eventually("the log is compacted", () -> read(topic).equals(values));

        bench.writer("holes").start(FaultBench.quick(topic));
        BronzeSummary bronze = bench.assertExactlyOnce(topic, 1, values);
        assertThat(bronze.records()).isEqualTo(values.size());
        assertThat(bronze.holes())
                .as("compacted away, aborted, markers; the last offset is a marker")
                .isEqualTo(bench.logEnd(topic, 0) - values.size());
    }

    private static String transaction(
            KafkaProducer<byte[], byte[]> producer, String topic, String key, String value, boolean commit) {
        producer.beginTransaction();
        try {
            producer.send(new ProducerRecord<>(
                            topic, 0, key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8)))
                    .get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (commit) {
            producer.commitTransaction();
        } else {
            producer.abortTransaction();
        }
        return value;
    }

    private List<String> read(String topic) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bench.site.bootstrapServers(), "isolation.level", "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            List<String> values = new ArrayList<>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(500))
                        .forEach(record -> values.add(new String(record.value(), StandardCharsets.UTF_8)));
            }
            return values;
        }
    }

    /** Takes the end of the log away, as a disk does that lied about what it had written. */
    private static void truncate(Path log) throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(log.resolve("00000000000000000000.log").toFile(), "rw")) {
            file.setLength(file.length() / 2);
        }
        try (Stream<Path> others = Files.list(log)) {
            for (Path other : others.filter(path -> path.toString().matches(".*\\.(index|timeindex|snapshot)"))
                    .toList()) {
                Files.delete(other);
            }
        }
    }
}
