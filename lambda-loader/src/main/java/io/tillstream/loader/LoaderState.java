package io.tillstream.loader;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.aws.s3.ObjectStore;
import io.tillstream.lake.LakeKeys;
import io.tillstream.lake.error.PipelineException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the loader and its operators tell each other, in the lake and not in the warehouse: a paused loader asks Redshift
 * nothing, so that the warehouse can be restored, resized or let sleep.
 */
final class LoaderState {
    /** While this object exists, nothing is loaded. */
    static final String PAUSED_KEY = LakeKeys.LOAD_PAUSED;

    /** How the last invocation ended; overwritten by each, read by people and {@code ./tillstream load status} only. */
    static final String OUTCOME_KEY = LakeKeys.LOADER_OUTCOME;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Logger LOG = LoggerFactory.getLogger(LoaderState.class);

    private final ObjectStore lake;
    private final Clock clock;

    LoaderState(ObjectStore lake, Clock clock) {
        this.lake = lake;
        this.clock = clock;
    }

    /**
     * Tells whether an operator has paused loading.
     *
     * @throws PipelineException if S3 does not say; loading against an operator's will would be worse than not loading
     */
    boolean isPaused() {
        return lake.head(PAUSED_KEY).isPresent();
    }

    /**
     * Records how an invocation ended. That this fails is logged and harms nothing: success is the ledger row.
     *
     * @param status {@code done}, {@code paused}, or the kind of failure
     * @param loaded the numbers of the sets that this invocation found missing and brought to the ledger
     * @param message what a person should know
     */
    void record(String status, List<Long> loaded, String message) {
        Map<String, Object> outcome = new LinkedHashMap<>();
        outcome.put("at", clock.instant().toString());
        outcome.put("status", status);
        outcome.put("loaded", loaded);
        outcome.put("message", message);
        try {
            lake.put(OUTCOME_KEY, JSON.writeValueAsBytes(outcome));
        } catch (PipelineException | JsonProcessingException e) {
            LOG.warn("the outcome cannot be written to {}: {}", OUTCOME_KEY, e.getMessage());
        }
    }
}
