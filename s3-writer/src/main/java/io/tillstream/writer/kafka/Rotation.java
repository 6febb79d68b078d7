package io.tillstream.writer.kafka;

import io.tillstream.writer.chain.RotationReason;
import java.time.Duration;

/**
 * When a range is closed: at the first of three limits. None decides about exactness, only about the size of objects and
 * how soon they are there.
 *
 * @param records Kafka records
 * @param bytes bytes of the staging file
 * @param age time since the range's first record was read, or since its first hole was passed
 */
public record Rotation(long records, long bytes, Duration age) {
    /** Returns why a range is to be closed now, or null if it is not. */
    RotationReason due(long stagedRecords, long stagedBytes, long ageNanos) {
        if (stagedRecords >= records) {
            return RotationReason.RECORDS;
        }
        if (stagedBytes >= bytes) {
            return RotationReason.BYTES;
        }
        return ageNanos >= age.toNanos() ? RotationReason.AGE : null;
    }
}
