package io.tillstream.local.chaos;

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

/** Memory is bounded by a setting, not by the size of records or how well they were compressed: a real broker and a real writer. */
class LargeValuesIT {
    private static final int RECORDS_OF_A_KIND = 100;

    @TempDir
    static Path directory;

    private static FaultBench bench;

    @BeforeAll
    static void open() throws IOException {
        bench = new FaultBench(directory);
    }

    @AfterAll
    static void close() throws IOException {
        bench.close();
    }

    @Test
    void valuesThatAreTwiceTheHeapAndArriveAtOnceAreWrittenOnce() throws Exception {
        String topic = "large";
        LargeValues.Kind[] kinds = LargeValues.Kind.values();
        bench.createTopic(topic, kinds.length, Map.of());
        Digests expected = new Digests();
        ValueDigest digest = new ValueDigest();
        LargeValues values = new LargeValues();
        try (KafkaProducer<byte[], byte[]> producer = bench.producer(Map.of(
                "compression.type", "zstd", "max.request.size", 8 << 20, "batch.size", 4 << 20, "linger.ms", 20))) {
            for (int i = 0; i < RECORDS_OF_A_KIND; i++) {
                for (LargeValues.Kind kind : kinds) {
                    ChaosValue value = values.next(kind);
                    var unused = producer.send(new ProducerRecord<>(topic, kind.ordinal(), null, value.bytes()));
                    expected.add(value.digest(digest));
                }
            }
            producer.flush();
        }

        WriterProcess writer = bench.writer("small").start(FaultBench.quick(topic));
        FaultBench.eventually(
                "all is in Bronze, or the writer has ended",
                () -> !writer.alive()
                        || Arrays.stream(kinds)
                                .allMatch(kind -> bench.chainEnd(topic, kind.ordinal()) == RECORDS_OF_A_KIND));
        assertThat(writer.alive()).as(writer.log()).isTrue();
        bench.assertExactlyOnce(topic, kinds.length, expected);
        assertThat(writer.alive()).as("the same process").isTrue();
        assertThat(writer.log()).doesNotContain("ERROR");
    }
}
