package io.tillstream.glue.lake;

import java.net.URI;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The bucket in Amazon S3, or in whatever answers at {@code AWS_ENDPOINT_URL}. */
public final class S3ObjectStore implements ObjectStore, AutoCloseable {
    /** What a bucket may be called (S3 naming rules), as an allow-list for arguments. */
    public static final Pattern BUCKET_NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_FAULT = 500;
    private static final int CONFLICT_ATTEMPTS = 5;
    private static final Duration CONFLICT_WAIT = Duration.ofMillis(200);

    private final S3Client s3;
    private final String bucket;

    /** Uses the given client, which {@link #close} closes. */
    public S3ObjectStore(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    /** Builds the client from the SDK's default chains of region, credentials and endpoint. */
    public static S3ObjectStore connect(String bucket) {
        Optional<URI> endpoint = Stream.of("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL")
                .map(name -> Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank()))
                .flatMap(Optional::stream)
                .findFirst()
                .map(URI::create);
        return new S3ObjectStore(client(endpoint), bucket);
    }

    /** Builds a client; with an endpoint, addresses are path-style, because an emulator has no name for each bucket. */
    static S3Client client(Optional<URI> endpoint) {
        S3ClientBuilder builder = S3Client.builder().httpClientBuilder(ApacheHttpClient.builder());
        endpoint.ifPresent(uri -> builder.endpointOverride(uri).forcePathStyle(true));
        return builder.build();
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
        Iterator<S3Object> objects = calling(
                "list " + prefix,
                () -> s3.listObjectsV2Paginator(request -> request.bucket(bucket)
                                .prefix(prefix)
                                .startAfter(startAfter.isEmpty() ? null : startAfter))
                        .contents()
                        .iterator());
        Iterator<String> keys = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return calling("list " + prefix, objects::hasNext);
            }

            @Override
            public String next() {
                return calling("list " + prefix, objects::next).key();
            }
        };
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(keys, Spliterator.ORDERED), false);
    }

    @Override
    public Optional<ObjectHead> head(String key) {
        return present("head " + key, () -> {
            HeadObjectResponse head =
                    s3.headObject(request -> request.bucket(bucket).key(key));
            return new ObjectHead(key, head.contentLength(), head.metadata());
        });
    }

    @Override
    public Optional<byte[]> read(String key) {
        return present(
                "get " + key,
                () -> s3.getObjectAsBytes(request -> request.bucket(bucket).key(key))
                        .asByteArray());
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
                    throw new RetryableLakeException("S3 would not create " + key + "; run the job again", e);
                }
                pause();
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

    private <T> Optional<T> present(String what, Supplier<T> call) {
        try {
            return Optional.of(calling(what, call));
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Lets through the answers that say something of the key (404, 409, 412), and types all others. */
    private <T> T calling(String what, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkClientException e) {
            throw new RetryableLakeException(
                    "no answer from S3 to: " + what + " in bucket " + bucket
                            + ". Run the job again; if it stays so, check network, endpoint and credentials.",
                    e);
        } catch (S3Exception e) {
            int status = e.statusCode();
            if (status >= SERVER_FAULT || status == TOO_MANY_REQUESTS) {
                throw new RetryableLakeException(
                        "S3 could not: " + what + " in bucket " + bucket + ". Run the job again.", e);
            }
            boolean ofTheKey = status == NOT_FOUND || status == CONFLICT || status == PRECONDITION_FAILED;
            if (ofTheKey && !(e instanceof NoSuchBucketException)) {
                throw e;
            }
            throw new TerminalLakeException(
                    "S3 refused: " + what + " in bucket " + bucket + " (" + status
                            + "). Check --lake-bucket and the role's permissions.",
                    e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(CONFLICT_WAIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RetryableLakeException("interrupted while waiting for S3; run the job again", e);
        }
    }
}
