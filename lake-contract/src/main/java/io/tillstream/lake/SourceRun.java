package io.tillstream.lake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One line of a source ledger: what one run of {@code replay} has read, sent and rejected. A run writes a line when it
 * starts and another when it ends, so that one that was killed is seen. {@code read = sent + rejected} for every run that is
 * {@link State#DONE}.
 *
 * @param run identifies the run; both of its lines have it
 * @param state how far the run is
 * @param at when the line was written, ISO 8601
 * @param source name of the mapping
 * @param topic the topic
 * @param files the input files, as absolute paths
 * @param fromStart whether every row of the files was read: nothing was skipped because an earlier run had sent it
 * @param read rows that are sales by the mapping's conditions
 * @param sent events that Kafka has acknowledged
 * @param rejected rows that the mapping cannot read
 * @param leftOut rows that the mapping's {@code where} and {@code skip} leave out; not in {@code read}
 * @param rejects the rejects file, as an absolute path
 * @param rejectsFrom where in the rejects file the rows of this run begin, in bytes
 */
public record SourceRun(
        String run,
        State state,
        String at,
        String source,
        String topic,
        List<String> files,
        boolean fromStart,
        long read,
        long sent,
        long rejected,
        long leftOut,
        String rejects,
        long rejectsFrom) {
    private static final JsonFactory JSON = new JsonFactory();

    /** How far a run is. */
    public enum State {
        /** It has begun. */
        STARTED,
        /** It has read all files to their end. */
        DONE,
        /** It was ended early by the user. */
        STOPPED,
        /** It failed. */
        FAILED
    }

    /** Copies the list. */
    public SourceRun {
        files = List.copyOf(files);
    }

    /**
     * Reads a line.
     *
     * @throws ContractException if it is not one
     */
    public static SourceRun parse(String line) {
        JsonObject json = JsonObject.parse(line.getBytes(StandardCharsets.UTF_8));
        return new SourceRun(
                json.text("run"),
                state(json.text("state")),
                json.text("at"),
                json.text("source"),
                json.text("topic"),
                json.texts("files"),
                json.truth("from_start"),
                json.number("read"),
                json.number("sent"),
                json.number("rejected"),
                json.number("left_out"),
                json.text("rejects"),
                json.number("rejects_from"));
    }

    /** Returns the line, without a line end. */
    public String line() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("run", run);
            json.writeStringField("state", state.name().toLowerCase(java.util.Locale.ROOT));
            json.writeStringField("at", at);
            json.writeStringField("source", source);
            json.writeStringField("topic", topic);
            json.writeArrayFieldStart("files");
            for (String file : files) {
                json.writeString(file);
            }
            json.writeEndArray();
            json.writeBooleanField("from_start", fromStart);
            json.writeNumberField("read", read);
            json.writeNumberField("sent", sent);
            json.writeNumberField("rejected", rejected);
            json.writeNumberField("left_out", leftOut);
            json.writeStringField("rejects", rejects);
            json.writeNumberField("rejects_from", rejectsFrom);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static State state(String text) {
        for (State state : State.values()) {
            if (state.name().toLowerCase(java.util.Locale.ROOT).equals(text)) {
                return state;
            }
        }
        throw new ContractException("state cannot be " + text);
    }
}
