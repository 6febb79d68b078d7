package io.tillstream.producer.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.lake.ProgramProtocol;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Prints the lines by which other programs follow a run: progress at most four times a second, and one result. */
public final class MachineReport implements RunReport {
    private static final long INTERVAL_NANOS = 250_000_000L;

    private final ObjectMapper json = new ObjectMapper();
    private final PrintWriter out;
    private final PrintWriter notes;
    private final LongSupplier nanoTime;
    private final long started;
    private final String job;
    private final Optional<String> mapping;
    private long lastProgress;

    /**
     * Starts the clock.
     *
     * @param out where the lines go
     * @param notes where words for people go
     * @param nanoTime a clock as {@link System#nanoTime}
     * @param job {@code replay}, {@code produce} or {@code catalogue}
     * @param mapping the mapping's name, where there is one
     */
    public MachineReport(
            PrintWriter out, PrintWriter notes, LongSupplier nanoTime, String job, Optional<String> mapping) {
        this.out = out;
        this.notes = notes;
        this.nanoTime = nanoTime;
        this.job = job;
        this.mapping = mapping;
        this.started = nanoTime.getAsLong();
        this.lastProgress = started - INTERVAL_NANOS;
    }

    @Override
    public boolean isDue() {
        return nanoTime.getAsLong() - lastProgress >= INTERVAL_NANOS;
    }

    @Override
    public void progress(Counts counts) {
        lastProgress = nanoTime.getAsLong();
        print(ProgramProtocol.PROGRESS_LINE, fields(counts));
    }

    @Override
    public void note(String text) {
        notes.println(text);
        notes.flush();
    }

    @Override
    public void result(Outcome outcome, Counts counts, Map<String, Object> more) {
        Map<String, Object> fields = fields(counts);
        fields.put("status", outcome.status());
        fields.putAll(more);
        fields.put("seconds", Math.round((nanoTime.getAsLong() - started) / 1e6) / 1e3);
        print(ProgramProtocol.RESULT_LINE, fields);
    }

    @Override
    public void close() {
        // Lines stay where they are.
    }

    private Map<String, Object> fields(Counts counts) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("job", job);
        mapping.ifPresent(name -> fields.put("mapping", name));
        fields.put("read", counts.read());
        fields.put("sent", counts.sent());
        fields.put("rejected", counts.rejected());
        if (counts.total() >= 0) {
            fields.put("total", counts.total());
        }
        return fields;
    }

    private void print(String tag, Map<String, Object> fields) {
        try {
            out.println(tag + " " + json.writeValueAsString(fields));
            out.flush();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers and texts always make JSON", e);
        }
    }
}
