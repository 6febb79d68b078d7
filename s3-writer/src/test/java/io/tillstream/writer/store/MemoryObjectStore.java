package io.tillstream.writer.store;

import io.tillstream.aws.s3.ObjectContent;
import io.tillstream.aws.s3.ObjectHead;
import io.tillstream.aws.s3.ObjectStore;
import io.tillstream.aws.s3.PutOutcome;
import io.tillstream.lake.error.TerminalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A bucket in memory, with faults on request. */
public final class MemoryObjectStore implements ObjectStore {
    private final NavigableMap<String, StoredObject> objects = new ConcurrentSkipListMap<>();
    private final Deque<Fault> faults = new ArrayDeque<>();
    private final AtomicInteger creations = new AtomicInteger();
    private RuntimeException outage;
    private final AtomicInteger heads = new AtomicInteger();
    private final AtomicInteger listedKeys = new AtomicInteger();

    /** What a stored object is. */
    public record StoredObject(byte[] bytes, Map<String, String> metadata) {}

    /** Comes between a caller of {@link #create} and the bucket. */
    public interface Fault {
        /** Does as it likes with a creation. */
        PutOutcome create(String key, byte[] bytes, Map<String, String> metadata);
    }

    /** Lets the fault have the next creation that no earlier fault takes. */
    public void failNext(Fault fault) {
        faults.add(fault);
    }

    /** Makes every request fail like this, until it is given null. */
    public void outage(RuntimeException failure) {
        outage = failure;
    }

    /** Returns how often a creation was asked for. */
    public int creations() {
        return creations.get();
    }

    private void requireUp() {
        if (outage != null) {
            throw outage;
        }
    }

    /** As {@link #create(String, Path, Map)}, without faults. */
    public PutOutcome put(String key, byte[] bytes, Map<String, String> metadata) {
        return objects.putIfAbsent(key, new StoredObject(bytes, Map.copyOf(metadata))) == null
                ? PutOutcome.CREATED
                : PutOutcome.EXISTS;
    }

    /** Returns how often an object's metadata was asked for. */
    public int heads() {
        return heads.get();
    }

    /** Returns how many keys were listed. */
    public int listedKeys() {
        return listedKeys.get();
    }

    /** Starts counting requests anew. */
    public void resetCounts() {
        heads.set(0);
        listedKeys.set(0);
    }

    /** Removes an object, as nobody ever should. */
    public void remove(String key) {
        objects.remove(key);
    }

    /** Returns the objects by key. */
    public NavigableMap<String, StoredObject> objects() {
        return objects;
    }

    @Override
    public PutOutcome create(String key, Path file, Map<String, String> metadata) {
        creations.incrementAndGet();
        requireUp();
        try {
            byte[] bytes = Files.readAllBytes(file);
            Fault fault = faults.poll();
            return fault == null ? put(key, bytes, metadata) : fault.create(key, bytes, metadata);
        } catch (IOException e) {
            throw new TerminalException("no file " + file, e);
        }
    }

    @Override
    public Optional<ObjectHead> head(String key) {
        heads.incrementAndGet();
        requireUp();
        return Optional.ofNullable(objects.get(key))
                .map(object -> new ObjectHead(key, object.bytes().length, object.metadata()));
    }

    @Override
    public Iterator<String> keysAfter(String prefix, String after) {
        requireUp();
        return List.copyOf(objects.tailMap(after, false).keySet()).stream()
                .filter(key -> key.startsWith(prefix))
                .peek(key -> listedKeys.incrementAndGet())
                .iterator();
    }

    @Override
    public Optional<ObjectContent> get(String key) {
        requireUp();
        return Optional.ofNullable(objects.get(key)).map(object -> new ObjectContent(object.bytes(), "etag"));
    }

    @Override
    public boolean putIfAbsent(String key, byte[] json) {
        return put(key, json, Map.of()) == PutOutcome.CREATED;
    }

    @Override
    public void put(String key, byte[] json) {
        throw new UnsupportedOperationException("the writer overwrites nothing");
    }

    @Override
    public List<String> childPrefixes(String prefix) {
        throw new UnsupportedOperationException("the writer knows its chains");
    }

    @Override
    public String uri(String key) {
        return "memory://" + key;
    }
}
