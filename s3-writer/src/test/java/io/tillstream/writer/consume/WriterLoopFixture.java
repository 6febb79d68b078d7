package io.tillstream.writer.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tillstream.aws.s3.PutOutcome;
import io.tillstream.lake.BronzeMetadata;
import io.tillstream.lake.BronzeObject;
import io.tillstream.lake.BronzeObject.Kind;
import io.tillstream.lake.ChainId;
import io.tillstream.lake.EventTimes;
import io.tillstream.writer.chain.ConfirmedGap;
import io.tillstream.writer.error.ChainAlarmException;
import io.tillstream.writer.error.ChainAlarmException.Alarm;
import io.tillstream.writer.metrics.WriterMetrics;
import io.tillstream.writer.parquet.ParquetFiles;
import io.tillstream.writer.stage.StagingDirectory;
import io.tillstream.writer.store.MemoryObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.parquet.example.data.Group;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A writer's loop over a fake log and a bucket in memory, driven step by step on one thread. */
abstract class WriterLoopFixture {
    static final TopicPartition P0 = new TopicPartition(FakeTopic.NAME, 0);
    static final TopicPartition P1 = new TopicPartition(FakeTopic.NAME, 1);
    static final ChainId CHAIN = new ChainId(FakeTopic.NAME, "AAAAAAAAAAAAAAAAAAAAA1", 0);

    @TempDir
    Path directory;

    final FakeTopic topic = new FakeTopic();
    final MemoryObjectStore lake = new MemoryObjectStore();
    final List<ConfirmedGap> confirmedGaps = new ArrayList<>();
    FakeConsumer consumer = new FakeConsumer(topic);
    StagingDirectory staging;
    final WriterMetrics metrics = new WriterMetrics(new SimpleMeterRegistry());
    Scheduler scheduler = (lane, work, delay) -> work.run();
    WriterLoop loop;
    long now;

    @BeforeEach
    void open() {
        staging = StagingDirectory.open(directory);
    }

    @AfterEach
    void close() throws IOException {
        staging.close();
    }

    void startAndStop(Alarm alarm) {
        start(P0);
        assertStops(alarm);
    }

    void assertStops(Alarm alarm) {
        assertThatThrownBy(() -> steps(4))
                .isInstanceOfSatisfying(
                        ChainAlarmException.class, e -> assertThat(e.alarm()).isEqualTo(alarm))
                .hasMessageContaining("sales_events/0");
    }

    void start(TopicPartition... partitions) {
        start(consumer.committed(new HashSet<>(List.of(P0))).get(P0), partitions);
    }

    /** Starts a new writer, with a new consumer of the same group. */
    void start(OffsetAndMetadata committed, TopicPartition... partitions) {
        FakeConsumer earlier = consumer;
        consumer = new FakeConsumer(topic);
        consumer.maxRecords(earlier.maxRecords());
        ChainFinder finder = new ChainFinder(FakeTopic.NAME, topic, lake, confirmedGaps);
        loop = new WriterLoop(
                consumer,
                topic,
                lake,
                finder,
                staging,
                new Rotation(10, 1_000_000, Duration.ofSeconds(60)),
                scheduler,
                () -> now,
                metrics);
        consumer.subscribe(List.of(FakeTopic.NAME), loop);
        consumer.schedulePollTask(() -> {
            consumer.rebalance(List.of());
            consumer.rebalance(List.of(partitions));
        });
        if (committed != null) {
            consumer.commitBefore(P0, committed);
        }
    }

    void steps(int count) {
        for (int i = 0; i < count; i++) {
            loop.step();
        }
    }

    void seconds(int seconds) {
        now += seconds * 1_000_000_000L;
    }

    void flushed() {
        for (int i = 0; i < 4; i++) {
            steps(3);
            seconds(60);
        }
        steps(3);
    }

    OffsetAndMetadata committed(TopicPartition partition) {
        return consumer.committed(Set.of(partition)).get(partition);
    }

    /** Has another writer put an object of records only. */
    void other(ChainId chain, long first, long last) {
        long records = last - first + 1;
        BronzeObject object = new BronzeObject(first, last, Kind.RANGE, records, 0, records, 3, 1, EventTimes.NONE);
        assertThat(lake.put(chain.key(first), new byte[0], BronzeMetadata.of(object)))
                .isEqualTo(PutOutcome.CREATED);
    }

    BronzeObject object(ChainId chain, long first) {
        return BronzeMetadata.parse(first, lake.objects().get(chain.key(first)).metadata());
    }

    List<String> objects() {
        return lake.objects().entrySet().stream()
                .filter(stored -> CHAIN.firstOffset(stored.getKey()).isPresent())
                .map(stored -> BronzeMetadata.parse(
                        CHAIN.firstOffset(stored.getKey()).orElseThrow(),
                        stored.getValue().metadata()))
                .map(object -> "%d-%d %s records=%d holes=%d"
                        .formatted(object.first(), object.last(), object.kind(), object.records(), object.holes()))
                .toList();
    }

    List<Group> rows(String key) throws IOException {
        Path file =
                Files.write(directory.resolve("copy"), lake.objects().get(key).bytes());
        return ParquetFiles.rows(file);
    }

    List<Path> stagingFiles() {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".staging")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
