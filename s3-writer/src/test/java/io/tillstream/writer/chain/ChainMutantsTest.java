package io.tillstream.writer.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.writer.chain.ChainHistories.Kind;
import io.tillstream.writer.chain.ChainHistories.Step;
import io.tillstream.writer.chain.SimulatedWorld.Mutant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The property is worth something only if it fails where a rule is broken: each rule is, and it does. */
class ChainMutantsTest {
    /** As many as {@link ChainPropertyTest} plays in a build, drawn in the same way. */
    private static final int HISTORIES = 1_500;

    private static final int SOUND_HISTORIES = 400;

    @ParameterizedTest
    @EnumSource(
            value = Mutant.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NONE", "TAKE_ANY_EPOCH_FOR_OWN"})
    void aBrokenRuleIsNoticed(Mutant mutant) {
        assertThat(firstFailure(mutant, HISTORIES))
                .as("histories until " + mutant + " is noticed")
                .isLessThan(HISTORIES);
    }

    /** Shows only where two writers read a log on both sides of the loss of its end, up to the same offset. */
    @Test
    void aRareBrokenRuleIsNoticed() {
        List<Step> history = List.of(
                new Step(Kind.APPEND, 0, 1),
                new Step(Kind.FIND, 0, 0),
                new Step(Kind.POLL, 0, 1),
                new Step(Kind.ROTATE, 0, 0),
                new Step(Kind.TRUNCATE, 0, 1),
                new Step(Kind.APPEND, 0, 1),
                new Step(Kind.FIND, 1, 0),
                new Step(Kind.POLL, 1, 1),
                new Step(Kind.ROTATE, 1, 0),
                new Step(Kind.PUT, 0, 0),
                new Step(Kind.PUT, 1, 0),
                new Step(Kind.FIND, 1, 0),
                new Step(Kind.POLL, 1, 0),
                new Step(Kind.ROTATE, 1, 0),
                new Step(Kind.PUT, 1, 0));
        ChainPropertyTest.play(history, new SimulatedWorld());

        SimulatedWorld broken = new SimulatedWorld();
        broken.mutant = Mutant.TAKE_ANY_EPOCH_FOR_OWN;
        assertThatThrownBy(() -> ChainPropertyTest.play(history, broken)).hasMessageContaining("what stood before");
    }

    @Test
    void theSameHistoriesPassWhereNoRuleIsBroken() {
        assertThat(firstFailure(Mutant.NONE, SOUND_HISTORIES)).isEqualTo(SOUND_HISTORIES);
    }

    /** The object has no record, yet the log is not the one that it was written from: the alarm is right. */
    @Test
    void aHoleThatAnotherHoleReplacedIsADivergence() {
        ChainPropertyTest.play(
                List.of(
                        new Step(Kind.APPEND, 0, 0),
                        new Step(Kind.FIND, 0, 0),
                        new Step(Kind.POLL, 0, 0),
                        new Step(Kind.ROTATE, 0, 0),
                        new Step(Kind.PUT, 0, 0),
                        new Step(Kind.TRUNCATE, 0, 1),
                        new Step(Kind.APPEND, 0, 3)),
                new SimulatedWorld());
    }

    /** Retention has taken the one record that tells of the loss, so that nobody can know of it. */
    @Test
    void aLossThatRetentionHidesIsNobodysFault() {
        ChainPropertyTest.play(
                List.of(
                        new Step(Kind.APPEND, 0, 4),
                        new Step(Kind.FIND, 0, 0),
                        new Step(Kind.POLL, 0, 4),
                        new Step(Kind.EXPIRE, 0, 2),
                        new Step(Kind.TRUNCATE, 0, 1),
                        new Step(Kind.APPEND, 0, 4),
                        new Step(Kind.EXPIRE, 0, 3),
                        new Step(Kind.POLL, 0, 0),
                        new Step(Kind.ROTATE, 0, 0),
                        new Step(Kind.PUT, 0, 0)),
                new SimulatedWorld());
    }

    private static int firstFailure(Mutant mutant, int histories) {
        Random random = new Random(4);
        for (int i = 0; i < histories; i++) {
            SimulatedWorld world = new SimulatedWorld();
            world.mutant = mutant;
            try {
                ChainPropertyTest.play(ChainHistories.draw(random), world);
            } catch (AssertionError | RuntimeException e) {
                if (mutant == Mutant.NONE) {
                    throw e;
                }
                return i;
            }
        }
        return histories;
    }
}
