package io.tillstream.producer.cli;

import io.tillstream.lake.TopicNames;
import io.tillstream.producer.UsageException;
import io.tillstream.producer.kafka.KafkaSettings;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** The options of commands that send. */
final class KafkaOptions {
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

    KafkaSettings settings() {
        if (bootstrapServers == null) {
            throw new UsageException(
                    "--bootstrap-servers is missing; write host:port, or set TILLSTREAM_BOOTSTRAP_SERVERS");
        }
        return new KafkaSettings(bootstrapServers, topic, Duration.ofSeconds(deliveryTimeoutSeconds), overrides());
    }

    private Map<String, String> overrides() {
        if (kafkaConfig == null) {
            return Map.of();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(kafkaConfig)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new UsageException("--kafka-config: " + kafkaConfig + " cannot be read: " + e, e);
        }
        Map<String, String> overrides = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> overrides.put(key, properties.getProperty(key)));
        return overrides;
    }
}
