package io.tillstream.writer.kafka;

import io.tillstream.lake.error.RetryableException;
import io.tillstream.lake.error.TerminalException;
import io.tillstream.writer.chain.LogBounds;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.RetriableException;

/** {@link TopicLog} by Kafka's admin client. */
public final class AdminTopicLog implements TopicLog {
    private final Admin admin;
    private final String topic;

    /** Makes one for a topic. */
    public AdminTopicLog(Admin admin, String topic) {
        this.admin = admin;
        this.topic = topic;
    }

    @Override
    public String topicId() {
        Uuid id = await(
                        "describing the topic " + topic,
                        admin.describeTopics(List.of(topic)).topicNameValues().get(topic))
                .topicId();
        if (id.equals(Uuid.ZERO_UUID)) {
            throw new TerminalException(
                    "the brokers give topic " + topic + " no id (KIP-516): Kafka 2.8 or later is needed", null);
        }
        return id.toString();
    }

    @Override
    public LogBounds extent(int partition) {
        TopicPartition name = new TopicPartition(topic, partition);
        // Read uncommitted, the admin client's default: the end is the high watermark, which an open transaction
        // does not hold back.
        long start = offset(name, OffsetSpec.earliest());
        return new LogBounds(start, offset(name, OffsetSpec.latest()));
    }

    private long offset(TopicPartition name, OffsetSpec spec) {
        return await(
                        "listing the offsets of " + name,
                        admin.listOffsets(Map.of(name, spec)).partitionResult(name))
                .offset();
    }

    private static <T> T await(String what, KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RetriableException) {
                throw new RetryableException(what + " failed: " + e.getCause().getMessage(), e.getCause());
            }
            throw new TerminalException(
                    what + " failed: " + e.getCause() + ". Check --kafka-config and the rights of the writer's role",
                    e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RetryableException(what + " was interrupted", e);
        }
    }
}
