package io.tillstream.loader;

import io.tillstream.lake.error.ManualActionRequiredException;
import io.tillstream.lake.error.RetryableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Decides, for one load in one invocation, what follows a failed attempt: a verdict, a pause, or the queue again. */
final class FailurePolicy {
    /** New attempts at one set in one invocation; after these the message goes back to the queue. */
    static final int MAX_NEW_ATTEMPTS = 3;

    /** For how long a failure that time does not cure stands before a person is believed to have cured it. */
    static final Duration VERDICT_STANDS = Duration.ofMinutes(5);

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
     * @param firstPause the pause after the first new attempt that failed; it doubles from one to the next
     * @param redrive whether failures of earlier invocations are history, whatever they were; not those of
     *     the last two seconds, because the Data API has a clock of its own
     */
    FailurePolicy(String key, Clock clock, Duration firstPause, boolean redrive) {
        this.key = key;
        this.clock = clock;
        this.firstPause = firstPause;
        this.redrive = redrive;
        this.since = clock.instant().minus(CLOCK_SKEW);
    }

    /** Tells whether an earlier invocation has seen this failure already and only the next attempt is of interest. */
    boolean isHistory(StatementOutcome.Failed failed) {
        return !isNew(failed) && (redrive || failed.fault() == SqlFault.RETRYABLE);
    }

    /**
     * Returns when the next attempt may follow.
     *
     * @throws LoadSetRejectedException if no attempt at this set can succeed
     * @throws ManualActionRequiredException if none can before a person has acted
     * @throws RetryableException if this invocation has tried often enough
     */
    void judge(StatementOutcome.Failed failed, Deadline deadline) {
        boolean stands = !failed.submittedAt().isBefore(clock.instant().minus(VERDICT_STANDS));
        if (stands) {
            throwVerdict(failed);
        }
        if (!isNew(failed)) {
            return;
        }
        newAttempts++;
        if (newAttempts == MAX_NEW_ATTEMPTS) {
            throw new RetryableException(
                    MAX_NEW_ATTEMPTS + " attempts at " + key + " failed, the last with: " + failed.error());
        }
        deadline.pause(firstPause.multipliedBy(1L << (newAttempts - 1)), "the next attempt at " + key);
    }

    private void throwVerdict(StatementOutcome.Failed failed) {
        String error = failed.error();
        switch (failed.fault()) {
            case LOAD_SET ->
                throw new LoadSetRejectedException(
                        key,
                        error + "; nothing of it was loaded. Compare it with the warehouse, then publish a revision"
                                + " (./tillstream load supersede)");
            case NEEDS_PERSON ->
                throw new ManualActionRequiredException("loading " + key + " failed: " + error
                        + "; check the grants, the COPY role and the migrations");
            case LEDGER_BROKEN ->
                throw new ManualActionRequiredException("ops.load_cursor and ops.load_ledger do not agree that " + key
                        + " is next: " + error + "; put them right before anything else is loaded");
            case RETRYABLE -> {}
        }
    }

    private boolean isNew(StatementOutcome.Failed failed) {
        return !failed.submittedAt().isBefore(since);
    }
}
