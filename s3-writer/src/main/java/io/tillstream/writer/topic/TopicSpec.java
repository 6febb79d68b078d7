package io.tillstream.writer.topic;

import io.tillstream.lake.TopicNames;
import io.tillstream.writer.error.SettingsException;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/**
 * What the topic should be.
 *
 * @param name its name
 * @param partitions how many it should have at least, 1 to 1,000; partitions are added, never removed
 * @param retention how long Kafka keeps a record
 */
public record TopicSpec(String name, int partitions, Duration retention) {
    /** What Amazon MSK Serverless allows at most; the producer's limit for a value is lower. */
    private static final int MAX_MESSAGE_BYTES = 8 << 20;

    private static final int MAX_PARTITIONS = 1_000;

    /**
     * Checks the values.
     *
     * @throws SettingsException naming the option that is wrong
     */
    public TopicSpec {
        if (!TopicNames.isValid(name)) {
            throw new SettingsException("--topic '" + name + "' is not a valid topic name");
        }
        if (partitions < 1 || partitions > MAX_PARTITIONS) {
            throw new SettingsException("--partitions is " + partitions + "; it takes 1 to " + MAX_PARTITIONS);
        }
        if (retention.isNegative() || retention.isZero()) {
            throw new SettingsException("--retention-hours must be at least 1");
        }
    }

    /** Returns the settings of a new topic. Nothing compacts it: a sale that compaction removes is lost. */
    Map<String, String> settings() {
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()),
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(MAX_MESSAGE_BYTES));
    }
}
