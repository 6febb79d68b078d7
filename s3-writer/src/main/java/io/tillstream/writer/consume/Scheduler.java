package io.tillstream.writer.consume;

import java.time.Duration;

/** Runs work on other threads than the consumer's. */
public interface Scheduler {
    /** What must not wait for each other: a long search must not hold up the objects of healthy partitions. */
    enum Lane {
        /** Creating objects. */
        PUTS,
        /** Finding where chains and logs end. */
        SEARCHES
    }

    /**
     * Runs the work after a delay.
     *
     * @param lane whose threads run it
     */
    void schedule(Lane lane, Runnable work, Duration delay);
}
