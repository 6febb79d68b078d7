package io.tillstream.writer.chain;

import io.tillstream.writer.error.NeedsPersonException;

/** What to do with a partition whose chain has been found. */
public sealed interface AssignmentDecision {
    /** Read on at the chain's end. */
    record Read() implements AssignmentDecision {}

    /**
     * First create a gap object from the chain's end.
     *
     * @param last the last offset of the gap
     */
    record CreateGap(long last) implements AssignmentDecision {}

    /**
     * Do nothing: a person is needed.
     *
     * @param error why
     */
    record Refuse(NeedsPersonException error) implements AssignmentDecision {}
}
