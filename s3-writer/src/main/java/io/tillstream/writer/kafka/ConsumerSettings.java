package io.tillstream.writer.kafka;

import io.tillstream.writer.error.SettingsException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * How the writer reaches Kafka and takes part in its consumer group.
 *
 * @param connection how to reach Kafka
 * @param groupId the consumer group; it divides the work, the chain keeps it exact
 * @param groupInstanceId this writer's name in the group (static membership): after a restart it keeps its partitions
 * @param clientRack the rack of the nearest replicas ({@code broker.rack}; on MSK the id of the availability zone)
 */
public record ConsumerSettings(
        KafkaConnection connection, String groupId, Optional<String> groupInstanceId, Optional<String> clientRack) {
    /** What exactly once depends on, and what has an option already. */
    private static final List<String> SET_BY_THE_WRITER = List.of(
            ConsumerConfig.GROUP_ID_CONFIG,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
            ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG);

    /** Kafka's own rule for a {@code group.instance.id}: that of a topic's name. */
    private static final Pattern INSTANCE = Pattern.compile("[A-Za-z0-9._-]{1,249}");

    private static final Pattern RACK = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    /**
     * Checks the settings.
     *
     * @throws SettingsException naming the option that is wrong
     */
    public ConsumerSettings {
        require(!groupId.isBlank(), "--group-id is empty");
        groupInstanceId.ifPresent(name -> require(
                INSTANCE.matcher(name).matches() && !name.equals(".") && !name.equals(".."),
                "--group-instance-id '" + name + "' is not valid: use at most 249 letters, digits, '.', '_' and '-'"));
        clientRack.ifPresent(rack -> require(
                RACK.matcher(rack).matches(),
                "--client-rack '" + rack
                        + "' is not valid: use letters, digits, '.', '_' and '-', for example use1-az1"));
        Map<String, String> extra = connection.extraClientProperties();
        for (String name : SET_BY_THE_WRITER) {
            require(
                    !extra.containsKey(name),
                    "--kafka-config sets " + name + ", which the writer sets itself; remove it");
        }
        requireOnce("--group-instance-id", groupInstanceId, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, extra);
        requireOnce("--client-rack", clientRack, ConsumerConfig.CLIENT_RACK_CONFIG, extra);
    }

    /** Returns settings without encryption, login, instance name or rack. */
    public static ConsumerSettings plain(
            String bootstrapServers, String groupId, Map<String, String> extraClientProperties) {
        return new ConsumerSettings(
                new KafkaConnection(bootstrapServers, Security.NONE, extraClientProperties),
                groupId,
                Optional.empty(),
                Optional.empty());
    }

    private static void requireOnce(String option, Optional<String> value, String name, Map<String, String> extra) {
        require(
                value.isEmpty() || !extra.containsKey(name),
                option + " and --kafka-config both set " + name + "; leave one of them out");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new SettingsException(message);
        }
    }
}
