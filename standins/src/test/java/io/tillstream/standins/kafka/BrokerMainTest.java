package io.tillstream.standins.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.standins.process.FreePorts;
import io.tillstream.standins.process.TestJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerMainTest {
    private static final TopicPartition PARTITION = new TopicPartition("t", 0);

    @TempDir
    Path directory;

    private int port;
    private Map<String, Object> client;

    @BeforeEach
    void choosePort() throws IOException {
        port = FreePorts.next();
        client = Map.of("bootstrap.servers", "127.0.0.1:" + port);
    }

    @Test
    void keepsTopicsMessagesAndOffsetsWhenItIsKilledAndEndsWithItsParent() throws Exception {
        Uuid topicId;
        try (TestJvm broker = startBroker()) {
            topicId = createTopicAndSend(new byte[7 * 1024 * 1024]);
            broker.kill();
        }
        try (TestJvm broker = startBroker()) {
            assertThat(readAll()).extracting(r -> r.value().length).containsExactly(7 * 1024 * 1024);
            try (Admin admin = Admin.create(client)) {
                var described =
                        admin.describeTopics(List.of("t")).allTopicNames().get();
                assertThat(described.get("t").topicId()).isEqualTo(topicId);
                assertThatThrownBy(() -> admin.describeTopics(List.of("never_created"))
                                .allTopicNames()
                                .get())
                        .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
            }

            broker.closeStandardInput();

            assertThat(broker.endsWithin(20)).isTrue();
            assertThat(broker.readLine()).isNull();
        }
    }

    @Test
    void refusesToStartWithoutItsDirectory() throws Exception {
        try (TestJvm broker = TestJvm.start(BrokerMain.class, "--port", "1")) {
            assertThat(broker.readLine()).isNull();
            assertThat(broker.endsWithin(20)).isTrue();
            assertThat(broker.exitValue()).isEqualTo(2);
        }
    }

    private TestJvm startBroker() throws IOException {
        TestJvm broker = TestJvm.start(
                BrokerMain.class,
                "--dir",
                directory.toString(),
                "--port",
                Integer.toString(port),
                "--controller-port",
                Integer.toString(FreePorts.next()));
        assertThat(broker.readLine()).isEqualTo("READY");
        return broker;
    }

    private Uuid createTopicAndSend(byte[] value) throws Exception {
        // Random, so that no compression hides the size.
        new Random(1).nextBytes(value);
        Map<String, Object> producing = Map.of(
                "bootstrap.servers",
                "127.0.0.1:" + port,
                "max.request.size",
                Broker.MAX_MESSAGE_BYTES,
                "buffer.memory",
                64L * 1024 * 1024);
        try (Admin admin = Admin.create(client);
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(producing, new ByteArraySerializer(), new ByteArraySerializer())) {
            Uuid id = admin.createTopics(List.of(new NewTopic("t", 1, (short) 1)))
                    .topicId("t")
                    .get();
            producer.send(new ProducerRecord<>("t", value)).get();
            return id;
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> readAll() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            long end = consumer.endOffsets(List.of(PARTITION)).get(PARTITION);
            while (consumer.position(PARTITION) < end) {
                consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
            }
        }
        return records;
    }
}
