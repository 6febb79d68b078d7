package io.tillstream.writer.consume;

import io.tillstream.lake.error.RetryableException;
import io.tillstream.writer.chain.LogBounds;
import io.tillstream.writer.kafka.TopicLog;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** A topic in memory: what a broker would give a consumer that reads committed records, and an admin client. */
final class FakeTopic implements TopicLog {
    static final String NAME = "sales_events";

    private final Map<Integer, Partition> partitions = new HashMap<>();
    private String id = "AAAAAAAAAAAAAAAAAAAAA1";
    private int failures;

    /** One partition's log; offsets without a value are holes. */
    private static final class Partition {
        private final NavigableMap<Long, byte[]> values = new TreeMap<>();
        private long start;
        private long end;
    }

    void append(int partition, String... values) {
        Partition log = log(partition);
        for (String value : values) {
            log.values.put(log.end++, value.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Appends offsets that a consumer never sees. */
    void appendHoles(int partition, int count) {
        log(partition).end += count;
    }

    void expireTo(int partition, long start) {
        Partition log = log(partition);
        log.start = start;
        log.end = Math.max(start, log.end);
        log.values.headMap(start).clear();
    }

    void truncateTo(int partition, long end) {
        Partition log = log(partition);
        log.end = end;
        log.values.tailMap(end).clear();
    }

    void recreate(String newId) {
        id = newId;
        partitions.clear();
    }

    /** Makes the next questions fail as a broker does that is just starting. */
    void failNext(int count) {
        failures = count;
    }

    List<ConsumerRecord<byte[], byte[]>> records(int partition, long from, int max) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (Map.Entry<Long, byte[]> value : log(partition).values.tailMap(from).entrySet()) {
            if (records.size() < max) {
                records.add(new ConsumerRecord<>(
                        NAME,
                        partition,
                        value.getKey(),
                        1_000L,
                        TimestampType.CREATE_TIME,
                        0,
                        value.getValue().length,
                        null,
                        value.getValue(),
                        new RecordHeaders(),
                        Optional.of(3)));
            }
        }
        return records;
    }

    @Override
    public String topicId() {
        if (failures > 0) {
            failures--;
            throw new RetryableException("the broker is not up yet", null);
        }
        return id;
    }

    @Override
    public LogBounds extent(int partition) {
        return new LogBounds(log(partition).start, log(partition).end);
    }

    private Partition log(int partition) {
        return partitions.computeIfAbsent(partition, unused -> new Partition());
    }
}
