package io.tillstream.benchmarks.stage;

import io.tillstream.writer.kafka.ConsumerSettings;
import io.tillstream.writer.kafka.KafkaClients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** Reads a topic once from its start, with the writer's own consumer and its settings. */
final class TopicReader {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Takes what was polled. */
    interface Sink {
        void take(ConsumerRecord<byte[], byte[]> record);
    }

    private TopicReader() {}

    static void read(TopicOptions topic, Sink sink) {
        ConsumerSettings settings = ConsumerSettings.plain(topic.bootstrapServers(), "benchmark-reader", Map.of());
        try (Consumer<byte[], byte[]> consumer = KafkaClients.consumer(settings)) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.topic()).stream()
                    .map(info -> new TopicPartition(topic.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long left = topic.records();
            long heard = System.nanoTime();
            while (left > 0) {
                ConsumerRecords<byte[], byte[]> batch = consumer.poll(POLL);
                if (!batch.isEmpty()) {
                    heard = System.nanoTime();
                } else if (System.nanoTime() - heard > PATIENCE.toNanos()) {
                    throw new IllegalStateException("the topic has " + left + " records less than it should");
                }
                for (ConsumerRecord<byte[], byte[]> record : batch) {
                    sink.take(record);
                }
                left -= batch.count();
            }
        }
    }
}
