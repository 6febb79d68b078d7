package io.tillstream.writer.consume;

import java.time.Duration;

/** How long to wait before trying again. */
final class Backoff {
    private static final long FIRST_MILLIS = 100;
    private static final long LONGEST_MILLIS = 30_000;
    private static final int DOUBLINGS = 10;

    private Backoff() {}

    /**
     * Returns the time to wait: none before the first attempt, then doubling to half a minute.
     *
     * @param attempt the attempt to come, from 1
     */
    static Duration before(int attempt) {
        return attempt <= 1
                ? Duration.ZERO
                : Duration.ofMillis(Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(DOUBLINGS, attempt - 2)));
    }
}
