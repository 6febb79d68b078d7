package io.tillstream.aws.s3;

import java.util.Map;

/**
 * An object without its bytes.
 *
 * @param key the key in the bucket
 * @param size bytes
 * @param metadata user metadata, names in lower case without {@code x-amz-meta-}
 */
public record ObjectHead(String key, long size, Map<String, String> metadata) {
    /** Copies the metadata. */
    public ObjectHead {
        metadata = Map.copyOf(metadata);
    }
}
