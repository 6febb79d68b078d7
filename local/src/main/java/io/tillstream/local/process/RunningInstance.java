package io.tillstream.local.process;

import io.tillstream.operations.command.JsonFile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/**
 * Where the instance on a data directory listens, for commands that use it from another process.
 *
 * @param pid its process id
 * @param ports its ports
 */
public record RunningInstance(long pid, PortPlan ports) {
    /** Tells other processes. */
    public void write(DataDirectory directory) {
        JsonFile.write(directory.instanceFile(), this);
    }

    /** The state file, if there is one; it may be left over from an instance that was killed. */
    public static Optional<RunningInstance> read(DataDirectory directory) {
        return JsonFile.read(directory.instanceFile(), RunningInstance.class);
    }

    /** Removes the state file at an orderly end. */
    public static void clear(DataDirectory directory) throws IOException {
        Files.deleteIfExists(directory.instanceFile());
    }
}
