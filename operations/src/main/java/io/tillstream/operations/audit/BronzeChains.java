package io.tillstream.operations.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Reads the chains of Bronze objects from the lake by listing and HEAD. Keys and metadata are read here anew and not by
 * {@link io.tillstream.lake.ChainId} and {@link io.tillstream.lake.BronzeMetadata}, on purpose: the audit is an independent
 * check of what writer and Silver agree on.
 */
public final class BronzeChains {
    private static final Pattern KEY = Pattern.compile(
            "bronze/topic=[^/]+/id=(?<id>[^/]+)/partition=(?<partition>\\d+)/(?<first>\\d{20})\\.parquet");

    private final S3Client s3;
    private final String bucket;
    private final String topic;

    /**
     * @param s3 client of the lake
     * @param bucket the lake's bucket
     * @param topic the topic whose chains are read
     */
    public BronzeChains(S3Client s3, String bucket, String topic) {
        this.s3 = s3;
        this.bucket = bucket;
        this.topic = topic;
    }

    /**
     * All objects of the topic, by partition.
     *
     * @throws IllegalStateException when a key or an object's metadata is not of the form that the writer gives them
     */
    public Map<PartitionKey, List<BronzeObject>> read() {
        // In parallel, because a HEAD is all waiting; the order of the answers does not matter.
        List<Map.Entry<PartitionKey, BronzeObject>> objects = list().parallelStream()
                .map(key -> Map.entry(partitionOf(key), head(key)))
                .toList();
        Map<PartitionKey, List<BronzeObject>> chains = new TreeMap<>();
        objects.forEach(object -> chains.computeIfAbsent(object.getKey(), key -> new ArrayList<>())
                .add(object.getValue()));
        return chains;
    }

    /**
     * The end of one chain and when its last object was written, found by listing from a hint on: the cost follows what is
     * new, not history.
     *
     * @param hint an offset that is known to start an object or to end the chain; 0 if nothing is known
     */
    public ChainHead head(PartitionKey partition, long hint) {
        String prefix =
                "bronze/topic=" + topic + "/id=" + partition.topicId() + "/partition=" + partition.partition() + "/";
        Optional<S3Object> last = s3
                .listObjectsV2Paginator(request -> request.bucket(bucket)
                        .prefix(prefix)
                        .startAfter(prefix + String.format(Locale.ROOT, "%020d", hint)))
                .contents()
                .stream()
                .reduce((first, second) -> second);
        return last.map(object -> new ChainHead(head(object.key()).last() + 1, Optional.of(object.lastModified())))
                .orElse(new ChainHead(hint, Optional.empty()));
    }

    /**
     * Where a chain ends.
     *
     * @param end the offset behind its last object
     * @param written when that object was written; empty if the hint was the end already
     */
    public record ChainHead(long end, Optional<Instant> written) {}

    private List<String> list() {
        return s3
                .listObjectsV2Paginator(request -> request.bucket(bucket).prefix("bronze/topic=" + topic + "/"))
                .contents()
                .stream()
                .map(S3Object::key)
                .toList();
    }

    private BronzeObject head(String key) {
        Map<String, String> metadata =
                s3.headObject(request -> request.bucket(bucket).key(key)).metadata();
        BronzeObject object = new BronzeObject(
                number(key, metadata, "first-offset"),
                number(key, metadata, "last-offset"),
                number(key, metadata, "records"),
                number(key, metadata, "holes"),
                metadata.containsKey("gaps") ? number(key, metadata, "gaps") : 0,
                number(key, metadata, "rows"));
        if (object.first() != Long.parseLong(match(key).group("first"))) {
            throw new IllegalStateException(key + " says that it starts at offset " + object.first());
        }
        return object;
    }

    private static long number(String key, Map<String, String> metadata, String name) {
        String value = metadata.get(name);
        if (value == null || !value.matches("\\d{1,18}")) {
            throw new IllegalStateException(key + " has the metadata " + name + "=" + value + ", not a number");
        }
        return Long.parseLong(value);
    }

    private static PartitionKey partitionOf(String key) {
        Matcher match = match(key);
        return new PartitionKey(match.group("id"), Integer.parseInt(match.group("partition")));
    }

    private static Matcher match(String key) {
        Matcher match = KEY.matcher(key);
        if (!match.matches()) {
            throw new IllegalStateException(key + " is not a Bronze object's key");
        }
        return match;
    }
}
