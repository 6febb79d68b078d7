package io.tillstream.producer.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PacerTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long START = 5 * SECOND;

    @Test
    void aRateIsEven() {
        Pacer pacer = Pacer.ofRate(4);

        assertThat(pacer.due(0, START)).isEqualTo(START);
        assertThat(pacer.due(0, START)).isEqualTo(START + SECOND / 4);
        assertThat(pacer.due(0, START + SECOND / 4)).isEqualTo(START + SECOND / 2);
    }

    @Test
    void aRateMakesGoodForOneSecondAndNotForAnHour() {
        Pacer pacer = Pacer.ofRate(10);
        pacer.due(0, START);
        long later = START + 3_600 * SECOND;

        int atOnce = 0;
        while (pacer.due(0, later) <= later) {
            atOnce++;
        }
        assertThat(atOnce).isEqualTo(11);
    }

    @Test
    void aSpeedKeepsTheDistancesAndSendsWhatIsOlderAtOnce() {
        Pacer pacer = Pacer.ofSpeed(60);
        long micros = 1_700_000_000_000_000L;

        assertThat(pacer.due(micros, START)).isEqualTo(START);
        assertThat(pacer.due(micros + 60_000_000, START)).isEqualTo(START + SECOND);
        assertThat(pacer.due(micros + 30_000_000, START + 2 * SECOND)).isEqualTo(START + SECOND / 2);
        assertThat(pacer.due(micros - 9_000_000, START)).isLessThan(START);
        assertThat(Pacer.ofSpeed(1e-9).due(Long.MAX_VALUE / 2_000_000, START)).isEqualTo(START);
    }

    @Test
    void aDistanceOfAgesDoesNotOverflow() {
        Pacer pacer = Pacer.ofSpeed(1e-6);
        pacer.due(0, START);

        assertThat(pacer.due(200_000_000_000_000_000L, START)).isGreaterThan(START + SECOND);
    }

    @Test
    void withoutALimitAllIsDueAtOnce() {
        Pacer pacer = Pacer.unlimited();

        assertThat(pacer.due(7, START)).isEqualTo(START);
        assertThat(pacer.due(99, START + 1)).isEqualTo(START + 1);
    }
}
