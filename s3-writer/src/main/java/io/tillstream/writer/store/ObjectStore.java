package io.tillstream.writer.store;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/**
 * What the writer needs of an object store. Safe for use by several threads. Every method throws
 * {@link io.tillstream.writer.error.RetryableException} for a failure that may pass and
 * {@link io.tillstream.writer.error.TerminalException} for one that will not.
 */
public interface ObjectStore {
    /**
     * Creates an object unless the key exists. At most one of any number of callers ever gets
     * {@link PutOutcome#CREATED} for a key. After an exception the object may exist or not.
     *
     * @param key the object's key
     * @param file the object's bytes
     * @param metadata the object's metadata, names without prefix, in lower case
     */
    PutOutcome create(String key, Path file, Map<String, String> metadata);

    /** Returns the metadata of an object, or nothing where the key does not exist. */
    Optional<Map<String, String>> head(String key);

    /** Returns the keys that start with the prefix and sort behind {@code after}, in ascending order. */
    Iterator<String> keysAfter(String prefix, String after);

    /** Returns the bytes of a small object, or nothing where the key does not exist. */
    Optional<byte[]> read(String key);
}
