package io.tillstream.producer.run;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The wish to end a run early, by Ctrl-C or TERM. Safe for any thread. */
public final class Stop {
    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean sending;

    /** Asks the run to end. */
    public void request() {
        requested.countDown();
    }

    /** Tells whether the run is to end. */
    public boolean isRequested() {
        return requested.getCount() == 0;
    }

    /** Waits; shorter where the run is to end. */
    public void pause(long nanos) {
        try {
            if (requested.await(nanos, TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            requested.countDown();
        }
    }

    /** The run has begun to send: from here on it has something to bring to an end. */
    public void sending() {
        sending = true;
    }

    /** The run is over, and its result told. */
    public void ended() {
        ended.countDown();
    }

    /**
     * Asks the run to end and waits until it has, if it has begun to send.
     *
     * @return whether it ended in time
     */
    public boolean requestAndAwait(long seconds) {
        request();
        try {
            return !sending || ended.await(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
