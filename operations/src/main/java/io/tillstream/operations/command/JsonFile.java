package io.tillstream.operations.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Small state files: a reader sees the old one or the new one, never a part, whenever the writer is killed. */
public final class JsonFile {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private JsonFile() {}

    /**
     * Replaces the file.
     *
     * @throws CommandException.Failed when it cannot be written
     */
    public static void write(Path file, Object value) {
        try {
            Path draft = file.resolveSibling(file.getFileName() + ".new");
            JSON.writeValue(draft.toFile(), value);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new CommandException.Failed(
                    file + " cannot be written: " + e + ". Check permissions and free space.", e);
        }
    }

    /**
     * Reads the file, if there is one.
     *
     * @throws CommandException.Failed when it is not of this type
     */
    public static <T> Optional<T> read(Path file, Class<T> type) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(file.toFile(), type));
        } catch (IOException e) {
            throw new CommandException.Failed(
                    file + " cannot be read: " + e.getMessage() + ". Delete it if no instance runs.", e);
        }
    }
}
