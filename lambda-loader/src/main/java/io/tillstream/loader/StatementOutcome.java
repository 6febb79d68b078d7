package io.tillstream.loader;

import java.time.Instant;
import java.util.OptionalLong;

/** How a statement ended. */
sealed interface StatementOutcome {
    /** It finished without an error. */
    record Finished() implements StatementOutcome {}

    /**
     * It failed or was aborted, and so was the whole transaction.
     *
     * @param fault which failure it is
     * @param error Redshift's words, on one line, after an explanation if there is one
     * @param submittedAt when the Data API took it
     * @param copy Redshift's number of the query, where the statement that failed was a COPY
     */
    record Failed(SqlFault fault, String error, Instant submittedAt, OptionalLong copy) implements StatementOutcome {
        /** Returns the same failure, explained. */
        Failed explained(String explanation) {
            return new Failed(fault, explanation + " " + error, submittedAt, copy);
        }
    }
}
