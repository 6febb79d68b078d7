package io.tillstream.writer.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;

/** The one place where the writer's Kafka clients are made. */
public final class KafkaClients {
    /** Records of a poll are in memory at once, decompressed; what their values have together bounds a {@link PollBudget}. */
    private static final int MAX_POLL_RECORDS = 2_000;

    private static final int MEGABYTE = 1024 * 1024;

    /**
     * Each broker may send this part of the heap at once; what it has sent waits in memory until it is polled. The
     * decompressed values of a poll may take the same again.
     */
    private static final int FETCH_PART_OF_HEAP = 32;

    private static final int MAX_FETCH_BYTES = 50 * MEGABYTE;
    private static final int MAX_PARTITION_FETCH_BYTES = 4 * MEGABYTE;

    /** How long a dead writer keeps its partitions: the chain makes an early hand-over safe, so a short one is better. */
    private static final int SESSION_MILLIS = 10_000;

    private static final int HEARTBEAT_MILLIS = 3_000;

    /** How long the partitions of a writer with a group instance id wait for its return. */
    private static final int STATIC_SESSION_MILLIS = 45_000;

    private KafkaClients() {}

    /**
     * Returns a consumer that reads committed records only, never commits by itself, and has no reset policy. A poll has a
     * bounded number of records and of bytes; the records have no keys.
     */
    public static Consumer<byte[], byte[]> consumer(ConsumerSettings settings) {
        return new BoundedConsumer(
                consumerConfig(settings),
                new PollBudget(fetchBytes(Runtime.getRuntime().maxMemory())));
    }

    static Map<String, Object> consumerConfig(ConsumerSettings settings) {
        Map<String, Object> config = new HashMap<>();
        config.put(
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                settings.groupInstanceId().isPresent() ? STATIC_SESSION_MILLIS : SESSION_MILLIS);
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MILLIS);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
        // A batch that is larger than either still comes (KIP-74), alone.
        int fetch = fetchBytes(Runtime.getRuntime().maxMemory());
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, fetch);
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Math.min(MAX_PARTITION_FETCH_BYTES, fetch / 4));
        config.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        config.putAll(settings.connection().config());
        config.put(ConsumerConfig.GROUP_ID_CONFIG, settings.groupId());
        settings.groupInstanceId().ifPresent(name -> config.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, name));
        settings.clientRack().ifPresent(rack -> config.put(ConsumerConfig.CLIENT_RACK_CONFIG, rack));
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return config;
    }

    /**
     * Returns how many bytes a fetch may have, and the values of a poll.
     *
     * @param heap the largest heap of the process, in bytes
     */
    static int fetchBytes(long heap) {
        return (int) Math.max(MEGABYTE, Math.min(MAX_FETCH_BYTES, heap / FETCH_PART_OF_HEAP));
    }

    /** Returns an admin client. */
    public static Admin admin(KafkaConnection connection) {
        return Admin.create(connection.config());
    }
}
