package io.tillstream.chaos;

import io.tillstream.lake.TopicNames;
import io.tillstream.operations.command.CommandException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** The topic of a run and the group of its writers, as an operator handles them. */
final class ChaosTopic implements AutoCloseable {
    static final String NAME = TopicNames.DEFAULT;
    static final String GROUP = "chaos-writers";

    private static final int FIRST_PARTITIONS = 6;
    private static final int ATTEMPTS = 60;
    private static final long FAR = 1_000_000;

    private final Admin admin;
    private volatile int partitions = FIRST_PARTITIONS;

    ChaosTopic(String bootstrapServers) {
        admin = Admin.create(Map.of(
                "bootstrap.servers", bootstrapServers,
                "request.timeout.ms", "10000",
                "enable.metrics.push", "false",
                "default.api.timeout.ms", "30000"));
    }

    void create() {
        get(admin.createTopics(List.of(new NewTopic(NAME, FIRST_PARTITIONS, (short) 1)
                        .configs(Map.of("retention.ms", "-1", "retention.bytes", "-1"))))
                .all());
    }

    int partitions() {
        return partitions;
    }

    void addPartition() {
        int more = partitions + 1;
        get(admin.createPartitions(Map.of(NAME, NewPartitions.increaseTo(more))).all());
        partitions = more;
    }

    /** Returns the offset after each partition's last record or marker. */
    Map<Integer, Long> ends() {
        Map<TopicPartition, OffsetSpec> latest = IntStream.range(0, partitions)
                .boxed()
                .collect(Collectors.toMap(i -> new TopicPartition(NAME, i), i -> OffsetSpec.latest()));
        Map<Integer, Long> ends = new HashMap<>();
        get(admin.listOffsets(latest).all()).forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
        return ends;
    }

    /** Moves the offsets of a group without members: to a random place in the log, far beyond its end, or removes them. */
    void resetGroup(Random random) {
        Map<TopicPartition, OffsetAndMetadata> moved = new HashMap<>();
        Set<TopicPartition> removed = new HashSet<>();
        ends().forEach((number, end) -> {
            TopicPartition partition = new TopicPartition(NAME, number);
            switch (random.nextInt(3)) {
                case 0 -> moved.put(partition, new OffsetAndMetadata(random.nextLong(end + 1)));
                case 1 -> moved.put(partition, new OffsetAndMetadata(end + FAR));
                default -> removed.add(partition);
            }
        });
        for (int attempt = 1; ; attempt++) {
            try {
                get(admin.alterConsumerGroupOffsets(GROUP, moved).all());
                get(admin.deleteConsumerGroupOffsets(GROUP, removed).all());
                return;
            } catch (CommandException.Failed e) {
                // A writer that was killed a moment ago is a member until its session ends.
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                pause();
            }
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }

    private static void pause() {
        io.tillstream.local.process.Waiting.pause(Duration.ofMillis(500));
    }

    private static <T> T get(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new CommandException.Failed("The broker did not carry out a request: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException.Failed("Interrupted", e);
        }
    }
}
