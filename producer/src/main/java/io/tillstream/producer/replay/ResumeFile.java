package io.tillstream.producer.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.tillstream.producer.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How far the files of a mapping were sent to a topic, so that a later run goes on there. It saves work and no more:
 * event ids make repeats harmless, so a file that is lost, or behind, costs only time.
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

    /** Tells whether it outlives this program. */
    public boolean isKept() {
        return file.isPresent();
    }

    /**
     * Tells whether there is anything to do: the file is new, was not sent to its end, or has changed since.
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
