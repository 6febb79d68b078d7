package io.tillstream.writer.store;

import io.tillstream.writer.error.RetryableException;
import io.tillstream.writer.error.TerminalException;
import io.tillstream.writer.error.WriterException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** {@link ObjectStore} in an Amazon S3 bucket, with conditional writes (PutObject, {@code If-None-Match: *}). */
public final class S3ObjectStore implements ObjectStore {
    private static final int NOT_FOUND = 404;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;
    private static final Set<String> PASSING = Set.of("RequestTimeout", "ExpiredToken", "RequestTimeTooSkewed");

    private final S3Client s3;
    private final String bucket;

    /** Makes a store of a bucket. */
    public S3ObjectStore(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    @Override
    public PutOutcome create(String key, Path file, Map<String, String> metadata) {
        return call("PutObject", key, () -> {
            try {
                s3.putObject(
                        request -> request.bucket(bucket)
                                .key(key)
                                .ifNoneMatch("*")
                                .metadata(metadata)
                                .contentType("application/vnd.apache.parquet"),
                        RequestBody.fromFile(file));
                return PutOutcome.CREATED;
            } catch (S3Exception e) {
                if (e.statusCode() == PRECONDITION_FAILED) {
                    return PutOutcome.EXISTS;
                }
                if (e.statusCode() == CONFLICT) {
                    return PutOutcome.CONFLICT;
                }
                throw e;
            }
        });
    }

    @Override
    public Optional<Map<String, String>> head(String key) {
        return call("HeadObject", key, () -> {
            try {
                return Optional.of(
                        s3.headObject(request -> request.bucket(bucket).key(key))
                                .metadata());
            } catch (S3Exception e) {
                if (e.statusCode() == NOT_FOUND) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    @Override
    public Iterator<String> keysAfter(String prefix, String after) {
        Iterator<S3Object> objects = s3.listObjectsV2Paginator(
                        request -> request.bucket(bucket).prefix(prefix).startAfter(after))
                .contents()
                .iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return call("ListObjectsV2", prefix, objects::hasNext);
            }

            @Override
            public String next() {
                return call("ListObjectsV2", prefix, () -> objects.next().key());
            }
        };
    }

    @Override
    public Optional<byte[]> read(String key) {
        return call("GetObject", key, () -> {
            try {
                return Optional.of(
                        s3.getObjectAsBytes(request -> request.bucket(bucket).key(key))
                                .asByteArray());
            } catch (NoSuchKeyException e) {
                return Optional.empty();
            }
        });
    }

    private <T> T call(String operation, String key, Supplier<T> request) {
        try {
            return request.get();
        } catch (AwsServiceException e) {
            throw classified(operation + " of s3://" + bucket + "/" + key + " failed: " + e.getMessage(), e);
        } catch (SdkClientException e) {
            throw new RetryableException(
                    operation + " of s3://" + bucket + "/" + key + " got no answer: " + e.getMessage(), e);
        }
    }

    private static WriterException classified(String message, AwsServiceException e) {
        boolean passes = e.statusCode() >= SERVER_ERROR
                || e.statusCode() == TOO_MANY_REQUESTS
                || e.statusCode() == REQUEST_TIMEOUT
                || e.isThrottlingException()
                || (e.awsErrorDetails() != null
                        && PASSING.contains(e.awsErrorDetails().errorCode()));
        return passes
                ? new RetryableException(message, e)
                : new TerminalException(message + ". Check --lake-bucket and the rights of the writer's role", e);
    }
}
