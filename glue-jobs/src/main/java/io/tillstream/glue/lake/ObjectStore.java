package io.tillstream.glue.lake;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The lake's bucket, as far as the jobs use it. Implementations are safe for several threads. */
public interface ObjectStore {
    /** Returns the prefixes one level below {@code prefix}, each with its ending slash, in order. */
    List<String> childPrefixes(String prefix);

    /**
     * Returns the keys that start with {@code prefix} and come after {@code startAfter} in byte order, in that order;
     * lazily, so that a reader who stops early pays for what it read.
     *
     * @param startAfter a key or any other text; empty for all keys
     */
    Stream<String> keys(String prefix, String startAfter);

    /** Returns an object's size and metadata, or nothing where there is no such object. */
    Optional<ObjectHead> head(String key);

    /** Returns an object's bytes, or nothing where there is no such object. For small objects. */
    Optional<byte[]> read(String key);

    /** Creates an object or overwrites it. */
    void put(String key, byte[] bytes);

    /**
     * Creates an object, atomically, only where there is none ({@code If-None-Match: *}).
     *
     * @return whether this call created it. A false answer may be to this call's own request, sent again by the SDK
     *     after its answer was lost: whoever needs to know compares the content.
     */
    boolean putIfAbsent(String key, byte[] bytes);

    /** Returns the path under which Spark reads and writes the key, for example {@code s3://bucket/key}. */
    String uri(String key);
}
