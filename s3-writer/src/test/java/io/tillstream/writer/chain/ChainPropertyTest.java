package io.tillstream.writer.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.writer.SeededCases;
import io.tillstream.writer.chain.ChainHistories.Step;
import io.tillstream.writer.error.ChainAlarmException.Alarm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Invariant 1 under arbitrary interleavings: three writers that all believe the partition is theirs, over one bucket and
 * one log, with rotations, crashes, conflicts, lost and late answers, lost commits, a moved group, retention, a log that
 * loses its end, and the topic created again. {@link ChainMutantsTest} shows that it can fail.
 */
class ChainPropertyTest {
    /** The same histories each time. */
    @Test
    void everyRecordIsInExactlyOneObject() {
        SeededCases.same(1_500, ChainPropertyTest::play);
    }

    /** Other histories each time. */
    @Test
    @Tag("long")
    void everyRecordIsInExactlyOneObjectInAnyHistory() {
        SeededCases.fresh(100_000, ChainPropertyTest::play);
    }

    /** Plays a history that is drawn; a failure tells the shortest history that also fails. */
    private static void play(Random random) {
        List<Step> history = ChainHistories.draw(random);
        Optional<Throwable> failure = failure(history);
        if (failure.isPresent()) {
            List<Step> shortest =
                    ChainHistories.shrink(history, shorter -> failure(shorter).isPresent());
            throw new AssertionError(
                    failure.get().getMessage() + "\nthe shortest history that fails: " + shortest, failure.get());
        }
    }

    private static Optional<Throwable> failure(List<Step> history) {
        try {
            play(history, new SimulatedWorld());
            return Optional.empty();
        } catch (AssertionError | RuntimeException e) {
            return Optional.of(e);
        }
    }

    /** Plays a history, checking the world after each step, and then lets one writer finish the work. */
    static void play(List<Step> history, SimulatedWorld world) {
        List<SimulatedWriter> writers = new ArrayList<>();
        for (int i = 0; i < ChainHistories.WRITERS; i++) {
            writers.add(new SimulatedWriter(world));
        }
        for (Step step : history) {
            run(step, world, writers);
            world.check();
        }
        finish(world);
    }

    private static void run(Step step, SimulatedWorld world, List<SimulatedWriter> writers) {
        SimulatedWriter writer = writers.get(step.writer());
        switch (step.kind()) {
            case APPEND -> world.append(step.number());
            case POLL -> writer.poll(step.number());
            case ROTATE -> writer.rotate();
            case FIND -> writer.findAnswers(step.number(), step.number() % 2 == 0);
            case PUT -> writer.putAnswers(step.number());
            case ANSWER -> writer.answerArrives();
            case LATE_REQUEST -> {
                if (!world.network.isEmpty()) {
                    world.network.poll().run();
                }
            }
            case CRASH -> writers.set(step.writer(), new SimulatedWriter(world));
            case EXPIRE -> world.expire(step.number());
            case RECREATE -> world.recreate(step.number());
            case RESET_GROUP -> world.resetGroup(step.number());
            case TRUNCATE -> world.truncate(step.number());
        }
        if (writer.stopped != null) {
            assertThat(writer.stopped.alarm()).isIn(Alarm.RETENTION_GAP, Alarm.LOG_TRUNCATED, Alarm.LOG_DIVERGED);
        }
    }

    /** With no further faults, one writer brings everything to Bronze, or says rightly that Kafka has lost what Bronze has. */
    private static void finish(SimulatedWorld world) {
        SimulatedWriter writer = new SimulatedWriter(world);
        for (int turn = 0; turn < 2_000 && world.chainEnd() < world.log().end(); turn++) {
            if (writer.stoppedBy(Alarm.RETENTION_GAP)) {
                writer = new SimulatedWriter(world);
            }
            writer.findAnswers(0, true);
            writer.poll(6);
            writer.rotate();
            writer.putAnswers(0);
            world.check();
        }
        if (writer.stoppedBy(Alarm.LOG_TRUNCATED, Alarm.LOG_DIVERGED)) {
            assertThat(world.chainAgreesWithTheLog()).as("the alarm is right").isFalse();
        } else if (world.chainEnd() == world.log().end()) {
            assertThat(writer.drained()).isTrue();
        } else {
            assertThat(world.chainEnd())
                    .as("only a log that lost its end is shorter")
                    .isGreaterThan(world.log().end());
            assertThat(world.log().truncated).isTrue();
        }
    }
}
