package io.tillstream.writer.consume;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** {@link Scheduler} on a small pool. Its threads do not keep the process alive. */
public final class WorkerPool implements Scheduler, AutoCloseable {
    private static final int THREADS = 4;

    private final ScheduledExecutorService pool = Executors.newScheduledThreadPool(THREADS, work -> {
        Thread thread = new Thread(work, "writer-background");
        thread.setDaemon(true);
        return thread;
    });

    // The future says nothing more: work reports its own failure as an answer (see Background).
    @SuppressWarnings("FutureReturnValueIgnored")
    @Override
    public void schedule(Runnable work, Duration delay) {
        pool.schedule(work, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Stops at once: an unfinished creation is one whose answer is lost, which the next writer handles. */
    @Override
    public void close() {
        pool.shutdownNow();
    }
}
