package io.tillstream.operations.audit;

/**
 * One partition of one incarnation of a topic (a re-created topic starts its offsets again under a new id).
 *
 * @param topicId Kafka's base64 form of the KIP-516 id
 * @param partition partition number
 */
public record PartitionKey(String topicId, int partition) implements Comparable<PartitionKey> {
    /**
     * Reads a key of Silver's cursor, {@code <topic>/<topic id>/<partition>}.
     *
     * @throws IllegalArgumentException when it has another form
     */
    public static PartitionKey ofCursorKey(String key) {
        String[] parts = key.split("/", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("Silver's cursor has the key " + key + ", not topic/topic id/partition");
        }
        return new PartitionKey(parts[1], Integer.parseInt(parts[2]));
    }

    @Override
    public int compareTo(PartitionKey other) {
        int byTopic = topicId.compareTo(other.topicId);
        return byTopic != 0 ? byTopic : Integer.compare(partition, other.partition);
    }
}
