package io.tillstream.writer.chain;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names one chain: a partition of one incarnation of a topic. A topic that is deleted and created again has another id
 * (KIP-516), hence another chain.
 *
 * @param topic the topic's name
 * @param topicId the topic's id in Kafka's base64 form, 22 characters
 * @param partition the partition, from 0
 */
public record ChainId(String topic, String topicId, int partition) {
    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");
    private static final Pattern TOPIC_ID = Pattern.compile("[A-Za-z0-9_-]{22}");
    private static final Pattern KEY =
            Pattern.compile("bronze/topic=([^/]+)/id=([^/]+)/partition=(\\d{1,9})/(\\d{20})\\.parquet");

    /**
     * Checks the names, because they become part of a key.
     *
     * @throws IllegalArgumentException if one is not what Kafka makes
     */
    public ChainId {
        if (!isTopic(topic)) {
            throw new IllegalArgumentException("not the name of a topic: " + topic);
        }
        if (!TOPIC_ID.matcher(topicId).matches()) {
            throw new IllegalArgumentException("not the id of a topic: " + topicId);
        }
        if (partition < 0) {
            throw new IllegalArgumentException("not a partition: " + partition);
        }
    }

    /** Tells whether Kafka allows the name for a topic. */
    public static boolean isTopic(String name) {
        return TOPIC.matcher(name).matches() && !name.equals(".") && !name.equals("..");
    }

    /** Returns what every key of the chain starts with; it ends in a slash. */
    public String prefix() {
        return "bronze/topic=" + topic + "/id=" + topicId + "/partition=" + partition + "/";
    }

    /**
     * Returns the key of the object that starts at an offset.
     *
     * @param first the offset, from 0
     */
    public String key(long first) {
        return prefix() + "%020d.parquet".formatted(first);
    }

    /** Returns the first offset in a key of this chain, or nothing where the key is not one. */
    public Optional<Long> firstOffset(String key) {
        Matcher parts = KEY.matcher(key);
        if (!parts.matches() || !key.startsWith(prefix())) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.parseLong(parts.group(4)));
        } catch (NumberFormatException e) {
            // Twenty digits hold more than 64 bits do; no offset is as large.
            return Optional.empty();
        }
    }

    /** Returns {@code topic/partition}, as an operator writes it. */
    public String label() {
        return topic + "/" + partition;
    }
}
