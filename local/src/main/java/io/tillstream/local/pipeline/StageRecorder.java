package io.tillstream.local.pipeline;

import io.tillstream.local.process.DataDirectory;
import io.tillstream.local.process.Supervisor;
import io.tillstream.local.report.StageTime;
import io.tillstream.operations.command.CommandException;
import io.tillstream.operations.display.Display;
import io.tillstream.operations.status.StageHistory;
import java.time.Instant;
import java.util.List;

/** Shows stages as they run, keeps their times for the report, and their last outcome for {@code ./tillstream status}. */
final class StageRecorder {
    private final Display display;
    private final List<StageTime> times;
    private final DataDirectory directory;
    private final Supervisor supervisor;

    /**
     * @param times gets the time of every stage
     * @param directory keeps the outcomes
     * @param supervisor knows whether a process that has died is what made a stage fail
     */
    StageRecorder(Display display, List<StageTime> times, DataDirectory directory, Supervisor supervisor) {
        this.display = display;
        this.times = times;
        this.directory = directory;
        this.supervisor = supervisor;
    }

    /**
     * What a stage did.
     *
     * @param rows how many rows it took on
     * @param batch which batch that was, for a person
     * @param note what else a person at the console should know; may be empty
     */
    record Outcome(long rows, String batch, String note) {
        Outcome(long rows, String batch) {
            this(rows, batch, "");
        }
    }

    /** The work of a stage. */
    interface Work {
        Outcome run(Display.Stage stage);
    }

    /** Runs a stage. */
    void run(String name, String unit, long total, Work work) {
        long start = System.nanoTime();
        try (Display.Stage stage = display.begin(name, unit, total)) {
            Outcome outcome = work.run(stage);
            StageTime time = new StageTime(name, (System.nanoTime() - start) / 1e9, outcome.rows());
            times.add(time);
            stage.done(outcome.rows(), time.seconds(), outcome.note());
            StageHistory.read(directory.stagesFile())
                    .succeeded(name, outcome.batch(), Instant.now())
                    .write(directory.stagesFile());
        } catch (RuntimeException e) {
            if (supervisor.isClosing()) {
                throw e;
            }
            RuntimeException cause = supervisor.explain(e);
            StageHistory.read(directory.stagesFile())
                    .failed(
                            name,
                            cause instanceof CommandException ? cause.getMessage() : cause.toString(),
                            Instant.now())
                    .write(directory.stagesFile());
            throw cause;
        }
    }
}
