package io.tillstream.operations.machine;

import io.tillstream.operations.command.Cleanup;
import io.tillstream.operations.command.CommandException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;

/** Random faults against real writers, and the proof that each record is in Bronze exactly once. */
public interface FaultCampaign {
    /**
     * What a campaign does.
     *
     * @param faults how many faults are injected
     * @param seed decides on the faults, their order and the values
     * @param records how many records are committed to Kafka
     * @param writers how many writers run
     * @param directory where everything is kept while it runs
     * @param report where {@code report.json} goes, if anywhere
     */
    record Request(int faults, long seed, long records, int writers, Path directory, Optional<Path> report) {}

    /**
     * The one on the class path.
     *
     * @throws CommandException.Usage when there is none
     */
    static FaultCampaign get() {
        return ServiceLoader.load(FaultCampaign.class)
                .findFirst()
                .orElseThrow(() -> new CommandException.Usage("This program was started without the fault campaigns."
                        + " Start it with ./tillstream, which adds them to the command chaos."));
    }

    /**
     * Checks the request and creates its directory.
     *
     * @return where this program's own log belongs
     * @throws CommandException.Usage naming the option that is wrong
     */
    Path prepare(Request request);

    /**
     * Runs a campaign and prints its outcome.
     *
     * @param out where to
     * @param terminal whether a progress bar can be drawn there
     * @param cleanup ends all that the run starts
     * @return whether every record is in Bronze exactly once
     */
    boolean run(Request request, PrintStream out, boolean terminal, Cleanup cleanup) throws IOException;
}
