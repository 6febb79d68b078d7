package io.tillstream.cli;

import io.tillstream.operations.command.Cleanup;
import java.nio.file.Path;

/** The frame of every command that opens something: it closes what was opened, however the command ends. */
final class CommandRun {
    /** What a command does between. */
    interface Work {
        int run(Cleanup cleanup) throws Exception;
    }

    private CommandRun() {}

    /**
     * Sends this program's own log to a file, so that the console shows the pipeline alone. Must be called before the first
     * logger is made: the configuration reads the property then.
     */
    static void logTo(Path file) {
        System.setProperty("tillstream.log", file.toString());
    }

    /**
     * Runs the work. Once a shutdown hook stops the parts, what the work throws is only a consequence: it is not shown, and
     * the hook, which is about to end the process, is waited for.
     *
     * @return the exit code
     */
    static int of(Work work) throws InterruptedException {
        try (Cleanup cleanup = Cleanup.registered()) {
            try {
                return work.run(cleanup);
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
}
