package io.tillstream.chaos;

import io.tillstream.local.process.DataDirectory;
import io.tillstream.operations.command.CommandException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a run does.
 *
 * @param faults how many faults are injected, from 1
 * @param seed decides on the faults, their order and the values
 * @param records how many records are committed to Kafka, at least {@value #RECORDS_A_FAULT} a fault
 * @param writers how many writers run, 3 to 8
 * @param directory where everything is kept while it runs
 * @param report where {@code report.json} goes, if anywhere
 */
public record ChaosSettings(
        int faults, long seed, long records, int writers, DataDirectory directory, Optional<Path> report) {
    /** Fewer records a fault would leave nothing to put while faults are still due. */
    static final int RECORDS_A_FAULT = 20;

    private static final int MOST_FAULTS = 100_000;
    private static final long MOST_RECORDS = 100_000_000;

    /**
     * Checks the settings.
     *
     * @throws CommandException.Usage naming the option that is wrong
     */
    public ChaosSettings {
        require(faults >= 1 && faults <= MOST_FAULTS, "--faults " + faults + ": give 1 to " + MOST_FAULTS + ".");
        require(
                records >= (long) faults * RECORDS_A_FAULT && records <= MOST_RECORDS,
                "--records " + records + ": " + faults + " faults need at least " + (long) faults * RECORDS_A_FAULT
                        + " records (" + RECORDS_A_FAULT + " a fault), at most " + MOST_RECORDS + " are possible.");
        require(writers >= 3 && writers <= 8, "--writers " + writers + ": give 3 to 8.");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new CommandException.Usage(message);
        }
    }
}
