package io.tillstream.operations.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.lake.LoadSetKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A published load set that the warehouse does not have.
 *
 * @param number its number
 * @param revision its highest revision, 1 for the set as first published
 * @param reason why that revision superseded the one before; empty for the first
 */
public record WaitingSet(long number, int revision, String reason) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Returns the sets after that number, in order: found by their keys, so that the cost follows what waits. */
    public static List<WaitingSet> after(long loaded, S3Client s3, String bucket) {
        List<WaitingSet> waiting = new ArrayList<>();
        for (Optional<WaitingSet> next = find(loaded + 1, s3, bucket);
                next.isPresent();
                next = find(next.get().number() + 1, s3, bucket)) {
            waiting.add(next.get());
        }
        return waiting;
    }

    /** Returns the set with its highest revision, if it is published, whether it waits or not. */
    public static Optional<WaitingSet> find(long number, S3Client s3, String bucket) {
        Optional<String> newest = StateObject.read(s3, bucket, LoadSetKeys.batchFile(number, 1));
        if (newest.isEmpty()) {
            return Optional.empty();
        }
        int revision = 1;
        for (Optional<String> next = StateObject.read(s3, bucket, LoadSetKeys.batchFile(number, 2));
                next.isPresent();
                next = StateObject.read(s3, bucket, LoadSetKeys.batchFile(number, revision + 1))) {
            revision++;
            newest = next;
        }
        return Optional.of(new WaitingSet(number, revision, reason(newest.get())));
    }

    /** Key of its batch file. */
    public String key() {
        return LoadSetKeys.batchFile(number, revision);
    }

    private static String reason(String batchFile) {
        try {
            JsonNode file = JSON.readTree(batchFile);
            return file.path("reason").asText("");
        } catch (JsonProcessingException e) {
            // The loader says what is wrong with it; here it only waits.
            return "";
        }
    }

    /** Returns it for a person: {@code 4} or {@code 4 (revision 2: why)}. */
    public String text() {
        return revision == 1 ? Long.toString(number) : number + " (revision " + revision + ": " + reason + ")";
    }
}
