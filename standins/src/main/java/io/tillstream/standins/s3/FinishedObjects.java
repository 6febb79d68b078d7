package io.tillstream.standins.s3;

import java.util.List;
import java.util.regex.Pattern;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Keeps what is still being written out of listings, as S3 does. S3Proxy first writes an object to a neighbouring file,
 * {@code KEY-UUID}, and renames that at the end; a server that is killed leaves it behind.
 */
final class FinishedObjects extends ForwardingBlobStore {
    private static final Pattern UNFINISHED =
            Pattern.compile(".+-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    FinishedObjects(BlobStore files) {
        super(files);
    }

    @Override
    public ListObjectsV2Response list(ListObjectsV2Request request) {
        ListObjectsV2Response all = super.list(request);
        List<S3Object> finished = all.contents().stream()
                .filter(object -> !UNFINISHED.matcher(object.key()).matches())
                .toList();
        return finished.size() == all.contents().size()
                ? all
                : all.toBuilder().contents(finished).build();
    }
}
