package io.tillstream.aws.s3;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The lake's bucket. Safe for use by several threads. Every method throws
 * {@link io.tillstream.lake.error.RetryableException} for a failure that may pass and
 * {@link io.tillstream.lake.error.TerminalException} for one that will not.
 */
public interface ObjectStore {
    /**
     * Creates an object unless the key exists ({@code If-None-Match: *}). At most one of any number of callers ever gets
     * {@link PutOutcome#CREATED} for a key. After an exception the object may exist or not.
     *
     * @param key the object's key
     * @param file the object's bytes
     * @param metadata the object's metadata, names without prefix, in lower case
     */
    PutOutcome create(String key, Path file, Map<String, String> metadata);

    /**
     * Creates a JSON file unless the key exists. Waits while another request for the key is under way.
     *
     * @return whether this call created it. A false answer may be to this call's own request, sent again by the SDK
     *     after its answer was lost: a caller that needs to know compares the content.
     */
    boolean putIfAbsent(String key, byte[] json);

    /** Creates a JSON file or overwrites it. */
    void put(String key, byte[] json);

    /** Returns an object's size and metadata, or nothing if the key does not exist. */
    Optional<ObjectHead> head(String key);

    /** Returns a small object as a whole, or nothing if the key does not exist. */
    Optional<ObjectContent> get(String key);

    /** Returns the bytes of a small object, or nothing if the key does not exist. */
    default Optional<byte[]> read(String key) {
        return get(key).map(ObjectContent::bytes);
    }

    /**
     * Returns the keys that start with the prefix and sort after {@code after}, in ascending byte order; lazily, so that a
     * reader who stops early pays for what it read.
     *
     * @param after a key or any other text; empty for all keys
     */
    Iterator<String> keysAfter(String prefix, String after);

    /** As {@link #keysAfter}, as a stream. */
    default Stream<String> keys(String prefix, String after) {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(keysAfter(prefix, after), Spliterator.ORDERED), false);
    }

    /** Returns the prefixes one level below the given one, each up to and with its next {@code /}, in order. */
    List<String> childPrefixes(String prefix);

    /** Returns the path under which Spark reads and writes the key, for example {@code s3://bucket/key}. */
    String uri(String key);
}
