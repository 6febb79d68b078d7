package io.tillstream.operations.load;

import io.tillstream.lake.LoadSetKeys;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A load set that is missing although there is a later one: its batch file was deleted. Numbers run 1, 2, 3 … (invariant 6), so
 * the loader stops there.
 *
 * @param number the number of the set that is missing
 * @param later a key of a later set
 */
public record MissingSet(long number, String later) {
    /** Returns what is missing, if anything of a later set is in the lake; costs one listing of one key. */
    public static Optional<MissingSet> before(long number, S3Client s3, String bucket) {
        // '0' is the character after '/', so this sorts after every key of the set.
        String startAfter = LoadSetKeys.after(number);
        return s3
                .listObjectsV2(request -> request.bucket(bucket)
                        .prefix(LoadSetKeys.ALL)
                        .startAfter(startAfter)
                        .maxKeys(1))
                .contents()
                .stream()
                .map(S3Object::key)
                .filter(LoadSetKeys::isOfASet)
                .map(key -> new MissingSet(number, key))
                .findFirst();
    }

    /** Returns what a person must know, in one sentence. */
    public String text() {
        return "load set " + number + " is missing, although there is " + later + ": restore "
                + LoadSetKeys.batchFile(number) + " from the bucket's versions; later sets wait for it";
    }
}
