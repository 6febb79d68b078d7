package io.tillstream.cli;

import io.tillstream.operations.command.Cleanup;
import java.util.concurrent.Callable;

/** What a command does while the process is being told to end. */
final class Interrupted {
    private Interrupted() {}

    /**
     * Runs the work. Once a shutdown hook stops the parts, whatever the work throws is only a consequence: it is not shown,
     * and the hook, which is about to end the process, is waited for.
     */
    static int hidden(Cleanup cleanup, Callable<Integer> work) throws InterruptedException {
        try {
            return work.call();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            if (cleanup.isStoppedFromOutside()) {
                Thread.currentThread().join();
            }
            throw e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
        }
    }
}
