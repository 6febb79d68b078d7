package io.tillstream.operations.status;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tillstream.operations.command.JsonFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * When each stage last got through and when it last failed; kept in the data directory for {@code ./tillstream status}.
 *
 * @param stages by the stage's name
 */
public record StageHistory(@JsonProperty("stages") Map<String, Entry> stages) {
    /** Name of the entry for the run as a whole, which can also end between two stages. */
    public static final String RUN = "run";

    /**
     * One stage's record. Instants are ISO 8601 texts; all is null if it never happened.
     *
     * @param succeededAt when it last got through
     * @param batch what it did then
     * @param failedAt when it last failed
     * @param error what was wrong then
     */
    public record Entry(
            @JsonProperty("succeeded_at") String succeededAt,
            @JsonProperty("batch") String batch,
            @JsonProperty("failed_at") String failedAt,
            @JsonProperty("error") String error) {
        /** A stage that never ran. */
        public static final Entry NONE = new Entry(null, null, null, null);

        /** Whether it failed after it last got through. */
        public boolean failing() {
            return failedAt != null
                    && (succeededAt == null || Instant.parse(failedAt).isAfter(Instant.parse(succeededAt)));
        }
    }

    /** Copies the map. */
    public StageHistory {
        stages = new TreeMap<>(stages);
    }

    /** Reads the file that was written last, or an empty history. */
    public static StageHistory read(Path file) {
        return JsonFile.read(file, StageHistory.class).orElseGet(() -> new StageHistory(Map.of()));
    }

    /** The stage's record. */
    public Entry of(String stage) {
        return stages.getOrDefault(stage, Entry.NONE);
    }

    /** This history after a stage got through. */
    public StageHistory succeeded(String stage, String batch, Instant at) {
        Entry before = of(stage);
        return with(stage, new Entry(at.toString(), batch, before.failedAt(), before.error()));
    }

    /** This history after a stage failed. */
    public StageHistory failed(String stage, String error, Instant at) {
        Entry before = of(stage);
        return with(stage, new Entry(before.succeededAt(), before.batch(), at.toString(), error));
    }

    /** Replaces what was written last. */
    public void write(Path file) {
        JsonFile.write(file, this);
    }

    private StageHistory with(String stage, Entry entry) {
        Map<String, Entry> changed = new TreeMap<>(stages);
        changed.put(stage, entry);
        return new StageHistory(changed);
    }
}
