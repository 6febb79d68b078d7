package io.tillstream.writer.metrics;

import io.tillstream.aws.s3.ObjectContent;
import io.tillstream.aws.s3.ObjectHead;
import io.tillstream.aws.s3.ObjectStore;
import io.tillstream.aws.s3.PutOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts and times what the writer asks of an {@link ObjectStore}. A retry inside the AWS SDK is part of its request. */
public final class MeteredObjectStore implements ObjectStore {
    private final ObjectStore store;
    private final WriterMetrics metrics;

    /** Wraps a store. */
    public MeteredObjectStore(ObjectStore store, WriterMetrics metrics) {
        this.store = store;
        this.metrics = metrics;
    }

    @Override
    public PutOutcome create(String key, Path file, Map<String, String> metadata) {
        metrics.requested("put");
        long size = size(file);
        long start = System.nanoTime();
        PutOutcome outcome;
        try {
            outcome = store.create(key, file, metadata);
        } catch (RuntimeException e) {
            metrics.putFailed(System.nanoTime() - start);
            throw e;
        }
        metrics.put(outcome, System.nanoTime() - start, size);
        return outcome;
    }

    @Override
    public Optional<ObjectHead> head(String key) {
        metrics.requested("head");
        return store.head(key);
    }

    @Override
    public Iterator<String> keysAfter(String prefix, String after) {
        metrics.requested("list");
        return store.keysAfter(prefix, after);
    }

    @Override
    public Optional<ObjectContent> get(String key) {
        metrics.requested("get");
        return store.get(key);
    }

    @Override
    public List<String> childPrefixes(String prefix) {
        metrics.requested("list");
        return store.childPrefixes(prefix);
    }

    @Override
    public boolean putIfAbsent(String key, byte[] json) {
        metrics.requested("put");
        return store.putIfAbsent(key, json);
    }

    @Override
    public void put(String key, byte[] json) {
        metrics.requested("put");
        store.put(key, json);
    }

    @Override
    public String uri(String key) {
        return store.uri(key);
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
