package io.tillstream.local.cli;

import io.tillstream.local.process.Cleanup;
import io.tillstream.local.process.DataDirectory;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What every command of {@code ./tillstream load} takes. */
final class LoadOptions {
    /** What a command does with the data directory. */
    interface Work {
        int run(DataDirectory directory, Cleanup cleanup) throws InterruptedException;
    }

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = ".tillstream",
            description = "Data directory of the pipeline (default ${DEFAULT-VALUE}).")
    private Path dataDirectory;

    int run(Work work) throws InterruptedException {
        DataDirectory directory = DataDirectory.at(dataDirectory);
        LogFile.in(directory);
        try (Cleanup cleanup = Cleanup.registered()) {
            return Interrupted.hidden(cleanup, () -> work.run(directory, cleanup));
        }
    }
}
