package io.tillstream.lake;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names one Bronze chain (invariant 1): a partition of one incarnation of a topic. A topic that is deleted and created again
 * has another id (KIP-516), hence another chain.
 *
 * @param topic the topic's name
 * @param topicId the topic's id in Kafka's base64 form, 22 characters
 * @param partition the partition, from 0
 */
public record ChainId(String topic, String topicId, int partition) implements Comparable<ChainId> {
    private static final Pattern TOPIC_ID = Pattern.compile("[A-Za-z0-9_-]{22}");
    private static final String NUMBER = "(0|[1-9][0-9]{0,8})";
    private static final Pattern PREFIX =
            Pattern.compile(LakeKeys.BRONZE + "topic=([^/]+)/id=([^/]+)/partition=" + NUMBER + "/");
    private static final Pattern OBJECT = Pattern.compile("([0-9]{20})\\.parquet");
    private static final Pattern TEXT = Pattern.compile("([^/]+)/([^/]+)/" + NUMBER);
    private static final Comparator<ChainId> ORDER =
            Comparator.comparing(ChainId::topic).thenComparing(ChainId::topicId).thenComparingInt(ChainId::partition);

    /**
     * Checks the names, because they become part of a key.
     *
     * @throws IllegalArgumentException if one is not what Kafka makes
     */
    public ChainId {
        if (!TopicNames.isValid(topic)) {
            throw new IllegalArgumentException("not the name of a topic: " + topic);
        }
        if (!TOPIC_ID.matcher(topicId).matches()) {
            throw new IllegalArgumentException("not the id of a topic: " + topicId);
        }
        if (partition < 0) {
            throw new IllegalArgumentException("not a partition: " + partition);
        }
    }

    /**
     * Reads the form that {@link #toString} writes.
     *
     * @throws IllegalArgumentException if the text is of another form
     */
    public static ChainId parse(String text) {
        return of(TEXT.matcher(text))
                .orElseThrow(() -> new IllegalArgumentException("not topic/topic id/partition: " + text));
    }

    /** Reads the form that {@link #prefix} writes, or returns nothing if the text is of another form. */
    public static Optional<ChainId> ofPrefix(String prefix) {
        try {
            return of(PREFIX.matcher(prefix));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<ChainId> of(Matcher parts) {
        return parts.matches()
                ? Optional.of(new ChainId(parts.group(1), parts.group(2), Integer.parseInt(parts.group(3))))
                : Optional.empty();
    }

    /** Returns what every key of every chain of a topic starts with; it ends in a slash. */
    public static String prefixOf(String topic) {
        return LakeKeys.BRONZE + "topic=" + topic + "/";
    }

    /** Returns what every key of the chain starts with; it ends in a slash. */
    public String prefix() {
        return prefixOf(topic) + "id=" + topicId + "/partition=" + partition + "/";
    }

    /**
     * Returns the key of the object that starts at an offset.
     *
     * @param first the offset, from 0
     */
    public String key(long first) {
        return before(first) + ".parquet";
    }

    /** Returns a text that, in byte order, comes after the keys of lower offsets and before {@link #key} of this one. */
    public String before(long first) {
        return prefix() + String.format(Locale.ROOT, "%020d", first);
    }

    /** Returns the first offset in a key of this chain, or nothing if the key is not one. */
    public Optional<Long> firstOffset(String key) {
        if (!key.startsWith(prefix())) {
            return Optional.empty();
        }
        Matcher name = OBJECT.matcher(key.substring(prefix().length()));
        if (!name.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.parseLong(name.group(1)));
        } catch (NumberFormatException e) {
            // Twenty digits hold more than 64 bits do; no offset is as large.
            return Optional.empty();
        }
    }

    /** Returns {@code topic/partition}, as an operator writes it. */
    public String label() {
        return topic + "/" + partition;
    }

    @Override
    public int compareTo(ChainId other) {
        return ORDER.compare(this, other);
    }

    /** Returns {@code topic/topic id/partition}, the name in a {@link Cursor}. */
    @Override
    public String toString() {
        return topic + "/" + topicId + "/" + partition;
    }
}
