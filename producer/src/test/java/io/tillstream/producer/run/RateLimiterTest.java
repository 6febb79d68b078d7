package io.tillstream.producer.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateLimiterTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long START = 5 * SECOND;

    @Test
    void aRateIsEven() {
        RateLimiter rateLimiter = RateLimiter.ofRate(4);

        assertThat(rateLimiter.due(0, START)).isEqualTo(START);
        assertThat(rateLimiter.due(0, START)).isEqualTo(START + SECOND / 4);
        assertThat(rateLimiter.due(0, START + SECOND / 4)).isEqualTo(START + SECOND / 2);
    }

    @Test
    void aRateMakesGoodForOneSecondAndNotForAnHour() {
        RateLimiter rateLimiter = RateLimiter.ofRate(10);
        rateLimiter.due(0, START);
        long later = START + 3_600 * SECOND;

        int atOnce = 0;
        while (rateLimiter.due(0, later) <= later) {
            atOnce++;
        }
        assertThat(atOnce).isEqualTo(11);
    }

    @Test
    void aSpeedKeepsTheDistancesAndSendsWhatIsOlderAtOnce() {
        RateLimiter rateLimiter = RateLimiter.ofSpeed(60);
        long micros = 1_700_000_000_000_000L;

        assertThat(rateLimiter.due(micros, START)).isEqualTo(START);
        assertThat(rateLimiter.due(micros + 60_000_000, START)).isEqualTo(START + SECOND);
        assertThat(rateLimiter.due(micros + 30_000_000, START + 2 * SECOND)).isEqualTo(START + SECOND / 2);
        assertThat(rateLimiter.due(micros - 9_000_000, START)).isLessThan(START);
        assertThat(RateLimiter.ofSpeed(1e-9).due(Long.MAX_VALUE / 2_000_000, START))
                .isEqualTo(START);
    }

    @Test
    void aDistanceOfAgesDoesNotOverflow() {
        RateLimiter rateLimiter = RateLimiter.ofSpeed(1e-6);
        rateLimiter.due(0, START);

        assertThat(rateLimiter.due(200_000_000_000_000_000L, START)).isGreaterThan(START + SECOND);
    }

    @Test
    void withoutALimitAllIsDueAtOnce() {
        RateLimiter rateLimiter = RateLimiter.unlimited();

        assertThat(rateLimiter.due(7, START)).isEqualTo(START);
        assertThat(rateLimiter.due(99, START + 1)).isEqualTo(START + 1);
    }
}
