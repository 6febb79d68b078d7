package io.tillstream.loader;

import io.tillstream.warehouse.LoadSet;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Finds load sets by their keys, which need no listing: numbers run 1, 2, 3 … (invariant 6). */
final class LoadSetFiles {
    private final S3Client s3;
    private final String bucket;
    private final BatchFileReader reader = new BatchFileReader();

    LoadSetFiles(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    /**
     * Returns the highest revision of a set, or nothing where the set is not published.
     *
     * @throws LoadSetRejectedException if the file is not a load set that this warehouse can take
     */
    Optional<PublishedLoadSet> find(long number) {
        Optional<Revision> newest = get(number, 1);
        if (newest.isEmpty()) {
            return Optional.empty();
        }
        Optional<Revision> next = get(number, 2);
        while (next.isPresent()) {
            newest = next;
            next = get(number, newest.get().revision() + 1);
        }
        return newest.map(found -> published(number, found));
    }

    /** Tells whether a set is published. */
    boolean isPublished(long number) {
        return get(number, 1).isPresent();
    }

    /**
     * Checks that no set is published beyond one that is not: numbers have no holes, and a set's files are staged only after
     * the set before it was published. Costs one listing of one key, whatever the history.
     *
     * @param missing the number of the set that is not published
     * @throws NeedsPersonException if there is something of a later set
     */
    void requireNoneBeyond(long missing) {
        try {
            Optional<String> next = s3
                    .listObjectsV2(request -> request.bucket(bucket)
                            .prefix(LoadSetKeys.ALL)
                            .startAfter(LoadSetKeys.after(missing))
                            .maxKeys(1))
                    .contents()
                    .stream()
                    .map(S3Object::key)
                    .filter(LoadSetKeys::isOfASet)
                    .findFirst();
            if (next.isPresent()) {
                throw new NeedsPersonException(
                        "load set " + missing + " is missing, though there is " + next.get() + ": "
                                + LoadSetKeys.batchFile(missing, 1)
                                + " was deleted. Restore it from the bucket's versions; later sets wait for it");
            }
        } catch (SdkException e) {
            throw AwsFaults.of("listing s3://" + bucket + "/" + LoadSetKeys.ALL, e);
        }
    }

    private PublishedLoadSet published(long number, Revision found) {
        LoadSet set =
                reader.read(found.key(), number, found.revision(), found.file().asByteArrayUnsafe());
        return new PublishedLoadSet(found.key(), found.file().response().eTag(), set);
    }

    private Optional<Revision> get(long number, int revision) {
        String key = LoadSetKeys.batchFile(number, revision);
        try {
            ResponseBytes<GetObjectResponse> file =
                    s3.getObjectAsBytes(request -> request.bucket(bucket).key(key));
            return Optional.of(new Revision(key, revision, file));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw AwsFaults.of("reading s3://" + bucket + "/" + key, e);
        }
    }

    private record Revision(String key, int revision, ResponseBytes<GetObjectResponse> file) {}
}
