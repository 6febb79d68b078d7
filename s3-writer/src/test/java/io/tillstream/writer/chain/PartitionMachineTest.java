package io.tillstream.writer.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.writer.chain.BronzeObject.Kind;
import io.tillstream.writer.error.NeedsPersonException;
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
        public void stop(NeedsPersonException error) {
            commands.add("stop " + error.alarm());
        }
    }
}
