package io.tillstream.writer.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.lake.BronzeObject;
import io.tillstream.lake.ChainId;
import io.tillstream.writer.chain.AssignmentRules.Decision.CreateGap;
import io.tillstream.writer.chain.AssignmentRules.Decision.Read;
import io.tillstream.writer.chain.AssignmentRules.Decision.Refuse;
import io.tillstream.writer.error.ChainAlarmException.Alarm;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each rule at the offset where it starts to hold and at the one before. */
class AssignmentRulesTest {
    private static final ChainId CHAIN = new ChainId("t", "AAAAAAAAAAAAAAAAAAAAA1", 3);
    private static final ChainEnd AT_TEN = new ChainEnd(10, 1, ChainEnd.NO_LIMIT);

    @Test
    void aChainWithinTheLogIsReadOn() {
        assertThat(decide(AT_TEN, new LogBounds(0, 10)))
                .as("up to the log's end")
                .isInstanceOf(Read.class);
        assertThat(decide(AT_TEN, new LogBounds(10, 20)))
                .as("from the log's start")
                .isInstanceOf(Read.class);
        assertThat(decide(ChainEnd.EMPTY, new LogBounds(0, 0)))
                .as("both are empty")
                .isInstanceOf(Read.class);
    }

    @Test
    void aLogThatEndsBeforeTheChainIsTruncated() {
        assertRefused(
                decide(AT_TEN, new LogBounds(0, 9)), Alarm.LOG_TRUNCATED, "t/3", "up to offset 9", "the log ends at 9");
    }

    @Test
    void whatExpiredBeforeTheFirstReadIsAGapWithoutAsking() {
        assertThat(decide(ChainEnd.EMPTY, new LogBounds(5, 20))).isEqualTo(new CreateGap(4));
        assertThat(decide(ChainEnd.EMPTY, new LogBounds(1, 20))).isEqualTo(new CreateGap(0));
    }

    @Test
    void whatExpiresLaterNeedsAPersonWhoIsToldTheOffsets() {
        assertRefused(
                decide(AT_TEN, new LogBounds(11, 20)),
                Alarm.RETENTION_GAP,
                "offsets 10 to 10 were removed",
                "--confirm-gap t/3:10-10");
        assertRefused(
                decide(AT_TEN, new LogBounds(15, 20)),
                Alarm.RETENTION_GAP,
                "offsets 10 to 14 were removed",
                "--confirm-gap t/3:10-14");
    }

    @Test
    void onlyOffsetsBeforeTheNextObjectAreLost() {
        assertRefused(
                decide(new ChainEnd(10, 1, 12), new LogBounds(15, 20)), Alarm.RETENTION_GAP, "--confirm-gap t/3:10-11");
        assertRefused(decide(new ChainEnd(0, -1, 4), new LogBounds(15, 20)), Alarm.RETENTION_GAP, "t/3:0-3");
    }

    @Test
    void aConfirmedGapIsRecorded() {
        LogBounds log = new LogBounds(15, 20);
        assertThat(decide(AT_TEN, log, gap("t", 3, 10, 14))).isEqualTo(new CreateGap(14));
        assertThat(decide(AT_TEN, log, gap("t", 3, 10, 12))).as("a part of it").isEqualTo(new CreateGap(12));
        assertThat(decide(AT_TEN, log, gap("t", 3, 0, 9), gap("t", 3, 10, 14))).isEqualTo(new CreateGap(14));
    }

    @Test
    void aConfirmationThatGivesUpWhatCanBeReadIsRefused() {
        assertRefused(
                decide(AT_TEN, new LogBounds(15, 20), gap("t", 3, 10, 15)),
                Alarm.GAP_REFUSED,
                "offsets to 15",
                "those to 14",
                "confirm t/3:10-14");
    }

    @Test
    void aConfirmationOfAnotherPartitionTopicOrOffsetDoesNotCount() {
        LogBounds log = new LogBounds(15, 20);
        for (ConfirmedGap other :
                List.of(gap("t", 2, 10, 14), gap("other", 3, 10, 14), gap("t", 3, 9, 14), gap("t", 3, 11, 14))) {
            assertRefused(decide(AT_TEN, log, other), Alarm.RETENTION_GAP, "--confirm-gap t/3:10-14");
        }
    }

    @Test
    void anEmptyChainThatSomebodyHasSeenIsLost() {
        LogBounds log = new LogBounds(0, 20);
        assertRefused(
                decide(ChainEnd.EMPTY, log, new CommittedOffset(7, CHAIN.key(0)), 0),
                Alarm.CHAIN_LOST,
                CHAIN.prefix(),
                "the consumer group has committed " + CHAIN.key(0));
        assertRefused(
                decide(ChainEnd.EMPTY, log, CommittedOffset.NONE, 1),
                Alarm.CHAIN_LOST,
                "Silver has read it up to offset 0");
    }

    @Test
    void aCommitOrACursorOfSomethingElseIsNoReasonToStop() {
        LogBounds log = new LogBounds(0, 20);
        assertThat(decide(ChainEnd.EMPTY, log, new CommittedOffset(7, "by another tool"), 0))
                .isInstanceOf(Read.class);
        assertThat(decide(AT_TEN, log, new CommittedOffset(7, CHAIN.key(0)), 12))
                .isInstanceOf(Read.class);
        assertThat(decide(new ChainEnd(0, -1, 5), log, new CommittedOffset(7, CHAIN.key(5)), 7))
                .as("a chain whose first object is missing is not empty")
                .isInstanceOf(Read.class);
    }

    @Test
    void aGapMayBeOneOffset() {
        assertThat(ConfirmedGap.parse("t/3:10-10")).isEqualTo(gap("t", 3, 10, 10));
        assertThat(new OffsetRange(10, 14, BronzeObject.Kind.GAP, BronzeObject.NO_EPOCH).offsets())
                .isEqualTo(5);
    }

    private static ConfirmedGap gap(String topic, int partition, long first, long last) {
        return new ConfirmedGap(topic, partition, first, last);
    }

    private static AssignmentRules.Decision decide(ChainEnd end, LogBounds log, ConfirmedGap... gaps) {
        return AssignmentRules.decide(new AssignmentFacts(CHAIN, end, log, CommittedOffset.NONE, 0, List.of(gaps)));
    }

    private static AssignmentRules.Decision decide(
            ChainEnd end, LogBounds log, CommittedOffset commit, long silverCursor) {
        return AssignmentRules.decide(new AssignmentFacts(CHAIN, end, log, commit, silverCursor, List.of()));
    }

    private static void assertRefused(AssignmentRules.Decision decision, Alarm alarm, String... words) {
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Refuse.class,
                        refuse -> assertThat(refuse.error())
                                .hasMessageContainingAll(words)
                                .satisfies(error ->
                                        assertThat(refuse.error().alarm()).isEqualTo(alarm)));
    }
}
