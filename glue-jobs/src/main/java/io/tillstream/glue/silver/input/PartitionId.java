package io.tillstream.glue.silver.input;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One Bronze chain (invariant 1): a partition of one incarnation of a topic.
 *
 * @param topic the topic's name
 * @param topicId its id (KIP-516) in Kafka's base64 form: a topic created again has another
 * @param partition the partition's number
 */
public record PartitionId(String topic, String topicId, int partition) implements Comparable<PartitionId> {
    private static final Pattern TEXT =
            Pattern.compile("([A-Za-z0-9._-]{1,249})/([A-Za-z0-9_-]{22})/(0|[1-9][0-9]{0,8})");
    private static final Comparator<PartitionId> ORDER = Comparator.comparing(PartitionId::topic)
            .thenComparing(PartitionId::topicId)
            .thenComparingInt(PartitionId::partition);

    /** Checks each part by the allow-list of its name. */
    public PartitionId {
        String text = topic + "/" + topicId + "/" + partition;
        if (!TEXT.matcher(text).matches()) {
            throw new IllegalArgumentException("not topic/topic id/partition: " + text);
        }
    }

    /**
     * Reads the form that {@link #toString} writes.
     *
     * @throws IllegalArgumentException if the text is of another form
     */
    public static PartitionId parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not topic/topic id/partition: " + text);
        }
        return new PartitionId(matcher.group(1), matcher.group(2), Integer.parseInt(matcher.group(3)));
    }

    /** Returns what the key of each of the chain's objects starts with. */
    public String prefix() {
        return "bronze/topic=" + topic + "/id=" + topicId + "/partition=" + partition + "/";
    }

    /** Returns the key of the object whose first offset is the given one. */
    public String key(long firstOffset) {
        return startAfter(firstOffset) + ".parquet";
    }

    /** Returns the text after which, in byte order, the chain's keys from that first offset on stand. */
    String startAfter(long firstOffset) {
        return prefix() + String.format("%020d", firstOffset);
    }

    @Override
    public int compareTo(PartitionId other) {
        return ORDER.compare(this, other);
    }

    /** Returns {@code topic/topic id/partition}, the key in a cursor. */
    @Override
    public String toString() {
        return topic + "/" + topicId + "/" + partition;
    }
}
