package io.tillstream.aws.s3;

import io.tillstream.aws.AwsClients;
import io.tillstream.aws.AwsFaults;
import io.tillstream.aws.CallLimits;
import io.tillstream.lake.error.RetryableException;
import io.tillstream.lake.error.TerminalException;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** {@link ObjectStore} in an Amazon S3 bucket, with conditional writes (PutObject, {@code If-None-Match: *}). */
public final class S3ObjectStore implements ObjectStore, AutoCloseable {
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;
    private static final int CONFLICT_ATTEMPTS = 5;

    /** A line that is slower than this, 1 MiB a second, is as good as none. */
    private static final long SLOWEST_BYTES_PER_SECOND = 1024L * 1024;

    private static final Duration CONFLICT_WAIT = Duration.ofMillis(200);
    private static final String ADVICE = "Check --lake-bucket and the rights of this program's role";

    private final S3Client s3;
    private final String bucket;

    /** Makes a store of a bucket; {@link #close} closes the client. */
    public S3ObjectStore(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    /** Makes a store with a client as the environment describes it. */
    public static S3ObjectStore connect(String bucket) {
        return new S3ObjectStore(new AwsClients(System.getenv(), CallLimits.TRANSFER).s3(), bucket);
    }

    @Override
    public PutOutcome create(String key, Path file, Map<String, String> metadata) {
        Duration limit = putLimit(size(key, file));
        return create(
                key,
                request -> request.metadata(metadata)
                        .contentType("application/vnd.apache.parquet")
                        .overrideConfiguration(call -> call.apiCallTimeout(limit)),
                () -> RequestBody.fromFile(file));
    }

    /**
     * Returns how long the creation of an object from a file may take, all its attempts together. A limit that does not grow
     * with the file would start a large one over and over on a slow line.
     *
     * @param bytes the size of the file
     */
    static Duration putLimit(long bytes) {
        return CallLimits.TRANSFER.call().plusSeconds(bytes / SLOWEST_BYTES_PER_SECOND);
    }

    private static long size(String key, Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new TerminalException("cannot read the file for " + key + " (" + e + ")", e);
        }
    }

    @Override
    public boolean putIfAbsent(String key, byte[] json) {
        for (int attempt = 1; attempt <= CONFLICT_ATTEMPTS; attempt++) {
            switch (create(key, S3ObjectStore::json, () -> RequestBody.fromBytes(json))) {
                case CREATED -> {
                    return true;
                }
                case EXISTS -> {
                    return false;
                }
                // Another conditional request for this key is under way; only its end tells which one won.
                case CONFLICT -> pause();
            }
        }
        throw new RetryableException("another request for s3://" + bucket + "/" + key + " does not end. Try again");
    }

    @Override
    public void put(String key, byte[] json) {
        call("PutObject", key, () -> {
            PutObjectResponse answer =
                    s3.putObject(request -> json(request.bucket(bucket).key(key)), RequestBody.fromBytes(json));
            requireWhole(answer.eTag() != null);
            return answer;
        });
    }

    @Override
    public Optional<ObjectHead> head(String key) {
        return call("HeadObject", key, () -> {
            try {
                HeadObjectResponse answer =
                        s3.headObject(request -> request.bucket(bucket).key(key));
                requireWhole(answer.eTag() != null && answer.contentLength() != null);
                return Optional.of(new ObjectHead(key, answer.contentLength(), answer.metadata()));
            } catch (S3Exception e) {
                if (e.statusCode() == NOT_FOUND) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    @Override
    public Optional<ObjectContent> get(String key) {
        return call("GetObject", key, () -> {
            try {
                ResponseBytes<GetObjectResponse> answer =
                        s3.getObjectAsBytes(request -> request.bucket(bucket).key(key));
                byte[] bytes = answer.asByteArrayUnsafe();
                Long length = answer.response().contentLength();
                requireWhole(length != null && length == bytes.length);
                return Optional.of(new ObjectContent(bytes, answer.response().eTag()));
            } catch (NoSuchKeyException e) {
                return Optional.empty();
            }
        });
    }

    @Override
    public Iterator<String> keysAfter(String prefix, String after) {
        Iterator<S3Object> objects = s3
                .listObjectsV2Paginator(
                        request -> request.bucket(bucket).prefix(prefix).startAfter(after.isEmpty() ? null : after))
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
    public List<String> childPrefixes(String prefix) {
        return call(
                "ListObjectsV2",
                prefix,
                () ->
                        s3
                                .listObjectsV2Paginator(request ->
                                        request.bucket(bucket).prefix(prefix).delimiter("/"))
                                .stream()
                                .peek(page -> requireWhole(page.isTruncated() != null))
                                .flatMap(page -> page.commonPrefixes().stream())
                                .map(CommonPrefix::prefix)
                                .sorted()
                                .toList());
    }

    @Override
    public String uri(String key) {
        return "s3://" + bucket + "/" + key;
    }

    @Override
    public void close() {
        s3.close();
    }

    private PutOutcome create(String key, Consumer<PutObjectRequest.Builder> details, Supplier<RequestBody> body) {
        return call("PutObject", key, () -> {
            try {
                PutObjectRequest.Builder request =
                        PutObjectRequest.builder().bucket(bucket).key(key).ifNoneMatch("*");
                details.accept(request);
                PutObjectResponse answer = s3.putObject(request.build(), body.get());
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

    private <T> T call(String operation, String key, Supplier<T> request) {
        String doing = operation + " of s3://" + bucket + "/" + key;
        try {
            return request.get();
        } catch (SdkException e) {
            throw AwsFaults.typed(doing, ADVICE, e);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof FileSystemException) {
                throw new TerminalException("cannot read the file for " + key + " (" + e.getCause() + ")", e);
            }
            throw new RetryableException(doing + " got half an answer: " + e.getMessage() + ". Try again", e);
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

    private static void json(PutObjectRequest.Builder request) {
        request.contentType("application/json");
    }

    private static void pause() {
        try {
            Thread.sleep(CONFLICT_WAIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RetryableException("interrupted while waiting for S3. Try again", e);
        }
    }
}
