package io.tillstream.writer.kafka;

import io.tillstream.writer.error.SettingsException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * How to reach Kafka: what every client needs.
 *
 * @param bootstrapServers host:port, several separated by commas
 * @param security how the connection is secured
 * @param extraClientProperties more settings of Kafka's clients, from a file
 */
public record KafkaConnection(String bootstrapServers, Security security, Map<String, String> extraClientProperties) {
    /**
     * Checks the settings.
     *
     * @throws SettingsException naming the option that is wrong
     */
    public KafkaConnection {
        if (bootstrapServers.isBlank()) {
            throw new SettingsException("--bootstrap-servers is empty; give host:port,...");
        }
        extraClientProperties = Map.copyOf(extraClientProperties);
        if (extraClientProperties.containsKey(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)) {
            throw new SettingsException("--kafka-config sets " + CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG
                    + ", which has an option, --bootstrap-servers; remove it");
        }
        security.requireAlone(extraClientProperties);
    }

    /** Returns the properties of a client. */
    Map<String, Object> config() {
        Map<String, Object> config = new HashMap<>();
        // A broker may ask a client for its metrics (KIP-714); nobody here wants them sent.
        config.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        config.putAll(security.config());
        config.putAll(extraClientProperties);
        config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return config;
    }
}
