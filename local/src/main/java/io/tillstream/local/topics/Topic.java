package io.tillstream.local.topics;

import io.tillstream.lake.TopicNames;
import io.tillstream.operations.audit.PartitionKey;
import io.tillstream.operations.command.CommandException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topic of sales on the local broker. */
public final class Topic implements AutoCloseable {
    /** Its name. */
    public static final String NAME = TopicNames.DEFAULT;
    /** Group of the s3-writer. */
    public static final String WRITER_GROUP = "s3-writer";

    private static final int PARTITIONS = 4;
    private static final int LARGEST_MESSAGE_BYTES = 8 << 20;

    private final Admin admin;

    /** @param bootstrapServers address of the broker */
    public Topic(String bootstrapServers) {
        this.admin = Admin.create(Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "request.timeout.ms",
                "10000",
                "default.api.timeout.ms",
                "30000"));
    }

    /** Creates the topic where it is missing. Kafka never deletes its records: Bronze must be able to start at offset 0. */
    public void create() {
        NewTopic topic = new NewTopic(NAME, PARTITIONS, (short) 1)
                .configs(Map.of(
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(LARGEST_MESSAGE_BYTES),
                        TopicConfig.RETENTION_MS_CONFIG, "-1",
                        TopicConfig.RETENTION_BYTES_CONFIG, "-1"));
        try {
            admin.createTopics(Set.of(topic)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw failed(e.getCause());
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /**
     * The end of each partition's log: the offset that the next record will get. There are none before the topic is created,
     * which is the case where a run was killed while it started.
     */
    public Map<PartitionKey, Long> ends() {
        return offsets(OffsetSpec.latest());
    }

    /** The first offset that each partition still has. */
    public Map<PartitionKey, Long> starts() {
        return offsets(OffsetSpec.earliest());
    }

    private Map<PartitionKey, Long> offsets(OffsetSpec spec) {
        if (!get(admin.listTopics().names()).contains(NAME)) {
            return new TreeMap<>();
        }
        TopicDescription topic =
                get(admin.describeTopics(Set.of(NAME)).topicNameValues().get(NAME));
        Map<TopicPartition, OffsetSpec> asked = topic.partitions().stream()
                .collect(Collectors.toMap(
                        partition -> new TopicPartition(NAME, partition.partition()), partition -> spec));
        Map<PartitionKey, Long> offsets = new TreeMap<>();
        get(admin.listOffsets(asked).all())
                .forEach((partition, offset) -> offsets.put(
                        new PartitionKey(topic.topicId().toString(), partition.partition()), offset.offset()));
        return offsets;
    }

    /** What the writer's group has committed, by partition number; a partition without a commit is absent. */
    public Map<Integer, Long> writerCommits() {
        Map<Integer, Long> commits = new TreeMap<>();
        get(admin.listConsumerGroupOffsets(WRITER_GROUP).partitionsToOffsetAndMetadata())
                .forEach((partition, commit) -> {
                    if (commit != null && partition.topic().equals(NAME)) {
                        commits.put(partition.partition(), commit.offset());
                    }
                });
        return commits;
    }

    /** How many offsets the writer has committed, all partitions together; for progress only, since the chain decides. */
    public long committedByWriter() {
        return writerCommits().values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(2));
    }

    private static <T> T get(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw failed(e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static CommandException failed(Throwable cause) {
        return new CommandException.Failed("The Kafka broker did not answer: " + cause, cause);
    }

    private static CommandException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new CommandException.Failed("Interrupted", e);
    }
}
