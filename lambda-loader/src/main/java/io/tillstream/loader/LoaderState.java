package io.tillstream.loader;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.aws.s3.ObjectStore;
import io.tillstream.lake.LakeKeys;
import io.tillstream.lake.error.PipelineException;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the loader and its operators tell each other, in the lake and not in the warehouse: a paused loader asks Redshift
 * nothing, so that the warehouse can be restored, resized or let sleep.
 */
final class LoaderState {
    /** While this object exists, nothing is loaded. */
    static final String PAUSED_KEY = LakeKeys.LOAD_PAUSED;

    /** How the last invocation ended; overwritten by each, read by people, {@code ./tillstream load status} and sweeps. */
    static final String OUTCOME_KEY = LakeKeys.LOADER_OUTCOME;

    /** The number of the last attempt at the set that is being loaded; read and written by the loader only. */
    static final String ATTEMPT_KEY = LakeKeys.LOAD_ATTEMPT;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Logger LOG = LoggerFactory.getLogger(LoaderState.class);

    private final ObjectStore lake;

    LoaderState(ObjectStore lake) {
        this.lake = lake;
    }

    /**
     * Returns whether an operator has paused loading.
     *
     * @throws PipelineException if S3 does not say; loading against an operator's will would be worse than not loading
     */
    boolean isPaused() {
        return lake.head(PAUSED_KEY).isPresent();
    }

    /**
     * Returns the number of the last attempt at a load set, 0 if none is remembered. That it cannot be read is logged: the
     * attempts are walked from the first then.
     */
    int lastAttempt(PublishedLoadSet load) {
        return read(ATTEMPT_KEY)
                .filter(last -> last.path("key").asText().equals(load.key())
                        && last.path("etag").asText().equals(load.etag()))
                .map(last -> Math.max(0, last.path("attempt").asInt()))
                .orElse(0);
    }

    /** Remembers the number of an attempt before it is made. That this fails is logged: the next invocation walks longer. */
    void rememberAttempt(PublishedLoadSet load, int attempt) {
        Map<String, Object> last = new LinkedHashMap<>();
        last.put("key", load.key());
        last.put("etag", load.etag());
        last.put("attempt", attempt);
        write(ATTEMPT_KEY, last);
    }

    /** Returns how the last invocation ended; nothing if none did, or where S3 or the object does not say. */
    Optional<LastOutcome> lastOutcome() {
        return read(OUTCOME_KEY)
                .filter(last -> last.hasNonNull("at") && last.hasNonNull("since"))
                .map(last -> new LastOutcome(
                        Instant.parse(last.path("at").asText()),
                        last.path("status").asText(),
                        last.path("load_set").asLong(),
                        Instant.parse(last.path("since").asText())));
    }

    /**
     * Records how an invocation ended. That this fails is logged and harms nothing: success is the ledger row.
     *
     * @param outcome how it ended
     * @param loaded the numbers of the sets that this invocation found missing and brought to the ledger
     * @param message what a person should know
     */
    void record(LastOutcome outcome, List<Long> loaded, String message) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("at", outcome.at().toString());
        content.put("status", outcome.status());
        content.put("loaded", loaded);
        content.put("message", message);
        content.put("load_set", outcome.loadSet());
        content.put("since", outcome.since().toString());
        write(OUTCOME_KEY, content);
    }

    private Optional<JsonNode> read(String key) {
        try {
            Optional<byte[]> bytes = lake.read(key);
            return bytes.isEmpty() ? Optional.empty() : Optional.of(JSON.readTree(bytes.get()));
        } catch (PipelineException | IOException e) {
            LOG.warn("{} cannot be read: {}", key, e.getMessage());
            return Optional.empty();
        }
    }

    private void write(String key, Map<String, Object> content) {
        try {
            lake.put(key, JSON.writeValueAsBytes(content));
        } catch (PipelineException | JsonProcessingException e) {
            LOG.warn("{} cannot be written: {}", key, e.getMessage());
        }
    }
}
