package io.tillstream.loader;

import com.amazonaws.services.lambda.runtime.Context;
import io.tillstream.lake.error.RetryableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/** How long the invocation may still wait. It ends before Lambda does, so that the answer still gets out. */
final class Deadline {
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private final LongSupplier remainingMillis;

    private Deadline(LongSupplier remainingMillis) {
        this.remainingMillis = remainingMillis;
    }

    static Deadline of(Context context) {
        return new Deadline(() -> context.getRemainingTimeInMillis() - MARGIN.toMillis());
    }

    /** Returns the deadline of an invocation that leaves long waits to the next one. */
    static Deadline of(Context context, Duration atMost, Clock clock) {
        Instant end = clock.instant().plus(atMost);
        Deadline whole = of(context);
        return new Deadline(() -> Math.min(
                whole.remainingMillis.getAsLong(),
                Duration.between(clock.instant(), end).toMillis()));
    }

    /**
     * Waits.
     *
     * @param forWhat what is waited for, for the message
     * @throws RetryableException if the time would run out, or the thread is interrupted
     */
    void pause(Duration delay, String forWhat) {
        if (remainingMillis.getAsLong() < delay.toMillis()) {
            throw new RetryableException(
                    "no time left while waiting for " + forWhat + "; the next delivery continues from there");
        }
        try {
            Thread.sleep(delay.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RetryableException("interrupted while waiting for " + forWhat, e);
        }
    }
}
