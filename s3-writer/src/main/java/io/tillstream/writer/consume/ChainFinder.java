package io.tillstream.writer.consume;

import io.tillstream.aws.s3.ObjectStore;
import io.tillstream.lake.ChainId;
import io.tillstream.lake.LakeKeys;
import io.tillstream.writer.chain.AssignmentFacts;
import io.tillstream.writer.chain.ChainEnd;
import io.tillstream.writer.chain.ChainReader;
import io.tillstream.writer.chain.CommittedOffset;
import io.tillstream.writer.chain.ConfirmedGap;
import io.tillstream.writer.chain.LogBounds;
import io.tillstream.writer.chain.SilverCursor;
import io.tillstream.writer.kafka.TopicLog;
import java.util.List;

/**
 * Gathers what decides where a partition is read from. Takes as long as the listing; runs next to the consumer, on another
 * thread.
 */
public final class ChainFinder {
    private final String topic;
    private final TopicLog log;
    private final ObjectStore store;
    private final ChainReader reader;
    private final List<ConfirmedGap> confirmedGaps;

    /**
     * Makes a finder.
     *
     * @param topic the topic's name
     * @param log the topic's state
     * @param store the lake
     * @param confirmedGaps the gaps that operators confirmed
     */
    public ChainFinder(String topic, TopicLog log, ObjectStore store, List<ConfirmedGap> confirmedGaps) {
        this.topic = topic;
        this.log = log;
        this.store = store;
        this.reader = new ChainReader(store);
        this.confirmedGaps = List.copyOf(confirmedGaps);
    }

    /** Gathers the facts about a partition. */
    AssignmentFacts find(int partition, CommittedOffset commit) {
        ChainId chain = new ChainId(topic, log.topicId(), partition);
        ChainEnd end = reader.find(chain, commit);
        // The log is asked last: the chain may have grown until here, and the log's end is never before the chain's.
        LogBounds extent = log.extent(partition);
        long silverCursor = end.empty()
                ? store.read(LakeKeys.SILVER_CURSOR)
                        .map(json -> SilverCursor.next(json, chain))
                        .orElse(0L)
                : 0L;
        return new AssignmentFacts(chain, end, extent, commit, silverCursor, confirmedGaps);
    }

    /** Returns the reader of the chains in the lake. */
    ChainReader reader() {
        return reader;
    }
}
