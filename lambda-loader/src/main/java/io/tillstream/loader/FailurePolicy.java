package io.tillstream.loader;

import io.tillstream.lake.error.ManualActionRequiredException;
import io.tillstream.lake.error.RetryableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Decides, for one load in one invocation, what follows a failed attempt: a verdict, a pause, or the next wake-up. Attempts
 * are paced across invocations, by when the last one was submitted: so an outage costs a few attempts an hour no matter
 * what wakes the loader, and any number of them may follow.
 */
final class FailurePolicy {
    /** New attempts at one set in one invocation; after these the next wake-up tries again. */
    static final int MAX_NEW_ATTEMPTS = 3;

    /** For how long a failure that time does not cure counts before a person is believed to have cured it. */
    static final Duration VERDICT_STANDS = Duration.ofMinutes(5);

    /**
     * The longest time between two attempts. With a wake-up every minute, a load follows the end of an outage within less than
     * five minutes.
     */
    static final Duration LONGEST_BACKOFF = Duration.ofMinutes(3);

    private static final Duration LATER_BACKOFF = Duration.ofMinutes(1);
    private static final int DOUBLES_AFTER = 4;

    /** What is due so soon is waited for; anything later is left to the next wake-up. */
    private static final Duration WORTH_WAITING = Duration.ofSeconds(5);

    private static final Duration CLOCK_SKEW = Duration.ofSeconds(2);

    private final String key;
    private final Clock clock;
    private final Duration firstPause;
    private final boolean redrive;
    private final Instant since;
    private int newAttempts;

    /**
     * Makes the policy of a load that begins now.
     *
     * @param key the batch file's key, for the messages
     * @param firstPause the pause after the first attempt that failed; it doubles after the second
     * @param redrive whether failures of earlier invocations no longer count, no matter what they were; but not those of
     *     the last two seconds, because the clock of the Data API may differ
     */
    FailurePolicy(String key, Clock clock, Duration firstPause, boolean redrive) {
        this.key = key;
        this.clock = clock;
        this.firstPause = firstPause;
        this.redrive = redrive;
        this.since = clock.instant().minus(CLOCK_SKEW);
    }

    /** Returns whether an earlier invocation has seen this failure and the next attempt at the set is due. */
    boolean isHistory(StatementOutcome.Failed failed, int attempt) {
        if (isNew(failed)) {
            return false;
        }
        return redrive
                || (failed.fault() == SqlFault.RETRYABLE
                        && untilNext(failed, attempt).isNegative());
    }

    /**
     * Returns when the next attempt may follow.
     *
     * @param attempt the number of the attempt that failed
     * @throws LoadSetRejectedException if no attempt at this set can succeed
     * @throws ManualActionRequiredException if none can before a person has acted
     * @throws RetryableException if the next attempt is not due before the next wake-up
     */
    void judge(StatementOutcome.Failed failed, int attempt, Deadline deadline) {
        boolean isRecent = !failed.submittedAt().isBefore(clock.instant().minus(VERDICT_STANDS));
        if (isRecent) {
            throwVerdict(failed);
        }
        if (isNew(failed)) {
            newAttempts++;
        }
        Duration wait = failed.fault() == SqlFault.RETRYABLE ? untilNext(failed, attempt) : Duration.ZERO;
        if (newAttempts == MAX_NEW_ATTEMPTS || wait.compareTo(WORTH_WAITING) > 0) {
            throw new RetryableException("attempt " + attempt + " at " + key + " failed: " + failed.error()
                    + "; the next follows at " + clock.instant().plus(wait) + " or later, by itself");
        }
        if (!wait.isNegative()) {
            deadline.pause(wait, "the next attempt at " + key);
        }
    }

    /** Returns how long the next attempt must wait still; negative once it is due. */
    private Duration untilNext(StatementOutcome.Failed failed, int attempt) {
        return Duration.between(clock.instant(), failed.submittedAt().plus(backoff(attempt)));
    }

    private Duration backoff(int attempt) {
        if (attempt < MAX_NEW_ATTEMPTS) {
            return firstPause.multipliedBy(attempt);
        }
        if (attempt <= DOUBLES_AFTER) {
            return LATER_BACKOFF;
        }
        return attempt == DOUBLES_AFTER + 1 ? LATER_BACKOFF.multipliedBy(2) : LONGEST_BACKOFF;
    }

    private void throwVerdict(StatementOutcome.Failed failed) {
        String error = failed.error();
        switch (failed.fault()) {
            case LOAD_SET ->
                throw new LoadSetRejectedException(
                        key,
                        error + "; nothing of it was loaded. Compare it with the warehouse, then publish a revision"
                                + " (./tillstream load supersede)");
            case MANUAL_ACTION ->
                throw new ManualActionRequiredException("loading " + key + " failed: " + error
                        + "; check the grants, the COPY role and the migrations");
            case LEDGER_BROKEN ->
                throw new ManualActionRequiredException("ops.load_cursor and ops.load_ledger do not agree that " + key
                        + " is next: " + error + "; correct them before anything else is loaded");
            case RETRYABLE -> {}
        }
    }

    private boolean isNew(StatementOutcome.Failed failed) {
        return !failed.submittedAt().isBefore(since);
    }
}
