package io.tillstream.producer.run;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A request to end a run early, made by Ctrl-C or SIGTERM. Thread-safe. A test may let time pass by itself in {@link #pause}. */
public class StopSignal {
    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean sending;

    /** Asks the run to end. */
    public void request() {
        requested.countDown();
    }

    /** Returns whether the run should end. */
    public boolean isRequested() {
        return requested.getCount() == 0;
    }

    /** Waits, but returns at once when the run should end. */
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

    /** Records that the run has started to send, so that it has something to finish. */
    public void sending() {
        sending = true;
    }

    /** Records that the run is over and its result has been reported. */
    public void ended() {
        ended.countDown();
    }

    /**
     * Asks the run to end and, if it has started to send, waits until it has ended.
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
