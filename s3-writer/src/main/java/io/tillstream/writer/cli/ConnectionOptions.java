package io.tillstream.writer.cli;

import io.tillstream.commandline.PropertiesFile;
import io.tillstream.writer.error.SettingsException;
import io.tillstream.writer.kafka.KafkaConnection;
import io.tillstream.writer.kafka.Security;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The options that every Kafka client needs. */
public final class ConnectionOptions {
    @Option(
            names = "--bootstrap-servers",
            required = true,
            paramLabel = "HOST:PORT,...",
            description = "Kafka brokers to connect to first.")
    private String bootstrapServers;

    @Option(
            names = "--kafka-security",
            paramLabel = "none|tls|msk-iam",
            defaultValue = "none",
            description = {
                "How to connect to Kafka. msk-iam logs in to Amazon MSK as the AWS role of the process",
                "(default: ${DEFAULT-VALUE})."
            })
    private String security;

    @Option(
            names = "--tls-ca",
            paramLabel = "FILE",
            description = "PEM file with the certificate authorities to trust (default: those of the JVM).")
    private Path authority;

    @Option(
            names = "--tls-certificate",
            paramLabel = "FILE",
            description = "PEM file with a client certificate and its private key, for mutual TLS.")
    private Path certificate;

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "Properties file with more settings for Kafka's clients.")
    private Path kafkaConfig;

    /**
     * Returns the settings that the options make.
     *
     * @throws SettingsException naming the option that is wrong
     */
    public KafkaConnection connection() {
        return new KafkaConnection(
                bootstrapServers,
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
        try {
            return PropertiesFile.read(file);
        } catch (IOException e) {
            throw new SettingsException("--kafka-config " + file + " cannot be read: " + e);
        }
    }
}
