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

    /**
     * Returns the newest set as first published, or nothing where there is none. Its revisions cover the same batches.
     *
     * @throws NeedsPersonException if there is something of a set beyond one that is missing
     */
    public Optional<LoadSet> newest() {
        long number = newestNumber();
        requireNoneBeyond(number + 1);
        return number == 0 ? Optional.empty() : Optional.of(read(number));
    }

    LoadSet read(long number) {
        return read(LoadSet.key(number));
    }

    LoadSet read(String key) {
        return LoadSet.fromJson(key, store.read(key).orElseThrow(() -> vanished(key)));
    }

    /**
     * Returns the highest revision of a set, or nothing where the set is not published. Revisions are few: they are looked
     * for one by one.
     */
    Optional<LoadSet> highestRevision(long number) {
        Optional<LoadSet> highest = read(number, 1);
        Optional<LoadSet> next = highest.isEmpty() ? highest : read(number, 2);
        while (next.isPresent()) {
            highest = next;
            next = read(number, highest.get().revision() + 1);
        }
        return highest;
    }

    private Optional<LoadSet> read(long number, int revision) {
        String key = LoadSet.key(number, revision);
        return store.read(key).map(bytes -> LoadSet.fromJson(key, bytes));
    }

    /** A set's files are staged only after the set before it was published, so a later key shows a hole. One listing. */
    private void requireNoneBeyond(long missing) {
        // '0' is the character after '/': no key of the missing set comes after it, and every key of the next one
        // does.
        String after = LoadSet.prefix(missing).replaceAll("/$", "0");
        Optional<String> later =
                store.keys("loads/", after).findFirst().filter(key -> key.matches("loads/[0-9]{20}/.+"));
        if (later.isPresent()) {
            throw new NeedsPersonException(
                    LoadSet.key(missing) + " is missing, though there is " + later.get()
                            + ": it was deleted. Restore it from the bucket's versions before the next run; nothing was published.");
        }
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
