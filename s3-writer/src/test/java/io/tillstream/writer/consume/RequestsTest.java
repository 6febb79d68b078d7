package io.tillstream.writer.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tillstream.aws.s3.S3ObjectStore;
import io.tillstream.lake.ChainId;
import io.tillstream.writer.metrics.WriterMetrics;
import io.tillstream.writer.stage.StagingDirectory;
import io.tillstream.writer.store.FakeS3;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the writer asks of S3 over HTTP, with the client that it has in production: S3 bills by request. */
class RequestsTest {
    private static final int PARTITIONS = 3;
    private static final int RECORDS = 100;
    private static final int OBJECTS_OF_A_PARTITION = RECORDS / 10;

    @TempDir
    Path directory;

    private final Map<String, String> before = new LinkedHashMap<>();
    private FakeS3 s3;

    @BeforeEach
    void open() throws IOException {
        s3 = new FakeS3();
        set("aws.endpointUrlS3", s3.endpoint().toString());
        set("aws.region", "us-east-1");
        set("aws.accessKeyId", "test");
        set("aws.secretAccessKey", "test");
    }

    @AfterEach
    void close() {
        s3.close();
        before.forEach((name, value) -> {
            if (value == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
    }

    @Test
    void theHealthyPathIsOnePutForEachObjectAndNothingElse() throws IOException {
        FakeTopic topic = new FakeTopic();
        List<TopicPartition> partitions = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(FakeTopic.NAME, partition))
                .toList();
        FakeConsumer consumer = new FakeConsumer(topic);
        consumer.maxRecords(10);
        try (S3ObjectStore store = S3ObjectStore.connect(FakeS3.BUCKET);
                StagingDirectory staging = StagingDirectory.open(directory)) {
            WriterLoop loop = new WriterLoop(
                    consumer,
                    topic,
                    store,
                    new ChainFinder(FakeTopic.NAME, topic, store, List.of()),
                    staging,
                    new Rotation(10, 1_000_000, Duration.ofHours(1)),
                    (lane, work, delay) -> work.run(),
                    System::nanoTime,
                    new WriterMetrics(new SimpleMeterRegistry()));
            consumer.subscribe(List.of(FakeTopic.NAME), loop);
            consumer.schedulePollTask(() -> {
                consumer.rebalance(List.of());
                consumer.rebalance(partitions);
            });
            loop.step();
            loop.step();
            List<String> assignment = s3.requests();
            assertThat(assignment)
                    .as("an assignment is a listing for each partition, and Silver's cursor where a chain is empty")
                    .hasSize(2 * PARTITIONS);

            for (TopicPartition partition : partitions) {
                for (int i = 0; i < RECORDS; i++) {
                    topic.append(partition.partition(), "{\"event_id\":\"e" + i + "\"}");
                }
            }
            for (int i = 0; i < 3 * OBJECTS_OF_A_PARTITION; i++) {
                loop.step();
            }
            List<String> healthy =
                    s3.requests().subList(assignment.size(), s3.requests().size());
            assertThat(healthy).containsExactlyInAnyOrderElementsOf(puts(partitions));
        }
    }

    private static List<String> puts(List<TopicPartition> partitions) {
        List<String> puts = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            ChainId chain = new ChainId(FakeTopic.NAME, new FakeTopic().topicId(), partition.partition());
            for (int i = 0; i < OBJECTS_OF_A_PARTITION; i++) {
                puts.add("PUT /" + FakeS3.BUCKET + "/" + chain.key(10L * i).replace("=", "%3D"));
            }
        }
        return puts;
    }

    private void set(String name, String value) {
        before.put(name, System.getProperty(name));
        System.setProperty(name, value);
    }
}
