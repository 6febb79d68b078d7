package io.tillstream.glue.loadset;

import io.tillstream.glue.lake.NeedsPersonException;
import io.tillstream.glue.lake.ObjectStore;
import java.util.Optional;

/**
 * Finds the newest load set. Numbers run 1, 2, 3 … without holes, so that doubling and halving finds the last one in a
 * logarithmic number of HEAD requests: a listing would grow with history.
 */
public final class LoadSetNumbers {
    private final ObjectStore store;

    /** Searches the bucket. */
    public LoadSetNumbers(ObjectStore store) {
        this.store = store;
    }

    /** Returns the newest set, or nothing where there is none. */
    public Optional<LoadSet> newest() {
        long number = newestNumber();
        return number == 0 ? Optional.empty() : Optional.of(read(number));
    }

    LoadSet read(long number) {
        String key = LoadSet.key(number);
        return LoadSet.fromJson(key, store.read(key).orElseThrow(() -> vanished(key)));
    }

    private long newestNumber() {
        long exists = 0;
        long missing = 1;
        while (exists(missing)) {
            exists = missing;
            missing = Math.multiplyExact(missing, 2);
        }
        while (missing - exists > 1) {
            long middle = exists + (missing - exists) / 2;
            if (exists(middle)) {
                exists = middle;
            } else {
                missing = middle;
            }
        }
        return exists;
    }

    private boolean exists(long number) {
        return store.head(LoadSet.key(number)).isPresent();
    }

    private static NeedsPersonException vanished(String key) {
        return new NeedsPersonException(
                key + " was there a moment ago and is gone. Load sets are immutable: restore it from the bucket's"
                        + " versions before the next run.");
    }
}
