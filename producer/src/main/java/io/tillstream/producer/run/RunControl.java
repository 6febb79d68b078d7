package io.tillstream.producer.run;

import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Lets the events of a run through when they are due, shows progress meanwhile, and ends the run early when asked. */
public final class RunControl {
    /** No sleep is exact below this; events may be early by this much. */
    private static final long SHORTEST_PAUSE_NANOS = 1_000_000L;

    private static final long LONGEST_PAUSE_NANOS = 250_000_000L;

    private final RunReport report;
    private final RateLimiter rateLimiter;
    private final StopSignal stop;
    private final LongSupplier nanoTime;

    /**
     * Prepares.
     *
     * @param report told how far the run is
     * @param rateLimiter when events are due
     * @param stop asks the run to end
     * @param nanoTime a clock as {@link System#nanoTime}
     */
    public RunControl(RunReport report, RateLimiter rateLimiter, StopSignal stop, LongSupplier nanoTime) {
        this.report = report;
        this.rateLimiter = rateLimiter;
        this.stop = stop;
        this.nanoTime = nanoTime;
    }

    /**
     * Waits until an event is due.
     *
     * @param eventMicros time of the sale, microseconds since 1970
     * @return false if the run is to end, and the event not to be sent
     */
    public boolean awaitTurn(long eventMicros, Supplier<Counts> counts) {
        long due = rateLimiter.due(eventMicros, nanoTime.getAsLong());
        for (long wait = due - nanoTime.getAsLong();
                wait > SHORTEST_PAUSE_NANOS && !stop.isRequested();
                wait = due - nanoTime.getAsLong()) {
            showProgress(counts);
            stop.pause(Math.min(wait, LONGEST_PAUSE_NANOS));
        }
        return !stop.isRequested();
    }

    /** Shows progress, if it is time to. */
    public void showProgress(Supplier<Counts> counts) {
        if (report.isDue()) {
            report.progress(counts.get());
        }
    }

    /** Returns whether the run is to end. */
    public boolean isStopped() {
        return stop.isRequested();
    }
}
