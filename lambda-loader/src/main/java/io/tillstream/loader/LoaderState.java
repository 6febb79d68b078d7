package io.tillstream.loader;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * What the loader and its operators tell each other, in the lake and not in the warehouse: a paused loader asks Redshift
 * nothing, so that the warehouse can be restored, resized or let sleep.
 */
final class LoaderState {
    /** While this object exists, nothing is loaded. */
    static final String PAUSED_KEY = "state/load-paused.json";

    /** How the last invocation ended; overwritten by each, read by people and {@code ./tillstream load status} only. */
    static final String OUTCOME_KEY = "state/loader.json";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Logger LOG = LoggerFactory.getLogger(LoaderState.class);

    private final S3Client s3;
    private final String bucket;
    private final Clock clock;

    LoaderState(S3Client s3, String bucket, Clock clock) {
        this.s3 = s3;
        this.bucket = bucket;
        this.clock = clock;
    }

    /**
     * Tells whether an operator has paused loading.
     *
     * @throws LoaderException if S3 does not say; loading against an operator's will would be worse than not loading
     */
    boolean isPaused() {
        try {
            s3.headObject(request -> request.bucket(bucket).key(PAUSED_KEY));
            return true;
        } catch (NoSuchKeyException e) {
            return false;
        } catch (SdkException e) {
            throw AwsFaults.of("looking for s3://" + bucket + "/" + PAUSED_KEY, e);
        }
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
            byte[] bytes = JSON.writeValueAsBytes(outcome);
            s3.putObject(
                    request -> request.bucket(bucket).key(OUTCOME_KEY).contentType("application/json"),
                    RequestBody.fromBytes(bytes));
        } catch (SdkException | JsonProcessingException e) {
            LOG.warn("the outcome cannot be written to s3://{}/{}: {}", bucket, OUTCOME_KEY, e.getMessage());
        }
    }
}
