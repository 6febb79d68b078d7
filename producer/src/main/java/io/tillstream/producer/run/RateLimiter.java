package io.tillstream.producer.run;

/** Decides when the next event may be sent. Not thread-safe. */
public final class RateLimiter {
    /** A run that Kafka has held up catches up on at most this much, not on an hour all at once. */
    private static final long MAX_BACKLOG_NANOS = 1_000_000_000L;

    /** About 73 years: practically unlimited, but without an overflow. */
    private static final double MAX_WAIT_NANOS = Long.MAX_VALUE / 4d;

    private final double nanosPerEvent;
    private final double speed;
    private boolean begun;
    private double next;
    private long firstMicros;
    private long firstNanos;

    private RateLimiter(double nanosPerEvent, double speed) {
        this.nanosPerEvent = nanosPerEvent;
        this.speed = speed;
    }

    /** Every event is due at once. */
    public static RateLimiter unlimited() {
        return new RateLimiter(0, 0);
    }

    /**
     * Events are due evenly.
     *
     * @param perSecond how many a second, above 0
     */
    public static RateLimiter ofRate(double perSecond) {
        return new RateLimiter(1e9 / perSecond, 0);
    }

    /**
     * Events are due as far apart as their sales were, divided by a factor. A sale that is older than the first is due at
     * once.
     *
     * @param factor above 0; 1 is the speed at which it happened, 3600 an hour of sales in a second
     */
    public static RateLimiter ofSpeed(double factor) {
        return new RateLimiter(0, factor);
    }

    /**
     * Returns when the next event is due; to be asked once for each, in order.
     *
     * @param eventMicros time of the sale, microseconds since 1970
     * @param now the clock of {@link System#nanoTime}
     * @return on the same clock; what is past is due at once
     */
    long due(long eventMicros, long now) {
        if (!begun) {
            begun = true;
            next = 0;
            firstMicros = eventMicros;
            firstNanos = now;
        }
        if (speed > 0) {
            double after = (eventMicros - firstMicros) * 1_000d / speed;
            return firstNanos + (long) Math.min(after, MAX_WAIT_NANOS);
        }
        if (nanosPerEvent == 0) {
            return now;
        }
        double due = Math.max(next, (double) (now - firstNanos) - MAX_BACKLOG_NANOS);
        next = due + nanosPerEvent;
        return firstNanos + (long) due;
    }
}
