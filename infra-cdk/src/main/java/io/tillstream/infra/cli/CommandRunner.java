package io.tillstream.infra.cli;

import java.io.IOException;
import java.util.List;

/** Runs a program, its input and output being ours. */
@FunctionalInterface
interface CommandRunner {
    /**
     * Runs it to its end.
     *
     * @return its exit code
     * @throws IOException if it cannot be started
     */
    int run(List<String> command) throws IOException, InterruptedException;

    /** Runs it as a child of this process. */
    static CommandRunner children() {
        return command -> new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
