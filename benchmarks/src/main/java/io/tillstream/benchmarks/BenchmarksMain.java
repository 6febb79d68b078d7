package io.tillstream.benchmarks;

import io.tillstream.benchmarks.ingest.IngestCommand;
import io.tillstream.operations.command.CommandException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program {@code ./benchmarks/run}. */
@Command(
        name = "./benchmarks/run",
        description = "Measures Tillstream against its limits and its peers, on this machine, in one run.",
        mixinStandardHelpOptions = true,
        usageHelpWidth = 110,
        subcommands = IngestCommand.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Method and figures: docs/explanation/benchmarks.md."})
public final class BenchmarksMain {
    private BenchmarksMain() {}

    /** Runs a command and ends the process. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs a command; returns the exit code. */
    public static int run(String... args) {
        return commandLine().execute(args);
    }

    /** Returns the commands. */
    public static CommandLine commandLine() {
        CommandLine program = new CommandLine(new BenchmarksMain());
        program.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof CommandException ours) {
                command.getErr().println("error: " + ours.getMessage());
                return ours.exitCode();
            }
            throw failure;
        });
        return program;
    }
}
