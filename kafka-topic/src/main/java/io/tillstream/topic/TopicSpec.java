package io.tillstream.topic;

import io.tillstream.lake.TopicNames;
import java.time.Duration;
import java.util.Map;

/**
 * What the topic is to be.
 *
 * @param name its name
 * @param partitions how many; more than there are is an order to add them, fewer is left alone
 * @param retention how long records are kept
 */
public record TopicSpec(String name, int partitions, Duration retention) {
    private static final int LARGEST_MESSAGE_BYTES = 8 << 20;

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one makes no sense; the message names it
     */
    public TopicSpec {
        if (!TopicNames.isValid(name)) {
            throw new IllegalArgumentException("--topic: \"" + name + "\" is not the name of a topic");
        }
        if (partitions < 1 || partitions > 1000) {
            throw new IllegalArgumentException("--partitions: " + partitions + " is not between 1 and 1000");
        }
        if (retention.isNegative() || retention.isZero()) {
            throw new IllegalArgumentException("--retention-hours must be at least 1");
        }
    }

    /** Settings of the topic. Nothing compacts it: invariant 1 counts every offset. */
    Map<String, String> configuration() {
        return Map.of(
                "cleanup.policy", "delete",
                "retention.ms", Long.toString(retention.toMillis()),
                "max.message.bytes", Integer.toString(LARGEST_MESSAGE_BYTES));
    }
}
