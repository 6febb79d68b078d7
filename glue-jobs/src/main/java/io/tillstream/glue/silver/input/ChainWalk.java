package io.tillstream.glue.silver.input;

import io.tillstream.aws.s3.ObjectStore;
import io.tillstream.lake.ChainId;
import io.tillstream.lake.error.ManualActionRequiredException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Walks one chain's keys from an offset on; the listing goes no further than the walk does. For one thread. */
final class ChainWalk {
    private final ChainId partition;
    private final Iterator<String> keys;
    private long expected;

    ChainWalk(ObjectStore store, ChainId partition, long from) {
        this.partition = partition;
        this.expected = from;
        this.keys = store.keys(partition.prefix(), partition.before(from)).iterator();
    }

    ChainId partition() {
        return partition;
    }

    boolean hasNext() {
        return keys.hasNext();
    }

    List<String> next(int count) {
        List<String> taken = new ArrayList<>(count);
        while (taken.size() < count && keys.hasNext()) {
            taken.add(keys.next());
        }
        return taken;
    }

    /** Checks that an object's key is the one that continues the chain, and that the key names an offset at all. */
    long firstOffset(String key) {
        if (!key.equals(partition.key(expected))) {
            throw broken(key);
        }
        return expected;
    }

    void passed(ChainObject object) {
        expected = object.lastOffset() + 1;
    }

    /** Returns the error of a chain that has not the object expected next (invariant 3). */
    ManualActionRequiredException broken(String found) {
        return new ManualActionRequiredException("the Bronze chain of " + partition + " is broken: expected object "
                + partition.key(expected) + ", found " + found
                + ". Nothing was read. See docs/explanation/silver.md, \"When the chain breaks\".");
    }
}
