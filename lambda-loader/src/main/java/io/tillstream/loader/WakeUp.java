package io.tillstream.loader;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.lake.LoadSetKeys;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * What a message was about. Every message wakes the loader, and none tells it what to load; this decides only what is logged
 * and whether the message is worth another delivery when the load failed.
 */
enum WakeUp {
    /** An S3 notification of a load set of our lake. */
    LOAD_SET(true),
    /** Any other JSON: a sweeper's wake-up. */
    SWEEP(true),
    /** An operator's request to try again at once, no matter what has just failed: {@code {"wake":"redrive"}}. */
    REDRIVE(true),
    /** What S3 sends once when the notification is set up. */
    TEST_EVENT(false),
    /** A notification of another bucket or of an object that is not a batch file. */
    FOREIGN(false),
    /** Not JSON, or a key that is not URL-encoded: a repetition would be as broken. */
    BROKEN(false);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final boolean worthRetrying;

    WakeUp(boolean worthRetrying) {
        this.worthRetrying = worthRetrying;
    }

    /** Returns whether the message is reported as failed when the load it woke may succeed later. */
    boolean worthRetrying() {
        return worthRetrying;
    }

    /**
     * Returns what a message is about.
     *
     * @param body the SQS message's body, or null
     * @param bucket the lake's bucket
     */
    static WakeUp of(String body, String bucket) {
        try {
            JsonNode message = JSON.readTree(body == null ? "" : body);
            if (message.path("Event").asText().equals("s3:TestEvent")) {
                return TEST_EVENT;
            }
            if (message.path("Records").isArray()) {
                return ofRecords(message.path("Records"), bucket);
            }
            if (message.path("wake").asText().equals("redrive")) {
                return REDRIVE;
            }
            return message.isObject() ? SWEEP : BROKEN;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return BROKEN;
        }
    }

    private static WakeUp ofRecords(JsonNode records, String bucket) {
        WakeUp found = FOREIGN;
        for (JsonNode node : records) {
            String key = URLDecoder.decode(node.at("/s3/object/key").asText(), StandardCharsets.UTF_8);
            if (node.at("/s3/bucket/name").asText().equals(bucket) && LoadSetKeys.isBatchFile(key)) {
                found = LOAD_SET;
            }
        }
        return found;
    }
}
