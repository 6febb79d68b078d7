package io.tillstream.benchmarks.stage;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Fills a topic with generated sales, the same number in each partition, and tells what a right reader must find. */
@Command(name = "fill")
public final class FillMain implements Callable<Integer> {
    @Mixin
    private TopicOptions topic;

    @Option(names = "--partitions", required = true)
    private int partitions;

    @Option(names = "--seed", required = true)
    private long seed;

    /** Runs and ends the process. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new FillMain()).execute(args));
    }

    @Override
    public Integer call() {
        Checksum sent = new Checksum();
        AtomicReference<Exception> failure = new AtomicReference<>();
        SaleGenerator sales = new SaleGenerator(seed, topic.records());
        long bytes = 0;
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (long i = 0; i < topic.records() && failure.get() == null; i++) {
                byte[] value = sales.next();
                bytes += value.length;
                int partition = (int) (i % partitions);
                add(sent, partition, i / partitions, sales.lineTotal());
                // The callback gets the failure as well.
                var unused = producer.send(new ProducerRecord<>(topic.topic(), partition, null, value), (sentTo, e) -> {
                    if (e != null) {
                        failure.compareAndSet(null, e);
                    }
                });
            }
            producer.flush();
        }
        if (failure.get() != null) {
            System.err.println("cannot fill the topic: " + failure.get());
            return 1;
        }
        StageResult.print(sent, bytes);
        return 0;
    }

    private static void add(Checksum sent, int partition, long offset, long lineTotal) {
        if (lineTotal == SaleGenerator.NO_SALE) {
            sent.row(partition, offset, 0);
        } else {
            sent.sale(partition, offset, 0, lineTotal);
        }
    }

    private Map<String, Object> settings() {
        return Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                topic.bootstrapServers(),
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4",
                ProducerConfig.LINGER_MS_CONFIG,
                20,
                ProducerConfig.BATCH_SIZE_CONFIG,
                128 << 10);
    }
}
