package io.tillstream.chaos;

import java.util.List;

/**
 * A value for Kafka and what Bronze must say about it.
 *
 * @param bytes the value, or null
 * @param rows the {@link CanonicalRow} of each of its rows, in order
 */
record ChaosValue(byte[] bytes, List<byte[]> rows) {
    /** Returns the digest of the record. */
    long digest(ValueDigest digest) {
        rows.forEach(digest::row);
        return digest.take();
    }
}
