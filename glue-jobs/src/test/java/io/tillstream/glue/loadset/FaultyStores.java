package io.tillstream.glue.loadset;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.glue.lake.ObjectHead;
import io.tillstream.glue.lake.ObjectStore;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
        default Stream<String> keys(String prefix, String startAfter) {
            // The look for a hole; what it would find is cut off here.
            assertThat(startAfter).matches("loads/[0-9]{20}0");
            return store().keys(prefix, startAfter).limit(1);
        }

        @Override
        default Optional<ObjectHead> head(String key) {
            return store().head(key);
        }

        @Override
        default Optional<byte[]> read(String key) {
            return store().read(key);
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
