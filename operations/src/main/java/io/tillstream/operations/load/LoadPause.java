package io.tillstream.operations.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillstream.lake.LakeKeys;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The pause switch: an object in the lake, while which exists the loader loads nothing. It lasts through restarts and does not
 * need the warehouse, which may be what an operator is working on.
 *
 * @param since when it was set; empty if that was not stated
 * @param reason why; may be empty
 */
public record LoadPause(String since, String reason) {
    /** The object (docs/reference/contracts.md, section 2). */
    public static final String KEY = LakeKeys.LOAD_PAUSED;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Returns the pause in effect, or nothing. Any content counts, as for the loader. */
    public static Optional<LoadPause> read(S3Client s3, String bucket) {
        return StateObject.read(s3, bucket, KEY).map(LoadPause::parse);
    }

    /** Pauses loading from the next load set on. A set that is being loaded is finished. */
    public static void set(S3Client s3, String bucket, String reason, Instant now) {
        ObjectNode pause = JSON.createObjectNode().put("since", now.toString()).put("reason", reason);
        s3.putObject(
                request -> request.bucket(bucket).key(KEY).contentType("application/json"),
                RequestBody.fromString(pause.toString()));
    }

    /** Ends the pause, if there is one. */
    public static void clear(S3Client s3, String bucket) {
        s3.deleteObject(request -> request.bucket(bucket).key(KEY));
    }

    /** Returns part of a sentence: since when, and why. */
    public String text() {
        return "paused" + (since.isEmpty() ? "" : " since " + since) + (reason.isEmpty() ? "" : ": " + reason);
    }

    private static LoadPause parse(String text) {
        try {
            JsonNode pause = JSON.readTree(text);
            return new LoadPause(
                    pause.path("since").asText(""), pause.path("reason").asText(""));
        } catch (JsonProcessingException e) {
            return new LoadPause("", "");
        }
    }
}
