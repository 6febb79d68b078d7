package io.tillstream.writer.chain;

import io.tillstream.lake.ChainId;
import java.util.List;

/**
 * All that decides where a partition is read from.
 *
 * @param chain the chain of the topic's present id
 * @param end where the chain ends
 * @param log what Kafka has
 * @param commit what the consumer group has committed; ignored where it does not name an object of this chain
 * @param silverCursor the next offset that Silver wants of this chain, 0 if it has read nothing
 * @param confirmedGaps what operators gave up
 */
public record AssignmentFacts(
        ChainId chain,
        ChainEnd end,
        LogBounds log,
        CommittedOffset commit,
        long silverCursor,
        List<ConfirmedGap> confirmedGaps) {
    /** Copies the list. */
    public AssignmentFacts {
        confirmedGaps = List.copyOf(confirmedGaps);
    }
}
