package io.tillstream.glue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.aws.s3.ObjectStore;
import io.tillstream.lake.LakeKeys;
import io.tillstream.lake.ProgramProtocol;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The outcome of a job: one line {@code TILLSTREAM_RESULT {json}} on standard output, its fields in the order in which
 * they were added. Values are what Jackson writes as JSON: text, numbers, booleans, maps, lists, records.
 */
public final class JobResult {
    private static final String PREFIX = ProgramProtocol.RESULT_LINE + " ";
    private static final String PROGRESS = ProgramProtocol.PROGRESS_LINE + " ";
    private static final Pattern RESULT_KEY = Pattern.compile("(" + LakeKeys.RESULTS + "[A-Za-z0-9_./-]{1,500})?");

    private final Map<String, Object> fields = new LinkedHashMap<>();
    private final long startedNanos = System.nanoTime();
    private String key = "";

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
     * Takes from {@code --result-key} where {@link #keep} is to write; without it that writes nothing.
     *
     * @throws JobArgumentException if the key is not one below {@code state/results/}
     */
    public JobResult keptAt(JobArguments arguments) {
        key = arguments.text("result-key", RESULT_KEY, "");
        return this;
    }

    /** Writes the printed JSON object into the bucket: the program that started the run reads it there and does not search a log. */
    public JobResult keep(ObjectStore store) {
        if (!key.isEmpty()) {
            store.put(key, json(fields).getBytes(StandardCharsets.UTF_8));
        }
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
