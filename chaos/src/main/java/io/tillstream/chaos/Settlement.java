package io.tillstream.chaos;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Asks Kafka which transactions were committed whose end their producer has not heard of. Only those are looked for. */
final class Settlement {
    private Settlement() {}

    /** Adds the digests of the transactions that Kafka has to the committed ones. */
    static void settle(
            String bootstrapServers, String topic, List<ChaosProducer.Unsettled> unsettled, Digests committed) {
        Map<ByteBuffer, ChaosProducer.Unsettled> byWitness = new HashMap<>();
        unsettled.forEach(transaction -> byWitness.put(ByteBuffer.wrap(transaction.witness()), transaction));
        if (byWitness.isEmpty()) {
            return;
        }
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    ChaosProducer.Unsettled transaction =
                            record.value() == null ? null : byWitness.remove(ByteBuffer.wrap(record.value()));
                    if (transaction != null) {
                        transaction.digests().forEach(committed::add);
                    }
                }
            }
        }
    }
}
