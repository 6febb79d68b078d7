package io.tillstream.glue.loadset;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.aws.s3.ObjectContent;
import io.tillstream.aws.s3.ObjectHead;
import io.tillstream.aws.s3.ObjectStore;
import io.tillstream.aws.s3.PutOutcome;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Buckets in which publishing meets a fault. */
final class FaultyStores {
    private FaultyStores() {}

    /** A bucket whose conditional creation succeeds, but whose answer is lost: the SDK's second request is refused. */
    record AnswerLost(ObjectStore store) implements DelegatingStore {
        @Override
        public boolean putIfAbsent(String key, byte[] bytes) {
            store.putIfAbsent(key, bytes);
            return false;
        }
    }

    /** A bucket in which somebody else is faster just before a conditional creation, once. */
    static final class RivalFirst implements DelegatingStore {
        private final ObjectStore store;
        private Runnable rival;

        RivalFirst(ObjectStore store, Runnable rival) {
            this.store = store;
            this.rival = rival;
        }

        @Override
        public ObjectStore store() {
            return store;
        }

        @Override
        public boolean putIfAbsent(String key, byte[] bytes) {
            Runnable first = rival;
            rival = () -> {};
            first.run();
            return store.putIfAbsent(key, bytes);
        }
    }

    interface DelegatingStore extends ObjectStore {
        ObjectStore store();

        @Override
        default List<String> childPrefixes(String prefix) {
            throw new AssertionError("load sets are never listed");
        }

        @Override
        default Iterator<String> keysAfter(String prefix, String after) {
            // The look for a hole; what it would find is cut off here.
            assertThat(after).matches("loads/[0-9]{20}0");
            return store().keys(prefix, after).limit(1).iterator();
        }

        @Override
        default Optional<ObjectHead> head(String key) {
            return store().head(key);
        }

        @Override
        default Optional<ObjectContent> get(String key) {
            return store().get(key);
        }

        @Override
        default PutOutcome create(String key, Path file, Map<String, String> metadata) {
            throw new AssertionError("only s3-writer creates Bronze objects");
        }

        @Override
        default void put(String key, byte[] bytes) {
            throw new AssertionError("load sets are never overwritten");
        }

        @Override
        default String uri(String key) {
            return store().uri(key);
        }
    }
}
