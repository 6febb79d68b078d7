package io.tillstream.producer.replay;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.tillstream.producer.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How far the files of a mapping were sent to a topic, so that a later run continues there. It only saves work: event ids
 * make repeats harmless, so losing this file, or having an old one, costs nothing but time.
 */
public final class ResumeFile {
    private static final int VERSION = 1;

    private final Optional<Path> file;
    private final ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private final String mapping;
    private final String topic;
    private final Map<String, FileProgress> files;

    /** The file's content. */
    record Content(int version, String mapping, String topic, Map<String, FileProgress> files) {}

    /**
     * How much of a file is done: sent and acknowledged, or rejected.
     *
     * @param rows number of rows done, from the first
     * @param rowsSha256 hash of their texts, to see whether they are still the same
     * @param complete whether they were all rows of the file
     * @param bytes the file's size when it was read
     * @param modifiedMillis when it had last been modified, milliseconds since 1970
     * @param heldRounds how many rounds have held back its last row because it has no line end, and found the file unchanged
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record FileProgress(
            long rows, String rowsSha256, boolean complete, long bytes, long modifiedMillis, int heldRounds) {
        /** Nothing is done yet. */
        static final FileProgress NONE = new FileProgress(0, "", false, -1, -1, 0);

        /** Returns whether the file is done and has not been modified since. */
        @JsonIgnore
        boolean isStill(Path source) throws IOException {
            return complete && isUntouched(source);
        }

        /** Returns whether the file has not been modified since. */
        @JsonIgnore
        boolean isUntouched(Path source) throws IOException {
            return bytes == Files.size(source)
                    && modifiedMillis == Files.getLastModifiedTime(source).toMillis();
        }
    }

    private ResumeFile(Optional<Path> file, String mapping, String topic) {
        this.file = file;
        this.mapping = mapping;
        this.topic = topic;
        this.files = new TreeMap<>();
    }

    /** Remembers for the life of this program only. */
    public static ResumeFile inMemory() {
        return new ResumeFile(Optional.empty(), "", "");
    }

    /**
     * Opens the file, or begins one.
     *
     * @param mapping name of the mapping, which must be the one it was begun with
     * @param topic the topic, likewise
     * @throws UsageException if it cannot be read, or is of another mapping or topic
     */
    public static ResumeFile open(Path file, String mapping, String topic) {
        ResumeFile resume = new ResumeFile(Optional.of(file), mapping, topic);
        if (Files.exists(file)) {
            Content content = resume.read(file);
            if (content.version() != VERSION || content.files() == null) {
                throw new UsageException("--resume: " + file + " is not a resume file of this version; name another");
            }
            if (!mapping.equals(content.mapping()) || !topic.equals(content.topic())) {
                throw new UsageException("--resume: " + file + " is of mapping " + content.mapping() + " and topic "
                        + content.topic() + ", not of " + mapping + " and " + topic + "; name another");
            }
            resume.files.putAll(content.files());
        }
        return resume;
    }

    /** Returns whether it outlives this program. */
    public boolean isKept() {
        return file.isPresent();
    }

    /**
     * Returns whether there is anything to do: the file is new, was not sent to its end, or has changed since.
     *
     * @throws IOException if it cannot be looked at
     */
    public boolean isPending(Path source) throws IOException {
        return !progress(source).isStill(source);
    }

    FileProgress progress(Path source) {
        return files.getOrDefault(key(source), FileProgress.NONE);
    }

    void set(Path source, FileProgress progress) {
        files.put(key(source), progress);
    }

    /**
     * Writes the file whole, or leaves the old one.
     *
     * @throws IOException if it cannot be written
     */
    void save() throws IOException {
        if (file.isPresent()) {
            Path parent = file.get().toAbsolutePath().getParent();
            Files.createDirectories(parent);
            Path staged = Files.createTempFile(parent, ".resume", ".json");
            try {
                Files.write(staged, json.writeValueAsBytes(new Content(VERSION, mapping, topic, files)));
                Files.move(staged, file.get(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(staged);
            }
        }
    }

    private Content read(Path path) {
        try {
            return json.readValue(path.toFile(), Content.class);
        } catch (JsonProcessingException e) {
            throw new UsageException("--resume: " + path + " is not a resume file: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UsageException("--resume: " + path + " cannot be read: " + e, e);
        }
    }

    private static String key(Path source) {
        return source.toAbsolutePath().normalize().toString();
    }
}
