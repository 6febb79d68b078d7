package io.tillstream.local.topics;

import io.tillstream.operations.audit.PartitionKey;
import io.tillstream.operations.command.Cleanup;
import io.tillstream.operations.command.CommandException;
import io.tillstream.operations.machine.SalesTopic;
import io.tillstream.operations.query.ResultTable;
import io.tillstream.operations.trace.RecordValues;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Looks at a topic without joining a group or committing anything. */
public final class TopicPeek implements SalesTopic {
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final Topic topic;
    private final String bootstrapServers;
    private final Cleanup cleanup;

    /**
     * @param topic the topic on these brokers
     * @param cleanup closes what reads records
     */
    public TopicPeek(Topic topic, String bootstrapServers, Cleanup cleanup) {
        this.topic = topic;
        this.bootstrapServers = bootstrapServers;
        this.cleanup = cleanup;
    }

    @Override
    public Map<PartitionKey, Long> ends() {
        return topic.ends();
    }

    @Override
    public Map<Integer, Long> writerCommits() {
        return topic.writerCommits();
    }

    @Override
    public RecordValues values() {
        return cleanup.add(
                new KafkaValues(bootstrapServers, Topic.NAME, topic.ends().keySet()));
    }

    @Override
    public ResultTable partitions() {
        Map<PartitionKey, Long> starts = topic.starts();
        Map<Integer, Long> commits = topic.writerCommits();
        List<List<String>> rows = new ArrayList<>();
        topic.ends().forEach((partition, end) -> {
            long committed = commits.getOrDefault(partition.partition(), 0L);
            rows.add(List.of(
                    Integer.toString(partition.partition()),
                    partition.topicId(),
                    starts.getOrDefault(partition, 0L).toString(),
                    end.toString(),
                    Long.toString(committed),
                    Long.toString(Math.max(0, end - committed))));
        });
        return new ResultTable(
                List.of(
                        column("partition"),
                        new ResultTable.Column("topic_id", false),
                        column("first_offset"),
                        column("end_offset"),
                        column("writer_committed"),
                        column("lag")),
                rows);
    }

    @Override
    public ResultTable last(int count, OptionalInt only) {
        Map<PartitionKey, Long> ends = topic.ends();
        if (only.isPresent() && ends.keySet().stream().noneMatch(key -> key.partition() == only.getAsInt())) {
            throw new CommandException.Usage("--partition " + only.getAsInt() + ": " + Topic.NAME
                    + " has partitions 0 to " + (ends.size() - 1) + ".");
        }
        List<List<String>> rows = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            ends.forEach((partition, end) -> {
                if (only.isEmpty() || only.getAsInt() == partition.partition()) {
                    read(consumer, new TopicPartition(Topic.NAME, partition.partition()), end, count, rows);
                }
            });
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        } catch (KafkaException e) {
            throw new CommandException.Failed("The Kafka broker did not answer: " + e.getMessage(), e);
        }
        return new ResultTable(
                List.of(
                        column("partition"),
                        column("offset"),
                        new ResultTable.Column("time", false),
                        new ResultTable.Column("key", false),
                        new ResultTable.Column("value", false)),
                rows);
    }

    private static void read(
            KafkaConsumer<byte[], byte[]> consumer,
            TopicPartition partition,
            long end,
            int count,
            List<List<String>> rows) {
        consumer.assign(List.of(partition));
        long first = consumer.beginningOffsets(List.of(partition), ANSWER).get(partition);
        consumer.seek(partition, Math.max(first, end - count));
        long deadline = System.nanoTime() + ANSWER.toNanos();
        while (consumer.position(partition, ANSWER) < end && System.nanoTime() < deadline) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(ANSWER).records(partition)) {
                rows.add(List.of(
                        Integer.toString(partition.partition()),
                        Long.toString(record.offset()),
                        Instant.ofEpochMilli(record.timestamp()).toString(),
                        text(record.key()),
                        text(record.value())));
            }
        }
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "auto.offset.reset", "none",
                        "enable.auto.commit", "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private static ResultTable.Column column(String name) {
        return new ResultTable.Column(name, true);
    }
}
