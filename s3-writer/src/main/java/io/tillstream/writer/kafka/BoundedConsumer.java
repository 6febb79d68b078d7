package io.tillstream.writer.kafka;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/** Kafka's consumer with a {@link PollBudget}. Its records come without their keys: Bronze has none. */
final class BoundedConsumer extends KafkaConsumer<byte[], byte[]> {
    private final PollBudget budget;

    BoundedConsumer(Map<String, Object> config, PollBudget budget) {
        super(config, new NoKeys(), budget);
        this.budget = budget;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        budget.startPoll();
        return super.poll(timeout);
    }

    /** Copies no key. */
    private static final class NoKeys implements Deserializer<byte[]> {
        @Override
        public byte[] deserialize(String topic, Headers headers, ByteBuffer key) {
            return null;
        }

        @Override
        public byte[] deserialize(String topic, byte[] key) {
            return null;
        }
    }
}
