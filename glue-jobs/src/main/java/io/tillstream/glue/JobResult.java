package io.tillstream.glue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The outcome of a job: one line {@code TILLSTREAM_RESULT {json}} on standard output, its fields in the order in which
 * they were added. Values are what Jackson writes as JSON: text, numbers, booleans, maps, lists, records.
 */
public final class JobResult {
    private static final String PREFIX = "TILLSTREAM_RESULT ";
    private static final String PROGRESS = "TILLSTREAM_PROGRESS ";

    private final Map<String, Object> fields = new LinkedHashMap<>();
    private final long startedNanos = System.nanoTime();

    private JobResult(String job) {
        fields.put("job", job);
        fields.put("status", "failed");
    }

    /** Starts the result, and the clock of its {@code seconds}, of the job of that name. */
    public static JobResult started(String job) {
        return new JobResult(job);
    }

    /** Sets the status, which stays the second field. */
    public JobResult status(String status) {
        return put("status", status);
    }

    /** Adds a field, or replaces its value. */
    public JobResult put(String field, Object value) {
        fields.put(field, value);
        return this;
    }

    /** Returns the value of a field, or null. */
    public Object get(String field) {
        return fields.get(field);
    }

    /** Adds {@code seconds} since the start (three decimals) and prints the line. */
    public JobResult print(PrintStream out) {
        fields.remove("seconds");
        fields.put("seconds", (System.nanoTime() - startedNanos) / 1_000_000 / 1000.0);
        out.println(PREFIX + json(fields));
        out.flush();
        return this;
    }

    /**
     * Prints a line {@code TILLSTREAM_PROGRESS {json}}.
     *
     * @param job the job
     * @param done how many of its steps are done
     * @param total how many it has
     */
    public static void progress(String job, int done, int total, PrintStream out) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("job", job);
        fields.put("done", done);
        fields.put("total", total);
        out.println(PROGRESS + json(fields));
        out.flush();
    }

    private static String json(Map<String, Object> fields) {
        try {
            return new ObjectMapper().writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a result field cannot be written as JSON: " + fields, e);
        }
    }
}
