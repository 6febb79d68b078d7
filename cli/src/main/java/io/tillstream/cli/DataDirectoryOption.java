package io.tillstream.cli;

import io.tillstream.operations.command.Cleanup;
import io.tillstream.operations.machine.LocalPipeline;
import io.tillstream.operations.machine.Part;
import io.tillstream.operations.machine.ThisMachine;
import java.nio.file.Path;
import java.util.Set;
import picocli.CommandLine.Option;

/** The data directory of a command, and the frame of the commands that use its pipeline. */
final class DataDirectoryOption {
    private static final String DEFAULT = ".tillstream";

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = DEFAULT,
            description = "Data directory of the pipeline (default ${DEFAULT-VALUE}).")
    private Path directory;

    /** What a command does with a pipeline. */
    interface Work {
        int run(LocalPipeline pipeline, Cleanup cleanup) throws Exception;
    }

    /** What a command does with this machine. */
    interface MachineWork {
        int run(ThisMachine machine, Cleanup cleanup) throws Exception;
    }

    /** The directory as the user named it. */
    Path path() {
        return directory;
    }

    /** What other commands need at their end to use the same directory: nothing for the default, or a blank and the option. */
    String option() {
        return directory.equals(Path.of(DEFAULT)) ? "" : " --data-dir " + directory;
    }

    /**
     * Runs work that chooses itself what it starts.
     *
     * @return the exit code
     */
    int onMachine(MachineWork work) throws InterruptedException {
        ThisMachine machine = ThisMachine.get();
        machine.log(directory).ifPresent(CommandRun::logTo);
        return CommandRun.of(cleanup -> work.run(machine, cleanup));
    }

    /**
     * Runs work on the instance that runs on the directory, or on parts that are started for it.
     *
     * @param command name of the command, for the log of its Spark
     * @param alone what is needed where no instance runs
     * @param beside what is needed next to a running instance
     * @return the exit code
     */
    int onPipeline(String command, Set<Part> alone, Set<Part> beside, Work work) throws InterruptedException {
        return onMachine(
                (machine, cleanup) -> work.run(machine.attach(directory, command, alone, beside, cleanup), cleanup));
    }
}
