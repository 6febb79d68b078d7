package io.tillstream.operations.command;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes what a command opened, last opened first, once, however the command ends: by itself, by an error, or by Ctrl-C, where
 * a shutdown hook does it while the command's own thread still works. Safe for use by several threads.
 */
public final class Cleanup implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Cleanup.class);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Thread hook = new Thread(this::closeByHook, "cleanup");
    private volatile boolean closing;
    private volatile boolean byHook;

    /** Creates one that also acts when the process is asked to end. */
    public static Cleanup registered() {
        Cleanup cleanup = new Cleanup();
        Runtime.getRuntime().addShutdownHook(cleanup.hook);
        return cleanup;
    }

    /**
     * Hands something over.
     *
     * @throws CommandException.Failed when the end has begun; it is closed right away then
     */
    public <T extends AutoCloseable> T add(T resource) {
        synchronized (open) {
            if (!closing) {
                open.push(resource);
                return resource;
            }
        }
        close(resource);
        throw new CommandException.Failed("The run is stopping.");
    }

    /** Whether the process was told to end, so that errors from now on are only its consequence. */
    public boolean isStoppedFromOutside() {
        return byHook;
    }

    /** Closes all; a second call waits for the first. */
    @Override
    public synchronized void close() {
        closing = true;
        while (true) {
            AutoCloseable next;
            synchronized (open) {
                next = open.poll();
            }
            if (next == null) {
                return;
            }
            close(next);
        }
    }

    private void closeByHook() {
        byHook = true;
        close();
    }

    // One part that does not close must not keep the others open.
    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            LOG.warn("{} did not close cleanly", resource, e);
        }
    }
}
