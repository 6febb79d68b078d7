package io.tillstream.writer.kafka;

import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * How many bytes the values of one poll may have, decompressed. Kafka bounds a poll by its records (max.poll.records) and
 * a fetch by its compressed bytes, so that two thousand values of a megabyte that compress a hundred times would come at
 * once.
 *
 * <p>The value with which a poll would have more is refused as one that cannot be deserialized. Kafka's consumer then
 * returns what it has, leaves its position in front of that value, and deserializes the very same value at the next poll:
 * CompletedFetch.fetchRecords keeps the record because "the retry may succeed", and FetchCollector.collectFetch throws
 * only where there is nothing to return. The first value of a poll is never refused, however large it is, so there
 * always is something. That a refused value is neither lost nor doubled is tested with a real broker (LargeValuesIT in
 * the module chaos), because it is not part of Kafka's documentation.
 *
 * <p>A record without a value is not counted, its headers neither. For the consumer's thread only.
 */
final class PollBudget implements Deserializer<byte[]> {
    /** Approximate size of a header in addition to the bytes of its name and value. */
    private static final int HEADER_OVERHEAD = 100;

    private final long limit;
    private long taken;

    /**
     * Makes a budget.
     *
     * @param limit bytes of values and headers that a poll may have; one record it may have all the same
     */
    PollBudget(long limit) {
        this.limit = limit;
    }

    /** Starts the next poll. */
    void startPoll() {
        taken = 0;
    }

    /**
     * Returns a copy of a value.
     *
     * @throws SerializationException if the poll would have more than it may
     */
    @Override
    public byte[] deserialize(String topic, Headers headers, ByteBuffer value) {
        take(value.remaining() + bytes(headers));
        byte[] copy = new byte[value.remaining()];
        value.get(copy);
        return copy;
    }

    /**
     * Returns the value.
     *
     * @throws SerializationException if the poll would have more than it may
     */
    @Override
    public byte[] deserialize(String topic, byte[] value) {
        take(value.length);
        return value;
    }

    private void take(long bytes) {
        if (taken > 0 && taken + bytes > limit) {
            throw new SerializationException("the next poll takes this value");
        }
        taken += bytes;
    }

    private static long bytes(Headers headers) {
        long bytes = 0;
        for (Header header : headers) {
            // When requested, it becomes separate bytes; until then it keeps the whole decompressed record in memory.
            byte[] value = header.value();
            bytes += HEADER_OVERHEAD + header.key().length() + (value == null ? 0 : value.length);
        }
        return bytes;
    }
}
