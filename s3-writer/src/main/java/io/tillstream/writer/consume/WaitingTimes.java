package io.tillstream.writer.consume;

import io.tillstream.writer.metrics.LoopState;

/**
 * Kafka timestamps of a partition's records that were read but are not in Bronze yet: of the open range, and of the closed one
 * that is being written. Milliseconds since 1970. For metrics alone.
 */
final class WaitingTimes {
    /** The newest timestamp of a range without records. */
    static final long NO_RECORD = Long.MIN_VALUE;

    private long openOldest = LoopState.NONE;
    private long openNewest = NO_RECORD;
    private long closedOldest = LoopState.NONE;

    /** A batch was read whose first and last records have these timestamps. */
    void read(long first, long last) {
        openOldest = Math.min(openOldest, first);
        openNewest = Math.max(openNewest, last);
    }

    /**
     * The open range was closed.
     *
     * @return its newest timestamp, or {@link #NO_RECORD}
     */
    long close() {
        long newest = openNewest;
        closedOldest = openOldest;
        discardOpen();
        return newest;
    }

    void discardOpen() {
        openOldest = LoopState.NONE;
        openNewest = NO_RECORD;
    }

    void discardClosed() {
        closedOldest = LoopState.NONE;
    }

    /** Returns the oldest timestamp, or {@link LoopState#NONE}. */
    long oldest() {
        return Math.min(openOldest, closedOldest);
    }
}
