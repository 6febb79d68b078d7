package io.tillstream.writer.store;

import io.tillstream.writer.error.RetryableException;
import io.tillstream.writer.error.TerminalException;
import io.tillstream.writer.error.WriterException;
import java.io.EOFException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
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
                PutObjectResponse answer = s3.putObject(
                        request -> request.bucket(bucket)
                                .key(key)
                                .ifNoneMatch("*")
                                .metadata(metadata)
                                .contentType("application/vnd.apache.parquet"),
                        RequestBody.fromFile(file));
                requireWhole(answer.eTag() != null);
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
                HeadObjectResponse answer =
                        s3.headObject(request -> request.bucket(bucket).key(key));
                requireWhole(answer.eTag() != null);
                return Optional.of(answer.metadata());
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
        Iterator<S3Object> objects =
                s3
                        .listObjectsV2Paginator(
                                request -> request.bucket(bucket).prefix(prefix).startAfter(after))
                        .stream()
                        .peek(page -> requireWhole(page.isTruncated() != null))
                        .flatMap(page -> page.contents().stream())
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
                ResponseBytes<GetObjectResponse> answer =
                        s3.getObjectAsBytes(request -> request.bucket(bucket).key(key));
                byte[] bytes = answer.asByteArray();
                Long length = answer.response().contentLength();
                requireWhole(length != null && length == bytes.length);
                return Optional.of(bytes);
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
        } catch (UncheckedIOException e) {
            // How the SDK lets an answer through that breaks off in its head; it does not try again by itself.
            if (e.getCause() instanceof FileSystemException) {
                throw new TerminalException("cannot read the staging file for " + key + " (" + e.getCause() + ")", e);
            }
            throw new RetryableException(
                    operation + " of s3://" + bucket + "/" + key + " got half an answer: " + e.getMessage(), e);
        }
    }

    /**
     * Refuses an answer that was cut off where the SDK takes the rest for absent: without its headers, or an empty list.
     * S3 always sends what is asked for here.
     */
    private static void requireWhole(boolean whole) {
        if (!whole) {
            throw new UncheckedIOException(new EOFException("the answer was cut off"));
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
