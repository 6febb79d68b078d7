package io.tillstream.writer.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.lake.BronzeObject;
import io.tillstream.lake.BronzeObject.Kind;
import io.tillstream.lake.ChainId;
import io.tillstream.lake.EventTimes;
import io.tillstream.writer.error.ChainAlarmException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionMachineTest {
    private static final ChainId OLD = new ChainId("t", "AAAAAAAAAAAAAAAAAAAAA1", 0);
    private static final ChainId NEW = new ChainId("t", "BBBBBBBBBBBBBBBBBBBBB2", 0);

    private final Recorder recorder = new Recorder();
    private final PartitionMachine machine = new PartitionMachine(recorder);

    @Test
    void putsTheNextRangeOnlyAfterTheOneBefore() {
        reading(OLD, 0);
        machine.advanced(10, 1);
        machine.rotate(RotationReason.AGE);
        machine.advanced(15, 1);
        machine.rotate(RotationReason.RECORDS);
        assertThat(recorder.taken()).containsExactly("close 0-9 AGE", "put 0-9 #1", "pause");
        machine.created(recorder.lastPut);
        assertThat(recorder.taken())
                .containsExactly("discardClosed", "commit 10", "close 10-14 RECORDS", "put 10-14 #1", "resume");
    }

    @Test
    void aRangeThatOnlyWaitsForItsAgeGrowsOn() {
        reading(OLD, 0);
        machine.advanced(10, 1);
        machine.rotate(RotationReason.AGE);
        machine.advanced(15, 1);
        machine.rotate(RotationReason.AGE);
        machine.advanced(20, 1);
        recorder.taken();
        machine.created(recorder.lastPut);
        assertThat(recorder.taken()).contains("put 10-19 #1");
    }

    @Test
    void nothingReadNothingWritten() {
        reading(OLD, 5);
        machine.rotate(RotationReason.AGE);
        machine.rotate(RotationReason.SHUTDOWN);
        assertThat(recorder.taken()).isEmpty();
        assertThat(machine.drained()).isTrue();
    }

    @Test
    void anotherEndThanOursDropsWhatWasReadBehindIt() {
        reading(OLD, 0);
        machine.advanced(10, 1);
        machine.rotate(RotationReason.AGE);
        machine.advanced(15, 1);
        recorder.taken();
        machine.exists(recorder.lastPut, object(0, 11));
        assertThat(recorder.taken()).containsExactly("discardClosed", "discardOpen", "commit 12", "pause", "find #1");
    }

    @Test
    void theSameEndAsOursKeepsWhatWasReadBehindIt() {
        reading(OLD, 0);
        machine.advanced(10, 1);
        machine.rotate(RotationReason.AGE);
        machine.advanced(15, 1);
        recorder.taken();
        machine.exists(recorder.lastPut, object(0, 9));
        assertThat(recorder.taken()).containsExactly("discardClosed", "commit 10");
        machine.rotate(RotationReason.AGE);
        assertThat(recorder.taken()).containsExactly("close 10-14 AGE", "put 10-14 #1");
    }

    /** Found by {@link ChainPropertyTest}: after an unclean leader election two writers read other records at one offset. */
    @Test
    void theSameEndUnderAnotherEpochIsNotTakenForOurs() {
        reading(OLD, 0);
        machine.advanced(10, 1);
        machine.rotate(RotationReason.AGE);
        machine.advanced(15, 1);
        recorder.taken();
        machine.exists(recorder.lastPut, new BronzeObject(0, 9, Kind.RANGE, 0, 10, 0, 7, 1, EventTimes.NONE));
        assertThat(recorder.taken()).containsExactly("discardClosed", "discardOpen", "commit 10", "pause", "find #1");
    }

    @Test
    void anAnswerToARangeOfAChainThatIsGoneHasNoEffect() {
        reading(OLD, 0);
        machine.advanced(10, 1);
        machine.rotate(RotationReason.AGE);
        OffsetRange old = recorder.lastPut;
        machine.recreated(OLD);
        machine.found(facts(NEW, 0));
        machine.advanced(3, 1);
        machine.rotate(RotationReason.AGE);
        recorder.taken();
        machine.created(old);
        machine.undecided(old);
        machine.exists(old, object(0, 7));
        machine.recreated(OLD);
        assertThat(recorder.taken()).isEmpty();
        assertThat(machine.drained()).isFalse();
    }

    @Test
    void triesAgainWithHigherAttempts() {
        machine.assigned();
        machine.notFound();
        machine.notFound();
        assertThat(recorder.taken()).containsExactly("pause", "find #1", "find #2", "find #3");
        machine.found(facts(OLD, 0));
        machine.advanced(1, 1);
        machine.rotate(RotationReason.AGE);
        machine.undecided(recorder.lastPut);
        assertThat(recorder.taken()).endsWith("put 0-0 #1", "put 0-0 #2");
    }

    @Test
    void aPositionThatGoesBackIsABug() {
        reading(OLD, 5);
        assertThatThrownBy(() -> machine.advanced(4, 1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aRangeOutsideTheLogForAMomentIsReadAgainFromTheSamePlace() {
        reading(OLD, 5);
        recorder.taken();
        machine.outOfRange(new LogBounds(0, 9));
        assertThat(recorder.taken()).containsExactly("seek 5@1");
    }

    @Test
    void aPositionThatTheLogHasIsSoughtAgain() {
        reading(OLD, 5);
        machine.outOfRange(new LogBounds(5, 9));
        machine.outOfRange(new LogBounds(0, 5));
        assertThat(recorder.taken()).containsExactly("seek 5@1", "seek 5@1");
    }

    @Test
    void aLogThatEndsBeforeThePositionStopsThePartition() {
        reading(OLD, 0);
        machine.advanced(5, 1);
        machine.outOfRange(new LogBounds(0, 4));
        assertThat(recorder.taken()).containsExactly("discardOpen", "pause", "stop LOG_TRUNCATED");
        assertThat(machine.reading()).isFalse();
        assertThat(machine.drained()).isTrue();
        machine.rotate(RotationReason.SHUTDOWN);
        machine.recreated(OLD);
        assertThat(recorder.taken()).isEmpty();
    }

    @Test
    void anotherLogStopsThePartition() {
        reading(OLD, 0);
        machine.advanced(5, 1);
        machine.diverged("epoch 1 ended at 3");
        assertThat(recorder.taken()).containsExactly("discardOpen", "pause", "stop LOG_DIVERGED");
        assertThat(recorder.error).hasMessageContainingAll("t/0", "before offset 5", "epoch 1 ended at 3");
    }

    @Test
    void aRefusalStopsThePartition() {
        machine.assigned();
        machine.found(new AssignmentFacts(
                OLD, new ChainEnd(10, 1, ChainEnd.NO_LIMIT), new LogBounds(0, 9), CommittedOffset.NONE, 0, List.of()));
        assertThat(recorder.taken()).containsExactly("pause", "find #1", "pause", "stop LOG_TRUNCATED");
        assertThat(machine.reading()).isFalse();
    }

    @Test
    void whatRetentionOvertakesIsWrittenAndThenTheChainDecides() {
        reading(OLD, 0);
        machine.advanced(5, 1);
        machine.outOfRange(new LogBounds(6, 9));
        assertThat(recorder.taken()).containsExactly("pause", "close 0-4 RETENTION", "put 0-4 #1");
        assertThat(machine.reading()).isFalse();
        machine.created(recorder.lastPut);
        assertThat(recorder.taken()).containsExactly("discardClosed", "commit 5", "pause", "find #1");
        machine.found(facts(OLD, 8));
        assertThat(recorder.taken()).containsExactly("seek 8@1");
        assertThat(machine.reading()).isTrue();
    }

    @Test
    void whereNothingWaitsRetentionLeadsToTheChainAtOnce() {
        reading(OLD, 5);
        machine.outOfRange(new LogBounds(6, 9));
        assertThat(recorder.taken()).containsExactly("pause", "pause", "find #1");
    }

    @Test
    void aRangeThatWaitsWhenRetentionComesIsWrittenToo() {
        reading(OLD, 0);
        machine.advanced(5, 1);
        machine.rotate(RotationReason.AGE);
        machine.advanced(8, 1);
        recorder.taken();
        machine.outOfRange(new LogBounds(9, 12));
        assertThat(recorder.taken()).containsExactly("pause", "pause");
        machine.created(recorder.lastPut);
        assertThat(recorder.taken())
                .as("and nothing more is fetched")
                .containsExactly("discardClosed", "commit 5", "close 5-7 RETENTION", "put 5-7 #1");
        machine.created(recorder.lastPut);
        assertThat(recorder.taken()).containsExactly("discardClosed", "commit 8", "pause", "find #1");
    }

    @Test
    void aRangeEndsAtTheNextObject() {
        foundBefore(7);
        assertThat(machine.limit()).isEqualTo(7);
        assertThat(machine.reading()).isTrue();
        machine.advanced(6, 1);
        assertThat(recorder.taken()).isEmpty();
        machine.advanced(9, 1);
        assertThat(recorder.taken()).containsExactly("pause", "close 0-6 LIMIT", "put 0-6 #1");
        assertThat(machine.position()).isEqualTo(7);
        assertThat(machine.reading()).isFalse();
        machine.created(recorder.lastPut);
        assertThat(recorder.taken()).containsExactly("discardClosed", "commit 7", "pause", "find #1");
    }

    @Test
    void aLimitThatIsReachedWhileAnotherRangeIsWrittenIsNotPassed() {
        foundBefore(7);
        machine.advanced(3, 1);
        machine.rotate(RotationReason.AGE);
        machine.advanced(7, 1);
        assertThat(recorder.taken()).containsExactly("close 0-2 AGE", "put 0-2 #1", "pause");
        machine.created(recorder.lastPut);
        assertThat(recorder.taken())
                .containsExactly("discardClosed", "commit 3", "pause", "close 3-6 LIMIT", "put 3-6 #1");
    }

    @Test
    void aGapIsWrittenFirstAndReadingStartsBehindIt() {
        machine.assigned();
        recorder.taken();
        machine.found(empty(new LogBounds(5, 9), ChainEnd.NO_LIMIT));
        assertThat(recorder.taken()).containsExactly("close 0-4 GAP", "put 0-4 #1");
        assertThat(recorder.lastPut).isEqualTo(new OffsetRange(0, 4, Kind.GAP, BronzeObject.NO_EPOCH));
        assertThat(machine.drained()).isFalse();
        assertThat(machine.reading()).isFalse();
        machine.undecided(recorder.lastPut);
        machine.created(recorder.lastPut);
        assertThat(recorder.taken()).containsExactly("put 0-4 #2", "discardClosed", "commit 5", "seek 5@-1");
        assertThat(machine.reading()).isTrue();
        machine.advanced(6, 4);
        machine.rotate(RotationReason.AGE);
        assertThat(recorder.lastPut).isEqualTo(new OffsetRange(5, 5, Kind.RANGE, 4));
    }

    @Test
    void aRangeHasTheEpochOfItsLastBatchAndTheNextOneStartsAtAttemptOne() {
        reading(OLD, 0);
        machine.advanced(5, 2);
        machine.advanced(6, 3);
        machine.rotate(RotationReason.AGE);
        assertThat(recorder.lastPut).isEqualTo(new OffsetRange(0, 5, Kind.RANGE, 3));
        machine.undecided(recorder.lastPut);
        machine.created(recorder.lastPut);
        machine.advanced(7, 3);
        recorder.taken();
        machine.rotate(RotationReason.AGE);
        assertThat(recorder.taken()).containsExactly("close 6-6 AGE", "put 6-6 #1");
    }

    @Test
    void theTopicOfAnotherChainDoesNotMatter() {
        reading(OLD, 0);
        machine.advanced(5, 1);
        machine.recreated(NEW);
        assertThat(recorder.taken()).isEmpty();
        machine.recreated(OLD);
        assertThat(recorder.taken()).containsExactly("discardOpen", "pause", "find #1");
        machine.recreated(OLD);
        assertThat(recorder.taken()).as("it is being looked for already").isEmpty();
    }

    @Test
    void whileTheChainIsLookedForNothingIsWritten() {
        machine.assigned();
        recorder.taken();
        machine.rotate(RotationReason.SHUTDOWN);
        assertThat(recorder.taken()).isEmpty();
        assertThat(machine.drained()).isTrue();
        assertThat(machine.reading()).isFalse();
    }

    @Test
    void anAnswerAtTheWrongTimeIsABug() {
        machine.assigned();
        assertThatThrownBy(() -> machine.advanced(1, 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> machine.outOfRange(new LogBounds(0, 1))).isInstanceOf(IllegalStateException.class);
        machine.found(facts(OLD, 0));
        assertThatThrownBy(() -> machine.found(facts(OLD, 0))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(machine::notFound).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void onlyAgeLetsARangeGrowOn() {
        for (RotationReason reason : RotationReason.values()) {
            assertThat(reason.stopsReading()).as(reason.name()).isEqualTo(reason != RotationReason.AGE);
        }
    }

    @Test
    void aPollThatBroughtNothingIsNoStepBack() {
        reading(OLD, 5);
        machine.advanced(5, 1);
        assertThat(machine.position()).isEqualTo(5);
        assertThat(machine.drained()).isTrue();
    }

    private void foundBefore(long limit) {
        machine.assigned();
        machine.found(new AssignmentFacts(
                OLD,
                new ChainEnd(0, BronzeObject.NO_EPOCH, limit),
                new LogBounds(0, 1_000),
                CommittedOffset.NONE,
                0,
                List.of()));
        recorder.taken();
    }

    private static AssignmentFacts empty(LogBounds log, long limit) {
        ChainEnd end = new ChainEnd(0, BronzeObject.NO_EPOCH, limit);
        return new AssignmentFacts(OLD, end, log, CommittedOffset.NONE, 0, List.of());
    }

    private void reading(ChainId chain, long next) {
        machine.assigned();
        machine.found(facts(chain, next));
        recorder.taken();
    }

    private static AssignmentFacts facts(ChainId chain, long next) {
        ChainEnd end = new ChainEnd(next, 1, ChainEnd.NO_LIMIT);
        return new AssignmentFacts(chain, end, new LogBounds(0, 1_000), CommittedOffset.NONE, 0, List.of());
    }

    private static BronzeObject object(long first, long last) {
        return new BronzeObject(first, last, Kind.RANGE, 0, last - first + 1, 0, 1, 1, EventTimes.NONE);
    }

    /** Writes commands down. */
    private static final class Recorder implements PartitionActions {
        private final List<String> commands = new ArrayList<>();
        private OffsetRange lastPut;
        private ChainAlarmException error;

        List<String> taken() {
            List<String> taken = List.copyOf(commands);
            commands.clear();
            return taken;
        }

        @Override
        public void find(int attempt) {
            commands.add("find #" + attempt);
        }

        @Override
        public void pause() {
            commands.add("pause");
        }

        @Override
        public void resume() {
            commands.add("resume");
        }

        @Override
        public void seek(long offset, int leaderEpoch) {
            commands.add("seek " + offset + "@" + leaderEpoch);
        }

        @Override
        public void close(OffsetRange range, RotationReason reason) {
            commands.add("close " + range.first() + "-" + range.last() + " " + reason);
        }

        @Override
        public void put(ChainId chain, OffsetRange range, int attempt) {
            lastPut = range;
            commands.add("put " + range.first() + "-" + range.last() + " #" + attempt);
        }

        @Override
        public void discardClosed() {
            commands.add("discardClosed");
        }

        @Override
        public void discardOpen() {
            commands.add("discardOpen");
        }

        @Override
        public void commit(long offset, String key) {
            commands.add("commit " + offset);
        }

        @Override
        public void stop(ChainAlarmException why) {
            error = why;
            commands.add("stop " + why.alarm());
        }
    }
}
