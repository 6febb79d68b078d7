package io.tillstream.writer.cli;

import io.tillstream.writer.error.SettingsException;
import io.tillstream.writer.kafka.EcsZone;
import io.tillstream.writer.kafka.KafkaSettings;
import io.tillstream.writer.kafka.Security;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The options about Kafka. */
public final class KafkaOptions {
    @Option(names = "--bootstrap-servers", required = true, paramLabel = "HOST:PORT,...", description = "Kafka.")
    private String bootstrapServers;

    @Option(
            names = "--group-id",
            required = true,
            paramLabel = "NAME",
            description = "The consumer group; all its members share the work.")
    private String groupId;

    @Option(
            names = "--group-instance-id",
            paramLabel = "NAME",
            description = {
                "This writer's own name in the group (static membership): restarted within 45 s, it keeps its partitions.",
                "No two writers may have the same. Not for tasks of an ECS service, which have no name that lasts."
            })
    private String groupInstanceId;

    @Option(
            names = "--client-rack",
            paramLabel = "RACK",
            description =
                    "Read from replicas in this rack, where brokers allow it; on MSK the id of the availability zone.")
    private String clientRack;

    @Option(
            names = "--client-rack-by-zone",
            paramLabel = "ZONE=RACK,...",
            split = ",",
            description = {
                "For a task of ECS: its rack by the name of its availability zone, for example",
                "us-east-1a=use1-az4,us-east-1b=use1-az6. Which zone it is in, the task's metadata tell."
            })
    private Map<String, String> rackByZone = Map.of();

    @Option(
            names = "--kafka-security",
            paramLabel = "none|tls|msk-iam",
            defaultValue = "none",
            description = "How to connect; msk-iam logs in as the AWS role of the process (default: ${DEFAULT-VALUE}).")
    private String security;

    @Option(
            names = "--tls-ca",
            paramLabel = "FILE",
            description = "PEM file of the certificate authorities to trust (default: those of the JVM).")
    private Path authority;

    @Option(
            names = "--tls-certificate",
            paramLabel = "FILE",
            description = "PEM file of a client certificate and its private key, for mutual TLS.")
    private Path certificate;

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "Properties file with further settings of Kafka's clients.")
    private Path kafkaConfig;

    /**
     * Returns the settings that the options make.
     *
     * @param environment the variables of the process
     * @throws SettingsException naming the option that is wrong
     */
    public KafkaSettings settings(Map<String, String> environment) {
        if (clientRack != null && !rackByZone.isEmpty()) {
            throw new SettingsException("--client-rack and --client-rack-by-zone exclude each other");
        }
        return new KafkaSettings(
                bootstrapServers,
                groupId,
                Optional.ofNullable(groupInstanceId),
                rackByZone.isEmpty() ? Optional.ofNullable(clientRack) : EcsZone.rack(environment, rackByZone),
                new Security(kind(), Optional.ofNullable(authority), Optional.ofNullable(certificate)),
                kafkaConfig == null ? Map.of() : read(kafkaConfig));
    }

    private Security.Kind kind() {
        return Arrays.stream(Security.Kind.values())
                .filter(kind -> kind.option().equals(security))
                .findFirst()
                .orElseThrow(() -> new SettingsException("--kafka-security '" + security + "' is not one of "
                        + Arrays.stream(Security.Kind.values())
                                .map(Security.Kind::option)
                                .collect(Collectors.joining(", "))));
    }

    private static Map<String, String> read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new SettingsException("--kafka-config " + file + " cannot be read: " + e);
        }
        Map<String, String> config = new HashMap<>();
        properties.forEach((name, value) -> config.put(name.toString(), value.toString()));
        return config;
    }
}
