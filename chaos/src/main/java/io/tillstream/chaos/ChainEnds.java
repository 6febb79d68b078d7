package io.tillstream.chaos;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * How far the chains of a topic of one id reach: one listing and a HEAD for each partition. Reads keys and metadata itself,
 * on purpose: see {@link BronzeCheck}.
 */
final class ChainEnds {
    private static final Pattern PARTITION = Pattern.compile("/partition=(\\d+)/");

    private final S3Client s3;
    private final String bucket;
    private final String prefix;

    ChainEnds(S3Client s3, String bucket, String topic) {
        this.s3 = s3;
        this.bucket = bucket;
        this.prefix = "bronze/topic=" + topic + "/";
    }

    /** Returns the offset after the last object of each partition. */
    Map<Integer, Long> read() {
        Map<Integer, String> last = new HashMap<>();
        for (S3Object object : s3.listObjectsV2Paginator(
                        request -> request.bucket(bucket).prefix(prefix))
                .contents()) {
            Matcher partition = PARTITION.matcher(object.key());
            if (partition.find()) {
                last.merge(Integer.parseInt(partition.group(1)), object.key(), (a, b) -> a.compareTo(b) < 0 ? b : a);
            }
        }
        Map<Integer, Long> ends = new HashMap<>();
        last.forEach((partition, key) -> ends.put(
                partition,
                Long.parseLong(s3.headObject(request -> request.bucket(bucket).key(key))
                                .metadata()
                                .get("last-offset"))
                        + 1));
        return ends;
    }
}
