package io.tillstream.operations.machine;

import io.tillstream.operations.command.Cleanup;
import io.tillstream.operations.command.CommandException;
import io.tillstream.operations.display.Display;
import io.tillstream.operations.sources.SourceLedger;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.ServiceLoader;
import java.util.Set;

/** The pipelines of this machine, by their data directories. */
public interface ThisMachine {
    /**
     * The one on the class path.
     *
     * @throws CommandException.Usage when there is none
     */
    static ThisMachine get() {
        return ServiceLoader.load(ThisMachine.class)
                .findFirst()
                .orElseThrow(() -> new CommandException.Usage("This program was started without the parts that run a"
                        + " pipeline on this machine. Start it with ./tillstream, which adds them where a command"
                        + " needs them."));
    }

    /** Where this program's own log belongs; nowhere, unless the directory is a pipeline's. */
    Optional<Path> log(Path dataDirectory);

    /**
     * What the replays of files into the pipeline of a data directory have read, sent and rejected.
     *
     * @throws CommandException.Usage when there is no data
     */
    SourceLedger sources(Path dataDirectory);

    /** Process id of the instance that runs on a data directory, if one does. */
    OptionalLong runningProcess(Path dataDirectory);

    /**
     * Uses the instance that runs on a data directory, or starts parts on free ports while holding the directory's lock.
     *
     * @param command name of the command, for the log of its Spark
     * @param alone what is needed where no instance runs
     * @param beside what is needed next to a running instance
     * @param cleanup ends what is started
     * @throws CommandException.Usage when there is no data
     */
    LocalPipeline attach(Path dataDirectory, String command, Set<Part> alone, Set<Part> beside, Cleanup cleanup);

    /**
     * Runs one stage on a data directory on which no instance runs.
     *
     * @throws CommandException.Usage when there is no data
     * @throws CommandException.Failed when an instance runs, or the stage failed
     */
    void runStage(Path dataDirectory, Stage stage, Display display, Cleanup cleanup);

    /**
     * Checks what a run would do, creates its data directory, and returns the run.
     *
     * @throws CommandException.Usage naming the option that is wrong
     */
    Run prepare(LocalRunRequest request);

    /** A run of the whole pipeline. */
    interface Run {
        /**
         * Runs until everything is in the warehouse and, if the request says so, until the process is asked to end.
         *
         * @param watcher is told how the run gets on
         * @return whether the ledger balances and nothing is in flight
         */
        boolean run(Display display, Cleanup cleanup, RunWatcher watcher) throws InterruptedException;
    }
}
