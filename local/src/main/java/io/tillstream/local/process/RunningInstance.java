package io.tillstream.local.process;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Where the instance on a data directory listens, for commands that use it from another process.
 *
 * @param pid its process id
 * @param ports its ports
 */
public record RunningInstance(long pid, PortPlan ports) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Writes the state file; a reader sees the old one or the new one, never a part. */
    public void write(DataDirectory directory) {
        try {
            Path draft = directory.path().resolve("instance.json.new");
            JSON.writeValue(draft.toFile(), this);
            Files.move(draft, directory.instanceFile(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new LocalRunException.Failed(directory.instanceFile() + " cannot be written: " + e, e);
        }
    }

    /** Reads the state file, if there is one; it may be left over from an instance that was killed. */
    public static Optional<RunningInstance> read(DataDirectory directory) {
        if (!Files.isRegularFile(directory.instanceFile())) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(directory.instanceFile().toFile(), RunningInstance.class));
        } catch (IOException e) {
            throw new LocalRunException.Failed(
                    directory.instanceFile() + " cannot be read: " + e.getMessage()
                            + ". Delete it if no instance runs.",
                    e);
        }
    }

    /** Removes the state file at an orderly end. */
    public static void clear(DataDirectory directory) {
        try {
            Files.deleteIfExists(directory.instanceFile());
        } catch (IOException e) {
            throw new LocalRunException.Failed(directory.instanceFile() + " cannot be deleted: " + e, e);
        }
    }
}
