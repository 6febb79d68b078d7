package io.tillstream.standins.redshift;

/** The states of a statement, as the Data API names them. */
enum StatementState {
    /** Accepted. */
    SUBMITTED,
    /** Taken up by a thread. */
    PICKED,
    /** Running in the database. */
    STARTED,
    /** Done, and committed. */
    FINISHED,
    /** Ended by an error; nothing of it was kept. */
    FAILED,
    /** Cancelled, or never begun because a statement before it failed. */
    ABORTED;

    boolean isEnd() {
        return this == FINISHED || this == FAILED || this == ABORTED;
    }
}
