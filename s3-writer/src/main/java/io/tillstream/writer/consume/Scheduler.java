package io.tillstream.writer.consume;

import java.time.Duration;

/** Runs work on other threads than the consumer's. */
public interface Scheduler {
    /** Runs the work after a delay. */
    void schedule(Runnable work, Duration delay);
}
