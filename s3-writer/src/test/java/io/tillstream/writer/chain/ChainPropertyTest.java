package io.tillstream.writer.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.writer.error.ChainAlarmException.Alarm;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;

/**
 * Invariant 1 under arbitrary interleavings: three writers that all believe the partition is theirs, over one bucket and
 * one log, with rotations, crashes, conflicts, lost and late answers, lost commits, a moved group, retention, a log that
 * loses its end, and the topic created again. {@link ChainMutantsTest} shows that it can fail.
 */
class ChainPropertyTest {
    private static final int WRITERS = 3;

    enum Kind {
        APPEND,
        POLL,
        ROTATE,
        FIND,
        PUT,
        ANSWER,
        LATE_REQUEST,
        CRASH,
        EXPIRE,
        RECREATE,
        RESET_GROUP,
        TRUNCATE
    }

    record Step(Kind kind, int writer, int number) {}

    @Provide
    Arbitrary<List<Step>> histories() {
        Arbitrary<Kind> kinds = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.just(Kind.APPEND)),
                Tuple.of(8, Arbitraries.just(Kind.POLL)),
                Tuple.of(5, Arbitraries.just(Kind.ROTATE)),
                Tuple.of(8, Arbitraries.just(Kind.FIND)),
                Tuple.of(8, Arbitraries.just(Kind.PUT)),
                Tuple.of(6, Arbitraries.just(Kind.ANSWER)),
                Tuple.of(2, Arbitraries.just(Kind.LATE_REQUEST)),
                Tuple.of(2, Arbitraries.just(Kind.CRASH)),
                Tuple.of(1, Arbitraries.of(Kind.EXPIRE, Kind.RECREATE, Kind.RESET_GROUP, Kind.TRUNCATE)));
        return Combinators.combine(
                        kinds,
                        Arbitraries.integers().between(0, WRITERS - 1),
                        Arbitraries.integers().between(0, 1_000))
                .as(Step::new)
                .list()
                .ofMaxSize(300);
    }

    /** The same histories each time, so that a build's result depends on the build alone. */
    @Property(tries = 1_500, seed = "4")
    void everyRecordIsInExactlyOneObject(@ForAll("histories") List<Step> history) {
        play(history, new SimulatedWorld());
    }

    /** Other histories each time. */
    @Property(tries = 100_000)
    @Tag("long")
    void everyRecordIsInExactlyOneObjectInAnyHistory(@ForAll("histories") List<Step> history) {
        play(history, new SimulatedWorld());
    }

    /** Plays a history, checking the world after each step, and then lets one writer finish the work. */
    static void play(List<Step> history, SimulatedWorld world) {
        List<SimulatedWriter> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
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
