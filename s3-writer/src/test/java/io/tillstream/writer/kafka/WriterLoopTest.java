package io.tillstream.writer.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.events.SalesSchema;
import io.tillstream.writer.chain.BronzeMetadata;
import io.tillstream.writer.chain.BronzeObject;
import io.tillstream.writer.chain.BronzeObject.Kind;
import io.tillstream.writer.chain.ChainId;
import io.tillstream.writer.chain.ConfirmedGap;
import io.tillstream.writer.chain.EventTimes;
import io.tillstream.writer.chain.SilverCursor;
import io.tillstream.writer.error.NeedsPersonException;
import io.tillstream.writer.error.NeedsPersonException.Alarm;
import io.tillstream.writer.error.RetryableException;
import io.tillstream.writer.error.TerminalException;
import io.tillstream.writer.staging.ParquetFiles;
import io.tillstream.writer.staging.StagingDirectory;
import io.tillstream.writer.store.MemoryObjectStore;
import io.tillstream.writer.store.PutOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.parquet.example.data.Group;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriterLoopTest {
    private static final TopicPartition P0 = new TopicPartition(FakeTopic.NAME, 0);
    private static final TopicPartition P1 = new TopicPartition(FakeTopic.NAME, 1);
    private static final ChainId CHAIN = new ChainId(FakeTopic.NAME, "AAAAAAAAAAAAAAAAAAAAA1", 0);

    @TempDir
    Path directory;

    private final FakeTopic topic = new FakeTopic();
    private final MemoryObjectStore lake = new MemoryObjectStore();
    private final List<ConfirmedGap> confirmedGaps = new ArrayList<>();
    private FakeConsumer consumer = new FakeConsumer(topic);
    private StagingDirectory staging;
    private WriterLoop loop;
    private long now;

    @BeforeEach
    void open() {
        staging = StagingDirectory.open(directory);
    }

    @AfterEach
    void close() throws IOException {
        staging.close();
    }

    @Test
    void rotatesByTimeAndCommitsTheObjectsKey() {
        topic.append(0, "a", "b");
        start(P0);
        steps(3);
        assertThat(lake.objects()).isEmpty();
        seconds(60);
        steps(3);
        assertThat(objects()).containsExactly("0-1 RANGE records=2 holes=0");
        assertThat(committed(P0)).isEqualTo(new OffsetAndMetadata(2, CHAIN.key(0)));
        seconds(600);
        steps(3);
        assertThat(lake.objects()).as("nothing new, nothing written").hasSize(1);
    }

    @Test
    void rotatesByRecordsAndPollsOnWhileWriting() {
        for (int i = 0; i < 25; i++) {
            topic.append(0, "x" + i);
        }
        consumer.maxRecords(10);
        start(P0);
        steps(6);
        assertThat(objects()).containsExactly("0-9 RANGE records=10 holes=0", "10-19 RANGE records=10 holes=0");
    }

    @Test
    void aRangeMayBeHolesOnly() throws IOException {
        topic.appendHoles(0, 4);
        start(P0);
        steps(3);
        seconds(60);
        steps(3);
        assertThat(objects()).containsExactly("0-3 RANGE records=0 holes=4");
        assertThat(rows(CHAIN.key(0))).isEmpty();
    }

    @Test
    void holesLieInsideARange() {
        topic.append(0, "a");
        topic.appendHoles(0, 2);
        topic.append(0, "b");
        topic.appendHoles(0, 1);
        start(P0);
        flushed();
        assertThat(objects()).containsExactly("0-4 RANGE records=2 holes=3");
    }

    @Test
    void everyRecordsRowsAreThereAtItsOffset() throws IOException {
        topic.append(0, "{\"event_id\":\"e0\"}", "garbage", "[{\"event_id\":\"e2\"},{\"event_id\":\"e3\"}]");
        start(P0);
        flushed();
        List<Group> rows = rows(CHAIN.key(0));
        assertThat(rows).extracting(row -> row.getLong("kafka_offset", 0)).containsExactly(0L, 1L, 2L, 2L);
        assertThat(rows).extracting(row -> row.getInteger("record_index", 0)).containsExactly(0, 0, 0, 1);
        assertThat(object(CHAIN, 0).rows()).isEqualTo(4);
        assertThat(object(CHAIN, 0).leaderEpoch()).isEqualTo(3);
        assertThat(object(CHAIN, 0).schemaVersion()).isEqualTo(SalesSchema.VERSION);
    }

    @Test
    void theNextWriterReadsOnAtTheChainsEndWithItsEpoch() {
        topic.append(0, "a", "b");
        start(P0);
        flushed();
        topic.append(0, "c");
        start(P0);
        steps(2);
        assertThat(consumer.lastSeek(P0).offset()).isEqualTo(2);
        assertThat(consumer.lastSeek(P0).leaderEpoch()).contains(3);
        flushed();
        assertThat(objects()).containsExactly("0-1 RANGE records=2 holes=0", "2-2 RANGE records=1 holes=0");
    }

    @Test
    void aGroupThatWasResetChangesNothing() {
        topic.append(0, "a", "b");
        start(P0);
        flushed();
        topic.append(0, "c");
        for (OffsetAndMetadata reset : List.of(new OffsetAndMetadata(0), new OffsetAndMetadata(3))) {
            start(reset, P0);
            steps(2);
            assertThat(consumer.lastSeek(P0).offset()).isEqualTo(2);
            loop.onPartitionsLost(List.of(P0));
        }
    }

    @Test
    void aLongerObjectOfAnotherWriterIsAdopted() {
        topic.append(0, "a", "b", "c", "d");
        consumer.maxRecords(2);
        start(P0);
        steps(2);
        other(CHAIN, 0, 2);
        consumer.maxRecords(100);
        flushed();
        assertThat(objects()).containsExactly("0-2 RANGE records=3 holes=0", "3-3 RANGE records=1 holes=0");
        assertThat(committed(P0)).isEqualTo(new OffsetAndMetadata(4, CHAIN.key(3)));
    }

    @Test
    void aShorterObjectOfAnotherWriterIsAdoptedAndTheRestReadAgain() {
        topic.append(0, "a", "b", "c", "d");
        start(P0);
        steps(2);
        other(CHAIN, 0, 0);
        other(CHAIN, 1, 1);
        flushed();
        assertThat(objects())
                .containsExactly(
                        "0-0 RANGE records=1 holes=0", "1-1 RANGE records=1 holes=0", "2-3 RANGE records=2 holes=0");
    }

    @Test
    void aPutWhoseAnswerIsLostIsFoundToBeOurs() {
        topic.append(0, "a", "b");
        lake.failNext((key, bytes, metadata) -> {
            lake.put(key, bytes, metadata);
            throw new RetryableException("the connection broke", null);
        });
        start(P0);
        flushed();
        topic.append(0, "c");
        flushed();
        assertThat(objects()).containsExactly("0-1 RANGE records=2 holes=0", "2-2 RANGE records=1 holes=0");
    }

    @Test
    void aConflictIsAskedAgain() {
        topic.append(0, "a");
        lake.failNext((key, bytes, metadata) -> PutOutcome.CONFLICT);
        lake.failNext((key, bytes, metadata) -> {
            throw new RetryableException("503", null);
        });
        start(P0);
        flushed();
        assertThat(objects()).containsExactly("0-0 RANGE records=1 holes=0");
    }

    @Test
    void whatRetentionRemovedBeforeTheFirstReadIsAGap() throws IOException {
        topic.append(0, "a", "b", "c");
        topic.expireTo(0, 2);
        start(P0);
        flushed();
        assertThat(objects()).containsExactly("0-1 GAP records=0 holes=0", "2-2 RANGE records=1 holes=0");
        assertThat(rows(CHAIN.key(0))).isEmpty();
        assertThat(object(CHAIN, 0).gaps()).isEqualTo(2);
    }

    @Test
    void whatRetentionRemovesLaterNeedsAPersonAndWhatWasReadIsWritten() {
        topic.append(0, "a", "b", "c", "d");
        consumer.maxRecords(1);
        start(P0, P1);
        topic.append(1, "other partition");
        steps(2);
        topic.expireTo(0, 3);
        assertThatThrownBy(() -> loop.run(FakeTopic.NAME))
                .isInstanceOfSatisfying(NeedsPersonException.class, e -> {
                    assertThat(e.alarm()).isEqualTo(Alarm.RETENTION_GAP);
                    assertThat(e.exitCode()).isEqualTo(3);
                })
                .hasMessageContaining("--confirm-gap sales_events/0:1-2");
        assertThat(objects()).containsExactly("0-0 RANGE records=1 holes=0");
        assertThat(lake.objects())
                .as("the other partition's rows are written too")
                .hasSize(2);
    }

    @Test
    void anOperatorsWordMakesTheGap() {
        topic.append(0, "a", "b", "c", "d");
        other(CHAIN, 0, 0);
        topic.expireTo(0, 3);
        startAndStop(Alarm.RETENTION_GAP);
        confirmedGaps.add(ConfirmedGap.parse("sales_events/0:1-3"));
        startAndStop(Alarm.GAP_REFUSED);
        confirmedGaps.clear();
        confirmedGaps.add(ConfirmedGap.parse("sales_events/0:1-2"));
        start(P0);
        flushed();
        assertThat(objects())
                .containsExactly(
                        "0-0 RANGE records=1 holes=0", "1-2 GAP records=0 holes=0", "3-3 RANGE records=1 holes=0");
    }

    @Test
    void aTopicThatIsCreatedAgainStartsANewChain() {
        topic.append(0, "old a", "old b");
        start(P0);
        steps(2);
        String newId = "BBBBBBBBBBBBBBBBBBBBB2";
        topic.recreate(newId);
        topic.append(0, "new a", "new b", "new c");
        flushed();
        ChainId recreated = new ChainId(FakeTopic.NAME, newId, 0);
        assertThat(objects())
                .as("nobody knows of which topic the staged records were")
                .isEmpty();
        flushed();
        assertThat(object(recreated, 0).last()).isEqualTo(2);
        assertThat(lake.objects()).hasSize(1);
    }

    @Test
    void aShorterTopicCreatedAgainIsNotTakenForATruncatedLog() {
        topic.append(0, "old a", "old b");
        start(P0);
        flushed();
        String newId = "BBBBBBBBBBBBBBBBBBBBB2";
        topic.recreate(newId);
        topic.append(0, "new a");
        flushed();
        flushed();
        assertThat(object(new ChainId(FakeTopic.NAME, newId, 0), 0).last()).isZero();
        assertThat(objects()).containsExactly("0-1 RANGE records=2 holes=0");
    }

    @Test
    void aLogThatEndsBeforeTheChainNeedsAPerson() {
        other(CHAIN, 0, 9);
        topic.append(0, "a");
        startAndStop(Alarm.LOG_TRUNCATED);
    }

    @Test
    void aLogThatIsTruncatedWhileReadingNeedsAPerson() {
        topic.append(0, "a", "b", "c");
        start(P0);
        steps(2);
        topic.truncateTo(0, 1);
        assertStops(Alarm.LOG_TRUNCATED);
        assertThat(objects()).isEmpty();
    }

    @Test
    void aDivergingLeaderEpochNeedsAPerson() {
        topic.append(0, "a", "b", "c");
        start(P0);
        steps(2);
        consumer.diverge();
        assertStops(Alarm.LOG_DIVERGED);
        assertThat(objects()).isEmpty();
    }

    @Test
    void anEmptyChainWhereTheGroupNamesAnObjectNeedsAPerson() {
        topic.append(0, "a", "b");
        start(new OffsetAndMetadata(2, CHAIN.key(0)), P0);
        assertStops(Alarm.CHAIN_LOST);
    }

    @Test
    void anEmptyChainThatSilverHasReadNeedsAPerson() {
        topic.append(0, "a");
        String cursor = "{\"other\":1,\"sales_events/AAAAAAAAAAAAAAAAAAAAA1/0\":5}";
        lake.put(SilverCursor.KEY, cursor.getBytes(StandardCharsets.UTF_8), Map.of());
        startAndStop(Alarm.CHAIN_LOST);
    }

    @Test
    void silversCursorOfAnotherIncarnationDoesNotMatter() {
        topic.append(0, "a");
        String cursor = "{\"sales_events/ZZZZZZZZZZZZZZZZZZZZZ9/0\":5}";
        lake.put(SilverCursor.KEY, cursor.getBytes(StandardCharsets.UTF_8), Map.of());
        start(P0);
        flushed();
        assertThat(objects()).containsExactly("0-0 RANGE records=1 holes=0");
    }

    @Test
    void aRangeNeverPassesAnExistingObject() {
        topic.append(0, "a", "b", "c", "d", "e");
        other(CHAIN, 3, 3);
        start(P0);
        flushed();
        assertThat(objects())
                .containsExactly(
                        "0-2 RANGE records=3 holes=0", "3-3 RANGE records=1 holes=0", "4-4 RANGE records=1 holes=0");
    }

    @Test
    void aBrokerThatIsNotThereYetIsAskedAgain() {
        topic.append(0, "a");
        topic.failNext(3);
        start(P0);
        flushed();
        assertThat(objects()).containsExactly("0-0 RANGE records=1 holes=0");
    }

    @Test
    void aRevokedPartitionIsWrittenFirst() {
        topic.append(0, "a", "b");
        start(P0);
        steps(2);
        loop.onPartitionsRevoked(List.of(P0));
        assertThat(objects()).containsExactly("0-1 RANGE records=2 holes=0");
        assertThat(committed(P0)).isEqualTo(new OffsetAndMetadata(2, CHAIN.key(0)));
        assertThat(stagingFiles()).isEmpty();
    }

    @Test
    void aLostPartitionIsDropped() {
        topic.append(0, "a", "b");
        start(P0);
        steps(2);
        assertThat(stagingFiles()).isNotEmpty();
        loop.onPartitionsLost(List.of(P0));
        assertThat(lake.objects()).isEmpty();
        assertThat(stagingFiles()).isEmpty();
    }

    @Test
    void stoppingWritesWhatIsStaged() {
        topic.append(0, "a", "b");
        start(P0);
        steps(2);
        loop.stop();
        loop.run(FakeTopic.NAME);
        assertThat(objects()).containsExactly("0-1 RANGE records=2 holes=0");
        assertThat(committed(P0)).isEqualTo(new OffsetAndMetadata(2, CHAIN.key(0)));
        assertThat(stagingFiles()).isEmpty();
    }

    @Test
    void aStoreThatRefusesEndsTheWriter() {
        topic.append(0, "a");
        lake.failNext((key, bytes, metadata) -> {
            throw new TerminalException("AccessDenied", null);
        });
        start(P0);
        steps(2);
        seconds(60);
        assertThatThrownBy(() -> steps(3)).isInstanceOf(TerminalException.class);
    }

    private void startAndStop(Alarm alarm) {
        start(P0);
        assertStops(alarm);
    }

    private void assertStops(Alarm alarm) {
        assertThatThrownBy(() -> steps(4))
                .isInstanceOfSatisfying(
                        NeedsPersonException.class, e -> assertThat(e.alarm()).isEqualTo(alarm))
                .hasMessageContaining("sales_events/0");
    }

    private void start(TopicPartition... partitions) {
        start(consumer.committed(new HashSet<>(List.of(P0))).get(P0), partitions);
    }

    /** Starts a new writer, with a new consumer of the same group. */
    private void start(OffsetAndMetadata committed, TopicPartition... partitions) {
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
                (work, delay) -> work.run(),
                () -> now);
        consumer.subscribe(List.of(FakeTopic.NAME), loop);
        consumer.schedulePollTask(() -> {
            consumer.rebalance(List.of());
            consumer.rebalance(List.of(partitions));
        });
        if (committed != null) {
            consumer.commitBefore(P0, committed);
        }
    }

    private void steps(int count) {
        for (int i = 0; i < count; i++) {
            loop.step();
        }
    }

    private void seconds(int seconds) {
        now += seconds * 1_000_000_000L;
    }

    private void flushed() {
        for (int i = 0; i < 4; i++) {
            steps(3);
            seconds(60);
        }
        steps(3);
    }

    private OffsetAndMetadata committed(TopicPartition partition) {
        return consumer.committed(Set.of(partition)).get(partition);
    }

    /** Has another writer put an object of records only. */
    private void other(ChainId chain, long first, long last) {
        long records = last - first + 1;
        BronzeObject object = new BronzeObject(first, last, Kind.RANGE, records, 0, records, 3, 1, EventTimes.NONE);
        assertThat(lake.put(chain.key(first), new byte[0], BronzeMetadata.of(object)))
                .isEqualTo(PutOutcome.CREATED);
    }

    private BronzeObject object(ChainId chain, long first) {
        return BronzeMetadata.parse(
                chain.key(first), first, lake.objects().get(chain.key(first)).metadata());
    }

    private List<String> objects() {
        return lake.objects().entrySet().stream()
                .filter(stored -> CHAIN.firstOffset(stored.getKey()).isPresent())
                .map(stored -> BronzeMetadata.parse(
                        stored.getKey(),
                        CHAIN.firstOffset(stored.getKey()).orElseThrow(),
                        stored.getValue().metadata()))
                .map(object -> "%d-%d %s records=%d holes=%d"
                        .formatted(object.first(), object.last(), object.kind(), object.records(), object.holes()))
                .toList();
    }

    private List<Group> rows(String key) throws IOException {
        Path file =
                Files.write(directory.resolve("copy"), lake.objects().get(key).bytes());
        return ParquetFiles.rows(file);
    }

    private List<Path> stagingFiles() {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".staging")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
