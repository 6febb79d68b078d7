package io.tillstream.glue.loadset;

import io.tillstream.aws.s3.ObjectStore;
import io.tillstream.lake.BatchFile;
import io.tillstream.lake.ContractException;
import io.tillstream.lake.LoadSetKeys;
import io.tillstream.lake.UnknownVersionException;
import io.tillstream.lake.error.ManualActionRequiredException;
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
     * Returns the newest set as first published, or nothing if there is none. Its revisions cover the same batches.
     *
     * @throws ManualActionRequiredException if there is something of a set beyond one that is missing
     */
    public Optional<BatchFile> newest() {
        long number = newestNumber();
        requireNoneBeyond(number + 1);
        return number == 0 ? Optional.empty() : Optional.of(read(number));
    }

    BatchFile read(long number) {
        return read(LoadSetKeys.batchFile(number));
    }

    BatchFile read(String key) {
        return parse(key, store.read(key).orElseThrow(() -> vanished(key)));
    }

    /**
     * Returns the highest revision of a set, or nothing if the set is not published. Revisions are few: they are looked
     * for one by one.
     */
    Optional<BatchFile> highestRevision(long number) {
        Optional<BatchFile> highest = read(number, 1);
        Optional<BatchFile> next = highest.isEmpty() ? highest : read(number, 2);
        while (next.isPresent()) {
            highest = next;
            next = read(number, highest.get().revision() + 1);
        }
        return highest;
    }

    private Optional<BatchFile> read(long number, int revision) {
        String key = LoadSetKeys.batchFile(number, revision);
        return store.read(key).map(bytes -> parse(key, bytes));
    }

    /**
     * A set's files are staged only after the set before it was published, so a later key reveals a hole. Takes one listing.
     */
    private void requireNoneBeyond(long missing) {
        Optional<String> later = store.keys(LoadSetKeys.ALL, LoadSetKeys.after(missing))
                .findFirst()
                .filter(LoadSetKeys::isOfASet);
        if (later.isPresent()) {
            throw new ManualActionRequiredException(
                    LoadSetKeys.batchFile(missing) + " is missing, although there is " + later.get()
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
        return store.head(LoadSetKeys.batchFile(number)).isPresent();
    }

    private static BatchFile parse(String key, byte[] bytes) {
        try {
            return BatchFile.fromJson(bytes);
        } catch (ContractException | UnknownVersionException e) {
            throw new ManualActionRequiredException(
                    key + " is not a load set that this program can read: " + e.getMessage()
                            + ". Load sets are written once and never changed: find out what wrote it, and restore"
                            + " the object from its earlier version before the next run.",
                    e);
        }
    }

    private static ManualActionRequiredException vanished(String key) {
        return new ManualActionRequiredException(
                key + " was there a moment ago and is gone. Load sets are immutable: restore it from the bucket's"
                        + " versions before the next run.");
    }
}
