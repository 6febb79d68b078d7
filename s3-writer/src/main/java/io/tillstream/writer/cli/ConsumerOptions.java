package io.tillstream.writer.cli;

import io.tillstream.writer.error.SettingsException;
import io.tillstream.writer.kafka.ConsumerSettings;
import io.tillstream.writer.kafka.EcsZone;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The writer's options about Kafka. */
public final class ConsumerOptions {
    @Mixin
    private ConnectionOptions connection;

    @Option(
            names = "--group-id",
            required = true,
            paramLabel = "NAME",
            description = "The consumer group. Writers with the same group share the partitions.")
    private String groupId;

    @Option(
            names = "--group-instance-id",
            paramLabel = "NAME",
            description = {
                "This writer's name in the group (static membership). A writer that restarts within 45 s keeps its",
                "partitions. The name must be unique and stay the same across restarts, so do not use it for the tasks",
                "of an ECS service."
            })
    private String groupInstanceId;

    @Option(
            names = "--client-rack",
            paramLabel = "RACK",
            description = {
                "Read from replicas in this rack if the brokers allow it. On MSK the rack is the id of the",
                "availability zone."
            })
    private String clientRack;

    @Option(
            names = "--client-rack-by-zone",
            paramLabel = "ZONE=RACK,...",
            split = ",",
            description = {
                "For an ECS task: racks by availability zone, for example us-east-1a=use1-az4,us-east-1b=use1-az6.",
                "The writer reads its zone from the task metadata."
            })
    private Map<String, String> rackByZone = Map.of();

    /**
     * Returns the settings that the options make.
     *
     * @param environment the variables of the process
     * @throws SettingsException naming the option that is wrong
     */
    public ConsumerSettings settings(Map<String, String> environment) {
        if (clientRack != null && !rackByZone.isEmpty()) {
            throw new SettingsException("--client-rack and --client-rack-by-zone exclude each other");
        }
        return new ConsumerSettings(
                connection.connection(),
                groupId,
                Optional.ofNullable(groupInstanceId),
                rackByZone.isEmpty() ? Optional.ofNullable(clientRack) : EcsZone.rack(environment, rackByZone));
    }
}
