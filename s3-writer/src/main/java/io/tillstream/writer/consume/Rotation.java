package io.tillstream.writer.consume;

import io.tillstream.writer.chain.RotationReason;
import java.time.Duration;

/**
 * When a range is closed: at the first of its three limits, or when all open files together reach the memory limit. None of
 * this affects exactness, only the size of objects and how soon they exist.
 *
 * @param records Kafka records
 * @param bytes bytes of the staging file
 * @param age time since the range's first record was read, or since its first hole was passed
 * @param memory what all open files may take together
 */
public record Rotation(long records, long bytes, Duration age, MemoryBudget memory) {
    /** Makes one without a bound on memory. */
    public Rotation(long records, long bytes, Duration age) {
        this(records, bytes, age, MemoryBudget.UNBOUNDED);
    }

    /** Returns why a range must be closed now, or null if it need not be. */
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
