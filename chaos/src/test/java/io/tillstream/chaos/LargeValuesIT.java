package io.tillstream.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Memory is bounded by a setting, not by the size of records or how well they were compressed: a real broker and a real
 * writer. It also pins what the writer's budget of a poll rests on and Kafka's documentation does not say: that a consumer
 * deserializes a refused value again, and passes none.
 */
class LargeValuesIT {
    /** Together more than the writer's heap of 192 MiB. Those of the dear kinds are fewer. */
    private static final Map<LargeValues.Kind, Integer> RECORDS = Map.of(
            LargeValues.Kind.CORRUPT, 60,
            LargeValues.Kind.TEXT, 90,
            LargeValues.Kind.EXTRAS, 50,
            LargeValues.Kind.ARRAY, 15);

    private static final int TRANSACTION = 5;

    @TempDir
    static Path directory;

    private static FaultBench bench;

    private final LargeValues values = new LargeValues();
    private final ValueDigest digest = new ValueDigest();
    private final Digests expected = new Digests();

    @BeforeAll
    static void open() throws IOException {
        bench = new FaultBench(directory);
    }

    @AfterAll
    static void close() throws IOException {
        bench.close();
    }

    @Test
    void moreThanTheHeapHoldsArrivesAtOnceAndIsWrittenOnce() throws Exception {
        String topic = "large";
        LargeValues.Kind[] kinds = LargeValues.Kind.values();
        bench.createTopic(topic, kinds.length, Map.of());
        try (KafkaProducer<byte[], byte[]> producer = bench.producer(Map.of(
                "transactional.id",
                "large",
                "compression.type",
                "zstd",
                "max.request.size",
                8 << 20,
                "batch.size",
                4 << 20,
                "linger.ms",
                20))) {
            producer.initTransactions();
            for (LargeValues.Kind kind : kinds) {
                for (int i = 0; i < RECORDS.get(kind); i += TRANSACTION) {
                    transaction(producer, topic, kind, i % 2 == 0);
                }
            }
        }

        WriterProcess writer = bench.writer("small").start(FaultBench.quick(topic));
        FaultBench.eventually(
                "all is in Bronze, or the writer has ended",
                () -> !writer.alive()
                        || Arrays.stream(kinds)
                                .allMatch(kind ->
                                        bench.chainEnd(topic, kind.ordinal()) == bench.logEnd(topic, kind.ordinal())));
        assertThat(writer.alive()).as(writer.log()).isTrue();
        BronzeSummary bronze = bench.assertExactlyOnce(topic, kinds.length, expected);
        assertThat(bronze.records()).isEqualTo(expected.size());
        assertThat(writer.log()).as("a refused value is no error").doesNotContain("Deserializers with error");
    }

    /** Commits some values, with and without keys and headers; then aborts one, if asked to. */
    private void transaction(
            KafkaProducer<byte[], byte[]> producer, String topic, LargeValues.Kind kind, boolean abortOne) {
        producer.beginTransaction();
        for (int i = 0; i < TRANSACTION; i++) {
            ChaosValue value = values.next(kind);
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(topic, kind.ordinal(), i % 2 == 0 ? new byte[100] : null, value.bytes());
            if (i % 3 == 0) {
                record.headers().add("trace", new byte[1_000]);
            }
            var unused = producer.send(record);
            expected.add(value.digest(digest));
        }
        producer.commitTransaction();
        if (abortOne) {
            producer.beginTransaction();
            var unused = producer.send(new ProducerRecord<>(
                    topic, kind.ordinal(), null, values.next(kind).bytes()));
            producer.flush();
            producer.abortTransaction();
        }
    }
}
