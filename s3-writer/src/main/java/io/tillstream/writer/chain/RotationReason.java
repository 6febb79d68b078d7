package io.tillstream.writer.chain;

/** Why a range is closed. */
public enum RotationReason {
    /** It has enough records. */
    RECORDS,
    /** Its file is large enough. */
    BYTES,
    /** Its first offset has waited long enough. */
    AGE,
    /** The writer's files together have reached the memory limit, and this one is the largest. */
    MEMORY,
    /** It has reached the first offset of an existing object. */
    LIMIT,
    /** The partition goes to another writer. */
    REVOKED,
    /** The writer ends. */
    SHUTDOWN,
    /** Retention has overtaken the writer: what was read before is kept. */
    RETENTION,
    /** A gap: retention removed the offsets before the pipeline's first read, or an operator confirmed the loss. */
    GAP;

    /** Returns whether the range must not grow any more while it waits to be closed. */
    boolean stopsReading() {
        return switch (this) {
            case RECORDS, BYTES, MEMORY, LIMIT, REVOKED, SHUTDOWN, RETENTION, GAP -> true;
            case AGE -> false;
        };
    }
}
