package io.tillstream.writer.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.tillstream.writer.error.SettingsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsumerSettingsTest {
    private static final String CERTIFICATE = "-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----\n";
    private static final String KEY = "-----BEGIN PRIVATE KEY-----\nMA==\n-----END PRIVATE KEY-----\n";

    @TempDir
    private Path directory;

    @Test
    void mskIamIsALoginWithTheRoleOfTheProcess() {
        ConsumerSettings settings = settings(security(Security.Kind.MSK_IAM), Map.of());

        assertThat(KafkaClients.consumerConfig(settings))
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.mechanism", "AWS_MSK_IAM")
                .containsEntry("reconnect.backoff.ms", "1000");
        // Kafka loads the login module when it makes the client.
        assertThatCode(() -> {
                    try (Consumer<byte[], byte[]> made = KafkaClients.consumer(settings)) {
                        assertThat(made.subscription()).isEmpty();
                    }
                })
                .doesNotThrowAnyException();
    }

    @Test
    void tlsTakesFilesInPemForm() throws IOException {
        Path authority = Files.writeString(directory.resolve("ca.pem"), CERTIFICATE);
        Path certificate = Files.writeString(directory.resolve("client.pem"), KEY + CERTIFICATE);
        Security security = new Security(Security.Kind.TLS, Optional.of(authority), Optional.of(certificate));

        assertThat(KafkaClients.consumerConfig(settings(security, Map.of("ssl.key.password", "from-a-file"))))
                .containsEntry("security.protocol", "SSL")
                .containsEntry("ssl.truststore.type", "PEM")
                .containsEntry("ssl.truststore.location", authority.toString())
                .containsEntry("ssl.keystore.location", certificate.toString())
                .containsEntry("ssl.key.password", "from-a-file");
    }

    @Test
    void aFileThatCannotBeRightIsNamed() throws IOException {
        Path authority = Files.writeString(directory.resolve("ca.pem"), CERTIFICATE);
        Optional<Path> none = Optional.empty();

        assertRefused(
                "--tls-ca", () -> new Security(Security.Kind.TLS, Optional.of(directory.resolve("missing.pem")), none));
        assertRefused("--tls-certificate", () -> new Security(Security.Kind.TLS, none, Optional.of(authority)));
        assertRefused("--tls-ca", () -> new Security(Security.Kind.MSK_IAM, Optional.of(authority), none));
    }

    @Test
    void twoSourcesForOneSettingAreRefused() {
        assertRefused(
                "sasl.mechanism",
                () -> settings(security(Security.Kind.MSK_IAM), Map.of("sasl.mechanism", "AWS_MSK_IAM")));
        assertRefused(
                "group.instance.id",
                () -> new ConsumerSettings(
                        connection(Security.NONE, Map.of("group.instance.id", "two")),
                        "g",
                        Optional.of("one"),
                        Optional.empty()));
        assertRefused(
                "client.rack",
                () -> new ConsumerSettings(
                        connection(Security.NONE, Map.of("client.rack", "two")),
                        "g",
                        Optional.empty(),
                        Optional.of("one")));
    }

    @Test
    void aWriterWithANameOfItsOwnKeepsItsPartitionsOverARestart() {
        ConsumerSettings settings = named("writer-0", "use1-az4");

        assertThat(KafkaClients.consumerConfig(settings))
                .containsEntry("group.instance.id", "writer-0")
                .containsEntry("client.rack", "use1-az4")
                .containsEntry("session.timeout.ms", 45_000);
    }

    @Test
    void namesThatKafkaRefusesAreRefusedBeforeItIsAsked() {
        assertRefused("--group-instance-id", () -> named("writer 0", "use1-az4"));
        assertRefused("--group-instance-id", () -> named("", "use1-az4"));
        assertRefused("--client-rack", () -> named("writer-0", "us east"));
    }

    @Test
    void theRackOfATaskOfEcsIsThatOfItsZone() throws IOException {
        HttpServer metadata = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        metadata.createContext("/v4/abc/task", exchange -> {
            byte[] body =
                    "{\"Cluster\":\"c\",\"Limits\":{\"AvailabilityZone\":\"no\"},\"AvailabilityZone\":\"us-east-1b\"}"
                            .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        metadata.start();
        try {
            Map<String, String> environment = new HashMap<>(Map.of(
                    EcsZone.METADATA,
                    "http://127.0.0.1:" + metadata.getAddress().getPort() + "/v4/abc"));
            Map<String, String> racks = Map.of("us-east-1a", "use1-az4", "us-east-1b", "use1-az6");

            assertThat(EcsZone.rack(environment, racks)).contains("use1-az6");
            assertThat(EcsZone.rack(environment, Map.of("us-east-1a", "use1-az4")))
                    .isEmpty();
            assertThat(EcsZone.rack(Map.of(), racks)).as("not on ECS").isEmpty();
        } finally {
            metadata.stop(0);
        }
        assertThat(EcsZone.rack(
                        Map.of(
                                EcsZone.METADATA,
                                "http://127.0.0.1:" + metadata.getAddress().getPort()),
                        Map.of("a", "b")))
                .as("no answer costs the rack, not the start")
                .isEmpty();
    }

    @Test
    void fetchesAreAPartOfTheHeap() {
        assertThat(KafkaClients.fetchBytes(256L << 20)).isEqualTo(8 << 20);
        assertThat(KafkaClients.fetchBytes(1L << 20)).isEqualTo(1 << 20);
        assertThat(KafkaClients.fetchBytes(64L << 30)).isEqualTo(50 << 20);
        assertThat(KafkaClients.consumerConfig(ConsumerSettings.plain("localhost:1", "group", Map.of())))
                .containsKeys("fetch.max.bytes", "max.partition.fetch.bytes", "max.poll.records");
    }

    @Test
    void aDeadWritersPartitionsAreHandedOnAfterTenSecondsUnlessSetOtherwise() {
        assertThat(KafkaClients.consumerConfig(ConsumerSettings.plain("localhost:1", "group", Map.of())))
                .containsEntry("session.timeout.ms", 10_000)
                .containsEntry("heartbeat.interval.ms", 3_000)
                .containsEntry("enable.metrics.push", false)
                .containsEntry("isolation.level", "read_committed");
        assertThat(KafkaClients.consumerConfig(
                        ConsumerSettings.plain("localhost:1", "group", Map.of("session.timeout.ms", "30000"))))
                .containsEntry("session.timeout.ms", "30000");
    }

    private static ConsumerSettings named(String instance, String rack) {
        return new ConsumerSettings(connection(Security.NONE, Map.of()), "g", Optional.of(instance), Optional.of(rack));
    }

    private static Security security(Security.Kind kind) {
        return new Security(kind, Optional.empty(), Optional.empty());
    }

    private static ConsumerSettings settings(Security security, Map<String, String> extraClientProperties) {
        return new ConsumerSettings(
                connection(security, extraClientProperties), "g", Optional.empty(), Optional.empty());
    }

    private static KafkaConnection connection(Security security, Map<String, String> extraClientProperties) {
        return new KafkaConnection("localhost:1", security, extraClientProperties);
    }

    private static void assertRefused(String name, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(SettingsException.class).hasMessageContaining(name);
    }
}
