package io.tillstream.glue.silver.input;

import io.tillstream.aws.s3.ObjectHead;
import io.tillstream.aws.s3.ObjectStore;
import io.tillstream.lake.ChainId;
import io.tillstream.lake.Cursor;
import io.tillstream.lake.error.ManualActionRequiredException;
import io.tillstream.lake.error.RetryableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Finds the objects of a topic's Bronze chains after a cursor. The cost follows the new objects, not history: each
 * partition is listed from the cursor on, and only new objects are asked for their metadata (invariant 3).
 *
 * @param store the bucket
 * @param topic the topic's name
 */
public record BronzeChains(ObjectStore store, String topic) {
    private static final int HEADS_AT_ONCE = 16;

    /** Bounds the paths that one batch hands to Spark. */
    private static final int MAX_OBJECTS = 10_000;

    /**
     * Returns the next objects, taken in turn from all chains so that none waits for another.
     *
     * @param maxRows after how many rows to stop; the first object is taken however many it has
     * @throws ManualActionRequiredException if a chain is broken, naming the key expected
     */
    public BronzeRange after(Cursor cursor, long maxRows) {
        List<ChainWalk> walks = new ArrayList<>();
        for (ChainId partition : partitions(cursor)) {
            walks.add(new ChainWalk(store, partition, cursor.next(partition)));
        }
        List<ChainObject> taken = new ArrayList<>();
        Cursor reached = cursor;
        long rows = 0;
        try (Heads heads = new Heads(store)) {
            walks.removeIf(walk -> !walk.hasNext());
            while (!walks.isEmpty()) {
                for (ChainObject object : round(walks, heads)) {
                    boolean full = rows + object.rows() > maxRows || taken.size() == MAX_OBJECTS;
                    if (full && !taken.isEmpty()) {
                        return new BronzeRange(cursor, reached, taken, true);
                    }
                    taken.add(object);
                    rows += object.rows();
                    reached = reached.with(object.chain(), object.lastOffset() + 1);
                }
                walks.removeIf(walk -> !walk.hasNext());
            }
        }
        return new BronzeRange(cursor, reached, taken, false);
    }

    private List<ChainObject> round(List<ChainWalk> walks, Heads heads) {
        int each = Math.max(1, 2 * HEADS_AT_ONCE / walks.size());
        Map<ChainWalk, List<String>> keys = new LinkedHashMap<>();
        walks.forEach(walk -> keys.put(walk, walk.next(each)));
        Map<String, ObjectHead> answers =
                heads.of(keys.values().stream().flatMap(List::stream).toList());
        List<ChainObject> objects = new ArrayList<>();
        for (int turn = 0; turn < each; turn++) {
            for (Map.Entry<ChainWalk, List<String>> entry : keys.entrySet()) {
                if (turn < entry.getValue().size()) {
                    String key = entry.getValue().get(turn);
                    ChainWalk walk = entry.getKey();
                    ChainObject object = ChainObject.of(walk.partition(), walk.firstOffset(key), answers.get(key));
                    walk.passed(object);
                    objects.add(object);
                }
            }
        }
        return objects;
    }

    private SortedSet<ChainId> partitions(Cursor cursor) {
        SortedSet<ChainId> found = new TreeSet<>();
        for (String id : store.childPrefixes(ChainId.prefixOf(topic))) {
            for (String partition : store.childPrefixes(id)) {
                found.add(parse(partition));
            }
        }
        for (ChainId known : cursor.next().keySet()) {
            if (known.topic().equals(topic) && !found.contains(known)) {
                throw new ManualActionRequiredException(
                        "Silver has read " + known + " up to offset " + cursor.next(known)
                                + ", but Bronze has no object under " + known.prefix()
                                + ". Bronze must never be deleted; restore it.");
            }
        }
        return found;
    }

    private static ChainId parse(String prefix) {
        return ChainId.ofPrefix(prefix)
                .orElseThrow(() -> new ManualActionRequiredException("Bronze holds what s3-writer does not write: "
                        + prefix + ". Find out who wrote it and move it away."));
    }

    /** Asks for the metadata of several objects at once. */
    private static final class Heads implements AutoCloseable {
        private final ObjectStore store;
        private final ExecutorService threads = Executors.newFixedThreadPool(HEADS_AT_ONCE);

        Heads(ObjectStore store) {
            this.store = store;
        }

        Map<String, ObjectHead> of(List<String> keys) {
            List<Future<ObjectHead>> asked = keys.stream()
                    .map(key -> threads.submit(() -> required(store, key)))
                    .toList();
            Map<String, ObjectHead> answers = new HashMap<>();
            for (int i = 0; i < keys.size(); i++) {
                answers.put(keys.get(i), answer(asked.get(i)));
            }
            return answers;
        }

        static ObjectHead required(ObjectStore store, String key) {
            return store.head(key)
                    .orElseThrow(() -> new ManualActionRequiredException("Bronze object " + key
                            + " was listed but is gone. Bronze must never be deleted; restore it."));
        }

        private static ObjectHead answer(Future<ObjectHead> asked) {
            try {
                return asked.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw new IllegalStateException("reading an object's metadata failed", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RetryableException("interrupted while reading metadata; run the job again", e);
            }
        }

        @Override
        public void close() {
            threads.shutdownNow();
        }
    }
}
