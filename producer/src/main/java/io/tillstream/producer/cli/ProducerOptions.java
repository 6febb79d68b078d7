package io.tillstream.producer.cli;

import io.tillstream.commandline.PropertiesFile;
import io.tillstream.lake.TopicNames;
import io.tillstream.producer.UsageException;
import io.tillstream.producer.kafka.ProducerSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options of commands that send. */
final class ProducerOptions {
    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Kafka brokers as host:port, separated by commas.")
    String bootstrapServers;

    @Option(
            names = "--topic",
            defaultValue = TopicNames.DEFAULT,
            paramLabel = "TOPIC",
            description = "The topic, which must exist (default: ${DEFAULT-VALUE}).")
    String topic;

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "Properties for the Kafka client: security (TLS, SASL, MSK IAM) and tuning. Put secrets here,"
                    + " never on the command line. acks, idempotence and serializers are fixed.")
    Path kafkaConfig;

    @Option(
            names = "--delivery-timeout-seconds",
            defaultValue = "120",
            paramLabel = "SECONDS",
            description = "How many seconds to retry an event before the run fails (default: ${DEFAULT-VALUE}).")
    int deliveryTimeoutSeconds;

    ProducerSettings settings() {
        if (bootstrapServers == null) {
            throw new UsageException(
                    "--bootstrap-servers is missing; write host:port, or set TILLSTREAM_BOOTSTRAP_SERVERS");
        }
        return new ProducerSettings(bootstrapServers, topic, Duration.ofSeconds(deliveryTimeoutSeconds), overrides());
    }

    private Map<String, String> overrides() {
        if (kafkaConfig == null) {
            return Map.of();
        }
        try {
            return PropertiesFile.read(kafkaConfig);
        } catch (IOException e) {
            throw new UsageException("--kafka-config: " + kafkaConfig + " cannot be read: " + e, e);
        }
    }
}
