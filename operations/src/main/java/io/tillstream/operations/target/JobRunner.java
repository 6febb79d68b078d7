package io.tillstream.operations.target;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.operations.command.CommandException;
import java.util.List;

/** Runs the jobs of {@code glue-jobs}, one after the other. */
public interface JobRunner {
    /** Receives the progress of a job. */
    interface Tick {
        /** Takes the steps done and all steps, 0 while they are unknown. */
        void at(long done, long total);
    }

    /**
     * Runs a job to its end.
     *
     * @param mainClass its main class
     * @param arguments its {@code --key value} pairs
     * @param tick is called a few times a second with the job's steps done and all its steps, 0 while they are unknown
     * @return its last result line
     * @throws CommandException.ManualActionRequired when the quality gate blocked the batch
     * @throws CommandException.Failed when it failed otherwise
     */
    JsonNode run(String mainClass, List<String> arguments, Tick tick);
}
