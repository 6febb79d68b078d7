package io.tillstream.local.pipeline;

import io.tillstream.local.process.DataDirectory;
import io.tillstream.operations.command.JsonFile;

/**
 * Remembers whether the simulation that nobody asked for, the one that fills an empty data directory, was sent to its end. Only
 * then is it left out at the next start; a start after a crash sends it again, and what it sent before counts as duplicates.
 *
 * @param finished whether all of it was acknowledged
 */
record SimulationState(boolean finished) {
    /**
     * Whether the implied simulation is due.
     *
     * @param topicIsEmpty whether no event was ever sent to this data directory
     */
    static boolean isDue(DataDirectory directory, boolean topicIsEmpty) {
        return JsonFile.read(directory.simulationFile(), SimulationState.class)
                .map(state -> !state.finished())
                .orElse(topicIsEmpty);
    }

    /** Notes how far it is. */
    void write(DataDirectory directory) {
        JsonFile.write(directory.simulationFile(), this);
    }
}
