package io.tillstream.producer.replay;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The rows that did not become events, one JSON line each: file, line, field, reason, row. Made with the first of them;
 * further runs append, so that none is lost.
 */
public final class RejectsFile implements AutoCloseable {
    private final Path file;
    private final JsonFactory json = new JsonFactory().configure(JsonGenerator.Feature.AUTO_CLOSE_TARGET, false);
    private OutputStream out;
    private long count;

    /** Names the file. */
    public RejectsFile(Path file) {
        this.file = file;
    }

    /** Returns the file. */
    public Path file() {
        return file;
    }

    /** Returns how many rows this run has written. */
    public long count() {
        return count;
    }

    /**
     * Writes a row.
     *
     * @throws IOException if it cannot be written; then the run must not go on, or the row would be lost
     */
    void add(Path source, long line, String field, String reason, String row) throws IOException {
        if (out == null) {
            if (file.toAbsolutePath().getParent() != null) {
                Files.createDirectories(file.toAbsolutePath().getParent());
            }
            out = new BufferedOutputStream(
                    Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        }
        try (JsonGenerator generator = json.createGenerator(out, JsonEncoding.UTF8)) {
            generator.writeStartObject();
            generator.writeStringField("file", source.toString());
            generator.writeNumberField("line", line);
            generator.writeStringField("field", field);
            generator.writeStringField("reason", reason);
            generator.writeStringField("row", row);
            generator.writeEndObject();
            generator.writeRaw('\n');
        }
        count++;
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
        }
    }
}
