package io.tillstream.chaos;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Digests one record: the rows of its value, in their order. Not thread-safe. */
final class ValueDigest {
    private final MessageDigest sha = sha();

    /** Adds the next row of the record. */
    void row(byte[] canonical) {
        sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, canonical.length));
        sha.update(canonical);
    }

    /** Returns 64 bits of the record's SHA-256, and is ready for the next record. */
    long take() {
        return ByteBuffer.wrap(sha.digest()).getLong();
    }

    private static MessageDigest sha() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
