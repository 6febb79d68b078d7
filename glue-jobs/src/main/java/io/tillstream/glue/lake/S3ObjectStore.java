package io.tillstream.glue.lake;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The bucket in Amazon S3, or in whatever answers at {@code AWS_ENDPOINT_URL}. */
public final class S3ObjectStore implements ObjectStore, AutoCloseable {
    /** What a bucket may be called (S3 naming rules), as an allow-list for arguments. */
    public static final Pattern BUCKET_NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    private static final int PRECONDITION_FAILED = 412;
    private static final int CONFLICT = 409;
    private static final int CONFLICT_ATTEMPTS = 5;

    private final S3Client s3;
    private final String bucket;

    /** Uses the given client, which {@link #close} closes. */
    public S3ObjectStore(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    /**
     * Builds the client: region, credentials and endpoint come from the SDK's default chains; with an endpoint set,
     * addresses are path-style, because an emulator has no name per bucket.
     */
    public static S3ObjectStore connect(String bucket) {
        S3ClientBuilder builder = S3Client.builder().httpClientBuilder(ApacheHttpClient.builder());
        Stream.of("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL")
                .map(S3ObjectStore::setting)
                .flatMap(Optional::stream)
                .findFirst()
                .ifPresent(endpoint ->
                        builder.endpointOverride(URI.create(endpoint)).forcePathStyle(true));
        return new S3ObjectStore(builder.build(), bucket);
    }

    @Override
    public List<String> childPrefixes(String prefix) {
        return calling(
                "list " + prefix,
                () ->
                        s3
                                .listObjectsV2Paginator(request ->
                                        request.bucket(bucket).prefix(prefix).delimiter("/"))
                                .stream()
                                .flatMap(page -> page.commonPrefixes().stream())
                                .map(CommonPrefix::prefix)
                                .sorted()
                                .toList());
    }

    @Override
    public Stream<String> keys(String prefix, String startAfter) {
        return calling(
                "list " + prefix,
                () -> s3
                        .listObjectsV2Paginator(request -> request.bucket(bucket)
                                .prefix(prefix)
                                .startAfter(startAfter.isEmpty() ? null : startAfter))
                        .contents()
                        .stream()
                        .map(S3Object::key));
    }

    @Override
    public Optional<ObjectHead> head(String key) {
        try {
            HeadObjectResponse head = calling(
                    "head " + key,
                    () -> s3.headObject(request -> request.bucket(bucket).key(key)));
            return Optional.of(new ObjectHead(key, head.contentLength(), head.metadata()));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<byte[]> read(String key) {
        try {
            ResponseBytes<GetObjectResponse> bytes = calling(
                    "get " + key,
                    () -> s3.getObjectAsBytes(request -> request.bucket(bucket).key(key)));
            return Optional.of(bytes.asByteArray());
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    @Override
    public void put(String key, byte[] bytes) {
        calling(
                "put " + key,
                () -> s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(bytes)));
    }

    @Override
    public boolean putIfAbsent(String key, byte[] bytes) {
        for (int attempt = 1; ; attempt++) {
            try {
                calling(
                        "create " + key,
                        () -> s3.putObject(
                                request -> request.bucket(bucket).key(key).ifNoneMatch("*"),
                                RequestBody.fromBytes(bytes)));
                return true;
            } catch (S3Exception e) {
                if (e.statusCode() == PRECONDITION_FAILED) {
                    return false;
                }
                // 409: another conditional request for this key is under way; only its end tells who won.
                if (e.statusCode() != CONFLICT || attempt == CONFLICT_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    @Override
    public String uri(String key) {
        return "s3://" + bucket + "/" + key;
    }

    @Override
    public void close() {
        s3.close();
    }

    private <T> T calling(String what, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkClientException e) {
            throw new RetryableLakeException(
                    "no answer from S3 to: " + what + " in bucket " + bucket
                            + ". Run the job again; if it stays so, check network, endpoint and credentials.",
                    e);
        }
    }

    private static Optional<String> setting(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
    }
}
