package io.tillstream.producer.kafka;

import io.tillstream.producer.UsageException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/**
 * Sends with the idempotent producer: its retries neither lose, double nor reorder. An event that has failed for good
 * makes every later call fail, so a run ends at the first.
 */
public final class KafkaEventSink implements EventSink {
    /** Room for the key, the headers of record and batch, and the request around them. */
    private static final int OVERHEAD_BYTES = 4 << 10;

    private final Producer<byte[], byte[]> producer;
    private final ProducerSettings settings;
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final int maxValueBytes;
    private boolean flushed = true;

    /**
     * Takes over a producer.
     *
     * @param producer closed with this
     * @param settings those the producer was made with
     */
    public KafkaEventSink(Producer<byte[], byte[]> producer, ProducerSettings settings) {
        this.producer = producer;
        this.settings = settings;
        this.maxValueBytes = settings.maxRequestBytes() - OVERHEAD_BYTES;
    }

    /**
     * Connects, and sees that the topic is there.
     *
     * @throws SendException if the brokers do not answer in time, or refuse
     * @throws UsageException if the client does not accept its settings
     */
    public static KafkaEventSink connect(ProducerSettings settings) {
        Producer<byte[], byte[]> producer;
        try {
            producer = new KafkaProducer<>(settings.properties());
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new UsageException(
                    "the Kafka client cannot start: " + cause.getMessage()
                            + ". Correct --bootstrap-servers or --kafka-config",
                    e);
        }
        KafkaEventSink sink = new KafkaEventSink(producer, settings);
        try {
            producer.partitionsFor(settings.topic());
        } catch (KafkaException e) {
            sink.close();
            throw SendException.of(settings, e);
        }
        return sink;
    }

    @Override
    public void send(String key, byte[] value, int events) {
        requireNoFailure();
        flushed = false;
        try {
            Future<RecordMetadata> unused = producer.send(
                    new ProducerRecord<>(settings.topic(), key.getBytes(StandardCharsets.UTF_8), value),
                    (metadata, error) -> {
                        if (error == null) {
                            acknowledged.addAndGet(events);
                        } else {
                            failure.compareAndSet(null, error);
                        }
                    });
        } catch (KafkaException e) {
            failure.compareAndSet(null, e);
        }
        requireNoFailure();
    }

    @Override
    public long acknowledged() {
        return acknowledged.get();
    }

    @Override
    public int maxValueBytes() {
        return maxValueBytes;
    }

    @Override
    public void flush() {
        producer.flush();
        flushed = true;
        requireNoFailure();
    }

    @Override
    public void close() {
        producer.close(flushed ? Duration.ofSeconds(10) : Duration.ZERO);
    }

    private void requireNoFailure() {
        Exception error = failure.get();
        if (error != null) {
            throw SendException.of(settings, error);
        }
    }
}
