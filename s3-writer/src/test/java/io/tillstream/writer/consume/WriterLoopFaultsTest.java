package io.tillstream.writer.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.lake.ChainId;
import io.tillstream.lake.LakeKeys;
import io.tillstream.lake.error.TerminalException;
import io.tillstream.writer.error.ChainAlarmException.Alarm;
import io.tillstream.writer.stage.StagingDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** Topics created again, truncated logs, failing stores and disks: what stops the loop, and what does not. */
class WriterLoopFaultsTest extends WriterLoopFixture {
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
        lake.put(LakeKeys.SILVER_CURSOR, cursor.getBytes(StandardCharsets.UTF_8), Map.of());
        startAndStop(Alarm.CHAIN_LOST);
    }

    @Test
    void silversCursorOfAnotherIncarnationDoesNotMatter() {
        topic.append(0, "a");
        String cursor = "{\"sales_events/ZZZZZZZZZZZZZZZZZZZZZ9/0\":5}";
        lake.put(LakeKeys.SILVER_CURSOR, cursor.getBytes(StandardCharsets.UTF_8), Map.of());
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
    void aCommitThatFailsChangesNothing() {
        topic.append(0, "a", "b");
        start(P0);
        consumer.failCommits(new CommitFailedException());
        flushed();
        topic.append(0, "c");
        steps(2);
        loop.onPartitionsRevoked(List.of(P0));
        assertThat(committed(P0)).isNull();
        topic.append(0, "d");
        start(P0);
        steps(2);
        assertThat(consumer.lastSeek(P0).offset())
                .as("the next writer lists the chain")
                .isEqualTo(3);
        flushed();
        assertThat(objects())
                .containsExactly(
                        "0-1 RANGE records=2 holes=0", "2-2 RANGE records=1 holes=0", "3-3 RANGE records=1 holes=0");
    }

    @Test
    void aCrashAfterThePutAndBeforeTheCommitIsFoundByListing() {
        topic.append(0, "a", "b", "c");
        lake.failNext((key, bytes, metadata) -> {
            lake.put(key, bytes, metadata);
            throw new IllegalStateException("the process dies here");
        });
        start(P0);
        steps(2);
        seconds(60);
        assertThatThrownBy(() -> steps(3)).hasMessage("the process dies here");
        assertThat(committed(P0)).isNull();
        start(P0);
        steps(2);
        assertThat(consumer.lastSeek(P0).offset()).isEqualTo(3);
        flushed();
        assertThat(objects()).containsExactly("0-2 RANGE records=3 holes=0");
    }

    @Test
    void aCrashWhileStagingIsReadAgain() throws IOException {
        topic.append(0, "a", "b");
        start(P0);
        steps(2);
        assertThat(stagingFiles()).hasSize(1);
        // The process is gone; the next one opens the directory it left.
        staging.close();
        staging = StagingDirectory.open(directory);
        assertThat(stagingFiles()).isEmpty();
        start(P0);
        flushed();
        assertThat(objects()).containsExactly("0-1 RANGE records=2 holes=0");
    }

    /** Often during the very rebalance: without the commit, the whole history of the chain would be listed. */
    @Test
    void aGroupThatCannotBeAskedForItsOffsetsIsAskedAgain() {
        topic.append(0, "a", "b", "c");
        other(CHAIN, 0, 0);
        other(CHAIN, 1, 1);
        start(new OffsetAndMetadata(2, CHAIN.key(1)), P0);
        consumer.failCommitted(new TimeoutException("the coordinator is away"));
        flushed();
        assertThat(lake.listedKeys()).as("nothing is looked for meanwhile").isZero();
        assertThat(metrics.isReady()).isFalse();
        assertThat(consumer.paused()).containsExactly(P0);

        consumer.failCommitted(null);
        flushed();
        assertThat(objects())
                .containsExactly(
                        "0-0 RANGE records=1 holes=0", "1-1 RANGE records=1 holes=0", "2-2 RANGE records=1 holes=0");
        assertThat(lake.listedKeys()).as("from the commit on").isEqualTo(1);
        assertThat(lake.heads()).isEqualTo(1);
        assertThat(metrics.isReady()).isTrue();
    }

    @Test
    void thePausesBetweenTheQuestionsGrow() {
        topic.append(0, "a");
        start(P0);
        consumer.failCommitted(new TimeoutException("the coordinator is away"));
        steps(50);
        assertThat(consumer.committedQuestions()).as("no time has passed").isEqualTo(1);
        now += 100_000_000L;
        steps(50);
        assertThat(consumer.committedQuestions()).isEqualTo(2);
        now += 100_000_000L;
        steps(50);
        assertThat(consumer.committedQuestions()).as("200 ms from now on").isEqualTo(2);
        now += 100_000_000L;
        steps(50);
        assertThat(consumer.committedQuestions()).isEqualTo(3);
    }

    @Test
    void aPartitionThatIsRevokedBeforeItsCommitIsKnownIsForgotten() {
        topic.append(0, "a");
        start(P0);
        consumer.failCommitted(new TimeoutException("the coordinator is away"));
        steps(2);
        loop.onPartitionsRevoked(List.of(P0));
        consumer.failCommitted(null);
        flushed();
        assertThat(objects()).isEmpty();
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

    @Test
    void retentionOfWhatAnotherWriterHasWrittenNeedsNobody() {
        topic.append(0, "a", "b", "c");
        start(P0);
        flushed();
        // This writer stood still, and does not know yet that another has its partition.
        topic.append(0, "d", "e", "f", "g");
        other(CHAIN, 3, 5);
        topic.expireTo(0, 6);
        flushed();
        assertThat(objects())
                .containsExactly(
                        "0-2 RANGE records=3 holes=0", "3-5 RANGE records=3 holes=0", "6-6 RANGE records=1 holes=0");
    }
}
