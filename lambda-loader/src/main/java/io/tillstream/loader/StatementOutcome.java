package io.tillstream.loader;

import java.time.Instant;

/** How a statement ended. */
sealed interface StatementOutcome {
    /** It finished without an error. */
    record Finished() implements StatementOutcome {}

    /**
     * It failed or was aborted, and so was the whole transaction.
     *
     * @param error Redshift's words, on one line
     * @param submittedAt when the Data API took it
     */
    record Failed(String error, Instant submittedAt) implements StatementOutcome {}
}
