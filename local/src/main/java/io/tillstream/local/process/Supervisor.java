package io.tillstream.local.process;

import io.tillstream.operations.command.CommandException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Keeps the children of one instance: notices one that dies unexpectedly, and leaves none behind. Safe for use by several
 * threads; closing it from a shutdown hook while another thread still waits for a child is expected.
 */
public final class Supervisor implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(10);

    /** How long after a connection broke the end of its process may become known. */
    private static final Duration NEWS_OF_DEATH = Duration.ofMillis(500);

    private final Path logs;
    private final Deque<ChildProcess> children = new ArrayDeque<>();
    private final List<Watched> watched = new CopyOnWriteArrayList<>();
    private final AtomicReference<Supplier<String>> died = new AtomicReference<>();
    private volatile boolean closing;

    /** A process that others start and stop. */
    private record Watched(String name, ProcessHandle process, Path log) {
        String death() {
            return name + " ended unexpectedly. Its log: " + log + LogTail.of(log);
        }
    }

    /** @param logs directory of the children's logs */
    public Supervisor(Path logs) {
        this.logs = logs;
    }

    /** Starts a child that is expected to run until it is stopped. */
    public ChildProcess start(ChildSpec spec, Consumer<String> listener) {
        return start(spec, listener, false);
    }

    /** Starts a child that ends by itself when its work is done. */
    public ChildProcess startBrief(ChildSpec spec, Consumer<String> listener) {
        return start(spec, listener, true);
    }

    private ChildProcess start(ChildSpec spec, Consumer<String> listener, boolean brief) {
        synchronized (children) {
            if (closing) {
                throw new CommandException.Failed("The run is stopping, so " + spec.name() + " is not started.");
            }
            ChildProcess child = ChildProcess.start(spec, logs, listener);
            children.push(child);
            if (brief) {
                child.willEndByItself();
            }
            var unused = child.process().onExit().thenRun(() -> ended(child));
            return child;
        }
    }

    /**
     * Watches a process that is not a child, such as PostgreSQL; it is neither stopped nor waited for.
     *
     * @param name what the console calls it
     * @param log the file with its output
     */
    public void watch(String name, ProcessHandle process, Path log) {
        watched.add(new Watched(name, process, log));
    }

    /**
     * Throws if a child or a watched process has died.
     *
     * @throws CommandException.Failed naming the process and its log
     */
    public void check() {
        if (died() != null) {
            throw new CommandException.Failed(died().get());
        }
    }

    private Supplier<String> died() {
        if (!closing) {
            // Polled, because Java learns about the end of a process that is not a child only after seconds.
            watched.stream()
                    .filter(other -> !other.process().isAlive())
                    .findFirst()
                    .ifPresent(dead -> died.compareAndSet(null, dead::death));
        }
        return died.get();
    }

    /**
     * The cause behind an error: a child that has just died explains every connection that broke with it.
     *
     * @return the death of a child, or the error itself where all children live
     */
    public RuntimeException explain(RuntimeException error) {
        try {
            Waiting.until(() -> died() != null || closing, this, NEWS_OF_DEATH, () -> "");
            check();
        } catch (CommandException.Failed death) {
            return died() == null ? error : death;
        }
        return error;
    }

    /** Tells whether it is stopping its children: what fails from then on is only a consequence. */
    public boolean isClosing() {
        return closing;
    }

    /** Stops these children first, waiting for each; the rest goes with {@link #close}. */
    public void stopFirst(Collection<ChildProcess> some) throws InterruptedException {
        some.forEach(ChildProcess::requestStop);
        for (ChildProcess child : some) {
            child.awaitStop(GRACE);
        }
    }

    /** Stops all that still run. Returns when none is left. */
    @Override
    public void close() {
        List<ChildProcess> left;
        synchronized (children) {
            closing = true;
            left = new ArrayList<>(children);
            children.clear();
        }
        left.forEach(ChildProcess::requestStop);
        try {
            for (ChildProcess child : left) {
                child.awaitStop(GRACE);
            }
        } catch (InterruptedException e) {
            left.forEach(child -> child.process().destroyForcibly());
            Thread.currentThread().interrupt();
        }
    }

    private void ended(ChildProcess child) {
        if (!closing && !child.isStopping()) {
            died.compareAndSet(
                    null,
                    () -> child.describe("ended unexpectedly with exit code "
                            + child.process().exitValue()));
        }
    }
}
