package io.tillstream.standins.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;

/**
 * Ends a child process when its parent is gone. The parent holds the child's standard input open and writes nothing to
 * it; end of file there means that the parent closed it or died, however it died.
 */
public final class ParentWatch {
    private final InputStream fromParent;
    private final Runnable onGone;

    ParentWatch(InputStream fromParent, Runnable onGone) {
        this.fromParent = Objects.requireNonNull(fromParent);
        this.onGone = Objects.requireNonNull(onGone);
    }

    /** Watches this process's standard input from now on; its end is an orderly exit with the shutdown hooks run. */
    public static void start() {
        new ParentWatch(System.in, () -> System.exit(0)).startThread();
    }

    private void startThread() {
        Thread thread = new Thread(this::watch, "parent-watch");
        thread.setDaemon(true);
        thread.start();
    }

    void watch() {
        try {
            fromParent.transferTo(OutputStream.nullOutputStream());
        } catch (IOException broken) {
            // A broken pipe is an ended pipe: either way nobody is there any more.
            System.err.println("The parent's pipe broke, ending: " + broken.getMessage());
        }
        onGone.run();
    }
}
