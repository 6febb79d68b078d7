package io.tillstream.producer.kafka;

import io.tillstream.lake.TopicNames;
import io.tillstream.producer.UsageException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;

/**
 * How to reach the topic.
 *
 * @param bootstrapServers {@code host:port}, separated by commas
 * @param topic the topic
 * @param deliveryTimeout how long to retry an event before it has failed
 * @param overrides more settings of the Kafka client, mainly security
 */
public record ProducerSettings(
        String bootstrapServers, String topic, Duration deliveryTimeout, Map<String, String> overrides) {
    private static final int MAX_REQUEST_BYTES = 8 << 20;

    private static final Map<String, String> FIXED = Map.of(
            ProducerConfig.ACKS_CONFIG, "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");

    /**
     * Validates.
     *
     * @throws UsageException naming the setting that is wrong
     */
    public ProducerSettings {
        if (!TopicNames.isValid(topic)) {
            throw new UsageException(
                    "--topic: '" + topic + "' is not a valid topic name; use letters, digits, '.', '_' and '-'");
        }
        if (bootstrapServers.isBlank()) {
            throw new UsageException("--bootstrap-servers: is blank; write host:port");
        }
        if (deliveryTimeout.compareTo(Duration.ofSeconds(1)) < 0
                || deliveryTimeout.compareTo(Duration.ofHours(1)) > 0) {
            throw new UsageException("--delivery-timeout-seconds: must be 1 to 3600");
        }
        for (Map.Entry<String, String> fixed : FIXED.entrySet()) {
            String given = overrides.getOrDefault(fixed.getKey(), fixed.getValue());
            if (!given.equals(fixed.getValue())) {
                throw new UsageException("--kafka-config: " + fixed.getKey() + "=" + given
                        + " could lose or double sales; it is always " + fixed.getValue() + ", leave it out");
            }
        }
        for (String key : overrides.keySet()) {
            if (key.endsWith(".serializer")
                    || key.equals(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG)
                    || key.equals(ProducerConfig.TRANSACTIONAL_ID_CONFIG)) {
                throw new UsageException("--kafka-config: " + key + " is not for the file; leave it out");
            }
        }
        overrides = Map.copyOf(overrides);
        try {
            new ProducerConfig(properties(bootstrapServers, deliveryTimeout, overrides));
        } catch (ConfigException e) {
            throw new UsageException("--kafka-config: " + e.getMessage(), e);
        }
    }

    /** Returns the settings of the Kafka client. */
    public Properties properties() {
        return properties(bootstrapServers, deliveryTimeout, overrides);
    }

    /** Returns the largest request in bytes. */
    public int maxRequestBytes() {
        return Integer.parseInt(properties().getProperty(ProducerConfig.MAX_REQUEST_SIZE_CONFIG));
    }

    /** Leaves the values of the overrides out: there may be secrets among them. */
    @Override
    public String toString() {
        return "ProducerSettings[" + bootstrapServers + ", " + topic + ", " + overrides.keySet() + "]";
    }

    private static Properties properties(String servers, Duration deliveryTimeout, Map<String, String> overrides) {
        String timeout = Long.toString(deliveryTimeout.toMillis());
        Properties properties = new Properties();
        properties.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
        properties.setProperty(ProducerConfig.CLIENT_ID_CONFIG, "tillstream-producer");
        properties.setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        properties.setProperty(ProducerConfig.LINGER_MS_CONFIG, "20");
        properties.setProperty(ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(128 << 10));
        properties.setProperty(ProducerConfig.BUFFER_MEMORY_CONFIG, Integer.toString(32 << 20));
        properties.setProperty(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(MAX_REQUEST_BYTES));
        properties.setProperty(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeout);
        // A send waits for space in a full buffer for as long as Kafka may take to empty it.
        properties.setProperty(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeout);
        properties.setProperty(
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                Long.toString(Math.min(30_000, deliveryTimeout.toMillis() / 2)));
        // MSK with IAM admits 100 new connections a second to each broker, shared by all its clients.
        properties.setProperty(ProducerConfig.RECONNECT_BACKOFF_MS_CONFIG, "1000");
        properties.setProperty(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "5000");
        overrides.forEach(properties::setProperty);
        FIXED.forEach(properties::setProperty);
        String serializer = "org.apache.kafka.common.serialization.ByteArraySerializer";
        properties.setProperty(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, serializer);
        properties.setProperty(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, serializer);
        return properties;
    }
}
