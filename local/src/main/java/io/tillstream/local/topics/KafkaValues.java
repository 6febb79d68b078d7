package io.tillstream.local.topics;

import io.tillstream.operations.audit.PartitionKey;
import io.tillstream.operations.command.CommandException;
import io.tillstream.operations.trace.Coordinates;
import io.tillstream.operations.trace.RecordValues;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads single records of the topic while Kafka retains them. Joins no consumer group. Not thread-safe. */
final class KafkaValues implements RecordValues, AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String topic;
    private final Set<PartitionKey> partitions;

    /**
     * @param partitions the partitions of the topic as it is now; records of an earlier incarnation are gone
     */
    KafkaValues(String bootstrapServers, String topic, Set<PartitionKey> partitions) {
        this.topic = topic;
        this.partitions = Set.copyOf(partitions);
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "auto.offset.reset", "none",
                        "enable.auto.commit", "false",
                        "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    @Override
    public Optional<byte[]> read(Coordinates at) {
        if (!partitions.contains(new PartitionKey(at.topicId(), at.partition()))) {
            return Optional.empty();
        }
        TopicPartition partition = new TopicPartition(topic, at.partition());
        try {
            if (consumer.beginningOffsets(List.of(partition), ANSWER).get(partition) > at.offset()
                    || consumer.endOffsets(List.of(partition), ANSWER).get(partition) <= at.offset()) {
                return Optional.empty();
            }
            consumer.assign(List.of(partition));
            consumer.seek(partition, at.offset());
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(ANSWER).records(partition)) {
                if (record.offset() == at.offset()) {
                    return Optional.of(record.value() == null ? new byte[0] : record.value());
                }
            }
            return Optional.empty();
        } catch (KafkaException e) {
            throw new CommandException.Failed(
                    "Kafka did not return " + at + ": " + e.getMessage() + ". Try again in a moment.", e);
        }
    }

    @Override
    public void close() {
        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ZERO));
    }
}
