package io.tillstream.writer.kafka;

import io.tillstream.writer.chain.LogBounds;

/**
 * What Kafka says about a topic. Safe for use by several threads. Every method throws
 * {@link io.tillstream.lake.error.RetryableException} for a failure that may pass, a missing topic among them, and
 * {@link io.tillstream.lake.error.TerminalException} for one that will not.
 */
public interface TopicLog {
    /** Returns the topic's present id (KIP-516) in Kafka's base64 form. */
    String topicId();

    /**
     * Returns which offsets a partition has.
     *
     * @param partition the partition
     */
    LogBounds extent(int partition);
}
