package io.tillstream.local.pipeline;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tillstream.local.process.DataDirectory;
import io.tillstream.local.process.JsonFile;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * When each stage last got through and when it last failed; kept in the data directory for {@code ./tillstream status}.
 *
 * @param stages by the stage's name
 */
public record StageHistory(@JsonProperty("stages") Map<String, Entry> stages) {
    /**
     * One stage's record. Instants are ISO 8601 texts; all is null where it never happened.
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

    /** Reads what was written last, or an empty history. */
    public static StageHistory read(DataDirectory directory) {
        return JsonFile.read(directory.stagesFile(), StageHistory.class).orElseGet(() -> new StageHistory(Map.of()));
    }

    /** The stage's record. */
    public Entry of(String stage) {
        return stages.getOrDefault(stage, Entry.NONE);
    }

    /** This history after a stage got through. */
    StageHistory succeeded(String stage, String batch, Instant at) {
        Entry before = of(stage);
        return with(stage, new Entry(at.toString(), batch, before.failedAt(), before.error()));
    }

    /** This history after a stage failed. */
    StageHistory failed(String stage, String error, Instant at) {
        Entry before = of(stage);
        return with(stage, new Entry(before.succeededAt(), before.batch(), at.toString(), error));
    }

    /** Replaces what was written last. */
    void write(DataDirectory directory) {
        JsonFile.write(directory.stagesFile(), this);
    }

    private StageHistory with(String stage, Entry entry) {
        Map<String, Entry> changed = new TreeMap<>(stages);
        changed.put(stage, entry);
        return new StageHistory(changed);
    }
}
