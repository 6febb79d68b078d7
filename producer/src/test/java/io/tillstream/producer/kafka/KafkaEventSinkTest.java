package io.tillstream.producer.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.producer.UsageException;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class KafkaEventSinkTest {
    private static final ProducerSettings SETTINGS =
            new ProducerSettings("127.0.0.1:1", "sales_events", Duration.ofSeconds(120), Map.of());

    private final MockProducer<byte[], byte[]> kafka =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final KafkaEventSink sink = new KafkaEventSink(kafka, SETTINGS);

    @Test
    void countsAnEventWhenItIsAcknowledgedAndNotBefore() {
        sink.send("o1", "{}".getBytes(UTF_8));
        sink.send("o2", "{}".getBytes(UTF_8));
        assertThat(sink.acknowledged()).isZero();

        kafka.completeNext();
        assertThat(sink.acknowledged()).isEqualTo(1);
        sink.flush();
        assertThat(sink.acknowledged()).isEqualTo(2);
        assertThat(kafka.history())
                .extracting(record -> new String(record.key(), UTF_8))
                .containsExactly("o1", "o2");
        assertThat(kafka.history()).allMatch(record -> record.topic().equals("sales_events"));
    }

    @Test
    void anEventThatFailedStopsTheNextSendAndIsNotCounted() {
        sink.send("o1", "{}".getBytes(UTF_8));
        kafka.errorNext(new TimeoutException("expired after 120000 ms"));

        assertThatThrownBy(() -> sink.send("o2", "{}".getBytes(UTF_8)))
                .isInstanceOf(SendException.Retryable.class)
                .hasMessageContaining("sales_events")
                .hasMessageContaining("expired after 120000 ms")
                .hasMessageContaining("run the same command again");
        assertThat(sink.acknowledged()).isZero();
        assertThatThrownBy(sink::flush).isInstanceOf(SendException.Retryable.class);
    }

    @Test
    void aFailureDuringFlushIsThrown() {
        sink.send("o1", "{}".getBytes(UTF_8));
        kafka.errorNext(new RecordTooLargeException("too large"));

        assertThatThrownBy(sink::flush)
                .isInstanceOfSatisfying(
                        SendException.Terminal.class,
                        e -> assertThat(e.exitCode()).isEqualTo(1));
    }

    @Test
    void aRefusalNeedsAPerson() {
        kafka.sendException = new TopicAuthorizationException("sales_events");

        assertThatThrownBy(() -> sink.send("o1", "{}".getBytes(UTF_8)))
                .isInstanceOfSatisfying(
                        SendException.ManualActionRequired.class,
                        e -> assertThat(e.exitCode()).isEqualTo(3))
                .hasMessageContaining("Grant");
    }

    @Test
    void settingsAreThoseThatLoseNothing() {
        assertThat(SETTINGS.properties())
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", "true")
                .containsEntry("compression.type", "lz4")
                .containsEntry("max.request.size", "8388608")
                .containsEntry("delivery.timeout.ms", "120000")
                .containsEntry("max.block.ms", "120000");
    }

    @Test
    void aFileMayAddSecurityButNotTakeSafetyAway() {
        assertThat(with(Map.of("security.protocol", "SASL_SSL", "linger.ms", "5"))
                        .properties())
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("linger.ms", "5");
        assertThatThrownBy(() -> with(Map.of("acks", "1")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("acks=1 could lose or double sales");
        assertThatThrownBy(() -> with(Map.of("enable.idempotence", "false"))).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> with(Map.of("key.serializer", "x"))).hasMessageContaining("key.serializer");
        assertThatThrownBy(() -> with(Map.of("linger.ms", "soon"))).hasMessageContaining("linger.ms");
    }

    @Test
    void anUnreachableBrokerIsARetryableErrorInTheTimeGiven() {
        ProducerSettings nobody = new ProducerSettings("127.0.0.1:1", "sales_events", Duration.ofSeconds(1), Map.of());

        assertThatThrownBy(() -> KafkaEventSink.connect(nobody)).isInstanceOf(SendException.Retryable.class);
    }

    private static ProducerSettings with(Map<String, String> overrides) {
        return new ProducerSettings("127.0.0.1:1", "sales_events", Duration.ofSeconds(120), overrides);
    }

    @Test
    void mskIamSettingsLoadWhatTheyName() {
        ProducerSettings settings = new ProducerSettings(
                "127.0.0.1:1",
                "sales_events",
                Duration.ofSeconds(1),
                Map.of(
                        "security.protocol", "SASL_SSL",
                        "sasl.mechanism", "AWS_MSK_IAM",
                        "sasl.jaas.config", "software.amazon.msk.auth.iam.IAMLoginModule required;",
                        "sasl.client.callback.handler.class", "software.amazon.msk.auth.iam.IAMClientCallbackHandler"));

        assertThatThrownBy(() -> KafkaEventSink.connect(settings))
                .as("the client starts, and nobody listens there")
                .isInstanceOf(SendException.Retryable.class);
    }

    @Test
    void noSecretIsPrinted() {
        assertThat(new ProducerSettings(
                                "k:1", "t", Duration.ofSeconds(9), Map.of("sasl.jaas.config", "x password=\"p\";"))
                        .toString())
                .isEqualTo("ProducerSettings[k:1, t, [sasl.jaas.config]]");
    }
}
