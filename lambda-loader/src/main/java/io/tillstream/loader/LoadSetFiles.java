package io.tillstream.loader;

import io.tillstream.aws.s3.ObjectContent;
import io.tillstream.aws.s3.ObjectStore;
import io.tillstream.lake.LoadSetKeys;
import io.tillstream.lake.error.ManualActionRequiredException;
import io.tillstream.warehouse.LoadSet;
import java.util.Optional;

/** Finds load sets by their keys, which need no listing: numbers run 1, 2, 3 … (invariant 6). */
final class LoadSetFiles {
    private final ObjectStore lake;
    private final BatchFileReader reader = new BatchFileReader();

    LoadSetFiles(ObjectStore lake) {
        this.lake = lake;
    }

    /**
     * Returns the highest revision of a set, or nothing if the set is not published.
     *
     * @throws LoadSetRejectedException if the file is not a load set that this warehouse can take
     */
    Optional<PublishedLoadSet> find(long number) {
        Optional<Revision> newest = get(number, 1);
        if (newest.isEmpty()) {
            return Optional.empty();
        }
        Optional<Revision> next = get(number, 2);
        while (next.isPresent()) {
            newest = next;
            next = get(number, newest.get().revision() + 1);
        }
        return newest.map(found -> published(number, found));
    }

    /** Returns whether a set is published. */
    boolean isPublished(long number) {
        return get(number, 1).isPresent();
    }

    /**
     * Checks that no set is published beyond one that is not: numbers have no holes, and a set's files are staged only after
     * the set before it was published. Costs one listing of one key, no matter how long the history is.
     *
     * @param missing the number of the set that is not published
     * @throws ManualActionRequiredException if there is something of a later set
     */
    void requireNoneBeyond(long missing) {
        Optional<String> next = lake.keys(LoadSetKeys.ALL, LoadSetKeys.after(missing))
                .findFirst()
                .filter(LoadSetKeys::isOfASet);
        if (next.isPresent()) {
            throw new ManualActionRequiredException("load set " + missing + " is missing, although there is "
                    + next.get()
                    + ": " + LoadSetKeys.batchFile(missing) + " was deleted. Restore it from the bucket's versions;"
                    + " later sets wait for it");
        }
    }

    private PublishedLoadSet published(long number, Revision found) {
        LoadSet set =
                reader.read(found.key(), number, found.revision(), found.file().bytes());
        return new PublishedLoadSet(found.key(), found.file().etag(), set);
    }

    private Optional<Revision> get(long number, int revision) {
        String key = LoadSetKeys.batchFile(number, revision);
        return lake.get(key).map(file -> new Revision(key, revision, file));
    }

    private record Revision(String key, int revision, ObjectContent file) {}
}
