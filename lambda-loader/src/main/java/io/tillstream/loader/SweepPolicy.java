package io.tillstream.loader;

import com.amazonaws.services.lambda.runtime.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * Decides whether a wake-up by the schedule asks the warehouse, which every question wakes and so costs money. The schedule
 * comes every minute, so that a failed load is tried again within two minutes; the lake tells whether there is anything to do.
 */
final class SweepPolicy {
    /** How long failures of sweeps are only recorded before they are errors, which raise an alarm: they may well pass. */
    static final Duration SILENT = Duration.ofMinutes(20);

    private static final Duration WAIT = Duration.ofSeconds(50);

    private final Optional<Duration> every;

    /**
     * Makes the policy.
     *
     * @param every how often the warehouse is asked although nothing seems to wait: it may have been restored; without it
     *     every sweep asks
     */
    SweepPolicy(Optional<Duration> every) {
        this.every = every;
    }

    /**
     * Returns whether a sweep has anything to do.
     *
     * @param last how the last invocation ended
     * @param isPublished tells whether the load set of a number is in the lake
     */
    boolean isDue(Optional<LastOutcome> last, Instant now, LongPredicate isPublished) {
        if (every.isEmpty() || last.isEmpty()) {
            return true;
        }
        LastOutcome outcome = last.get();
        if (!outcome.at().plus(every.get()).isAfter(now)) {
            return true;
        }
        return switch (outcome.status()) {
            case "done" -> isPublished.test(outcome.loadSet() + 1);
            case "rejected", "needs_person" -> false;
            default -> true;
        };
    }

    /** Returns until when a sweep waits for a load; the next sweep, a minute later, continues to wait for it. */
    Deadline deadline(Context context, Clock clock) {
        return every.isEmpty() ? Deadline.of(context) : Deadline.of(context, WAIT, clock);
    }

    /**
     * Returns whether a failure that time may cure is an error of the sweep that met it.
     *
     * @param since when the loader began to fail
     */
    boolean isError(Instant since, Instant now) {
        return every.isEmpty() || !since.plus(SILENT).isAfter(now);
    }
}
