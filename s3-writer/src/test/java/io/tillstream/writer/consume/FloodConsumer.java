package io.tillstream.writer.consume;

import io.tillstream.writer.chain.LogBounds;
import io.tillstream.writer.kafka.TopicLog;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * Kafka's mock consumer over a topic that never waits and keeps nothing: each poll has as many sales as the real consumer
 * gives at most, of a few partitions in turn, and every sale has much that no compression makes smaller.
 */
final class FloodConsumer extends MockConsumer<byte[], byte[]> implements TopicLog {
    static final String ID = "AAAAAAAAAAAAAAAAAAAAA1";
    private static final int RECORDS_OF_A_PARTITION = 500;
    private static final int PARTITIONS_OF_A_POLL = 4;
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final byte[] SALE = ("{\"event_id\":\"#############################\",\"source\":\"till\","
                    + "\"event_type\":\"SALE\",\"order_id\":\"##############\",\"line_number\":1,"
                    + "\"order_ts\":\"2026-11-20T10:00:00Z\",\"channel\":\"store\",\"customer_name\":\"################\","
                    + "\"product_id\":\"P-1\",\"product_name\":\"########################\",\"quantity\":2,"
                    + "\"unit_price\":9.99,\"currency\":\"USD\"}")
            .getBytes(StandardCharsets.US_ASCII);

    private final SplittableRandom random = new SplittableRandom(6);
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final List<TopicPartition> partitions;
    private int turn;
    private long polled;

    FloodConsumer(List<TopicPartition> partitions) {
        super("none");
        this.partitions = partitions;
    }

    long polled() {
        return polled;
    }

    @Override
    public synchronized Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> asked) {
        return Map.of();
    }

    @Override
    public void seek(TopicPartition partition, OffsetAndMetadata position) {
        seek(partition, position.offset());
    }

    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        super.poll(timeout);
        Set<TopicPartition> readable = new HashSet<>(assignment());
        readable.removeAll(paused());
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        for (int i = 0; i < PARTITIONS_OF_A_POLL; i++) {
            TopicPartition partition = partitions.get(turn++ % partitions.size());
            if (readable.contains(partition)) {
                long position = position(partition);
                records.put(partition, records(partition, position));
                next.put(partition, new OffsetAndMetadata(position + RECORDS_OF_A_PARTITION, Optional.of(3), ""));
                seek(partition, position + RECORDS_OF_A_PARTITION);
                ends.put(partition, position + RECORDS_OF_A_PARTITION);
                polled += RECORDS_OF_A_PARTITION;
            }
        }
        return new ConsumerRecords<>(records, next);
    }

    private List<ConsumerRecord<byte[], byte[]>> records(TopicPartition partition, long first) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < RECORDS_OF_A_PARTITION; i++) {
            records.add(new ConsumerRecord<>(
                    partition.topic(),
                    partition.partition(),
                    first + i,
                    1_700_000_000_000L + first + i,
                    TimestampType.CREATE_TIME,
                    0,
                    SALE.length,
                    null,
                    sale(),
                    new RecordHeaders(),
                    Optional.of(3)));
        }
        return records;
    }

    private byte[] sale() {
        byte[] sale = SALE.clone();
        long bits = 0;
        int left = 0;
        for (int i = 0; i < sale.length; i++) {
            if (sale[i] == '#') {
                if (left == 0) {
                    bits = random.nextLong();
                    left = 10;
                }
                sale[i] = (byte) LETTERS.charAt((int) (bits & 63));
                bits >>>= 6;
                left--;
            }
        }
        return sale;
    }

    @Override
    public String topicId() {
        return ID;
    }

    @Override
    public LogBounds extent(int partition) {
        return new LogBounds(0, ends.getOrDefault(new TopicPartition(FakeTopic.NAME, partition), 0L));
    }
}
