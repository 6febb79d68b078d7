package io.tillstream.producer.replay;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tillstream.producer.source.SourceText;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows that did not become events, one JSON line each: file, line, field, reason, row. Made with the first of them;
 * further runs append, so that none is lost.
 */
public final class RejectsFile implements AutoCloseable {
    private static final int SHOWN = 20;

    private final Path file;
    private final List<String> shown = new ArrayList<>();
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

    /** Returns the first of the rows as {@code file:line: field: reason}, and how many more there are. */
    public List<String> summary() {
        List<String> lines = new ArrayList<>(shown);
        if (count > 0) {
            lines.add((count > SHOWN ? "and " + (count - SHOWN) + " more; " : "") + "rejected rows are in " + file);
        }
        return lines;
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
        if (count <= SHOWN) {
            shown.add(SourceText.printable("rejected " + source + ":" + line + ": " + field + ": " + reason));
        }
    }

    /**
     * Sees that the rows so far are in the file.
     *
     * @throws IOException if they cannot be written
     */
    void flush() throws IOException {
        if (out != null) {
            out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
        }
    }
}
