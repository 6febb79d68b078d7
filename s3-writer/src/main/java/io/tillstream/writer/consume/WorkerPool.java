package io.tillstream.writer.consume;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** {@link Scheduler} with a few threads for each lane. They do not keep the process alive. */
public final class WorkerPool implements Scheduler, AutoCloseable {
    /** Threads of a lane. */
    static final int THREADS = 4;

    private final Map<Lane, ScheduledExecutorService> lanes = new EnumMap<>(Lane.class);

    /** Starts no thread yet. */
    public WorkerPool() {
        for (Lane lane : Lane.values()) {
            String name = "writer-" + lane.name().toLowerCase(Locale.ROOT);
            lanes.put(lane, Executors.newScheduledThreadPool(THREADS, work -> {
                Thread thread = new Thread(work, name);
                thread.setDaemon(true);
                return thread;
            }));
        }
    }

    // The future says nothing more: work reports its own failure as an answer (see Background).
    @SuppressWarnings("FutureReturnValueIgnored")
    @Override
    public void schedule(Lane lane, Runnable work, Duration delay) {
        lanes.get(lane).schedule(work, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Stops at once: an unfinished creation is one whose answer is lost, which the next writer handles. */
    @Override
    public void close() {
        Collection<ScheduledExecutorService> pools = lanes.values();
        pools.forEach(ScheduledExecutorService::shutdownNow);
    }
}
