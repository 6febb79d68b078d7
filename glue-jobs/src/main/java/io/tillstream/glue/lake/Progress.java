package io.tillstream.glue.lake;

import io.tillstream.lake.ContractException;
import io.tillstream.lake.Cursor;
import io.tillstream.lake.error.ManualActionRequiredException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.iceberg.Snapshot;

/**
 * What a snapshot says of the batch it completed: its {@code tillstream.} properties, names without that prefix.
 *
 * @param snapshotId the snapshot
 * @param batchNo the batch
 * @param properties all of them, {@code batch_no} included
 */
public record Progress(long snapshotId, long batchNo, Map<String, String> properties) {
    /** What the names of Tillstream's snapshot properties start with. */
    public static final String PREFIX = "tillstream.";

    /** Name of the property that makes a snapshot one that records progress. */
    public static final String BATCH_NO = "batch_no";

    /** Copies the properties. */
    public Progress {
        properties = Map.copyOf(properties);
    }

    /**
     * Returns a property.
     *
     * @throws ManualActionRequiredException if the snapshot lacks it
     */
    public String text(String name) {
        String value = properties.get(name);
        if (value == null) {
            throw new ManualActionRequiredException(
                    "snapshot " + snapshotId + " of batch " + batchNo + " lacks property " + PREFIX + name
                            + "; it was not written by this pipeline. Roll main back to the snapshot before it.");
        }
        return value;
    }

    /**
     * Returns a property that is a whole number.
     *
     * @throws ManualActionRequiredException if the snapshot does not have it or it is not a number
     */
    public long number(String name) {
        return parse(snapshotId, name, text(name));
    }

    /**
     * Returns a property that is a cursor.
     *
     * @throws ManualActionRequiredException if the snapshot lacks it or it is not one
     */
    public Cursor cursor(String name) {
        try {
            return Cursor.parse(text(name));
        } catch (ContractException e) {
            throw new ManualActionRequiredException(
                    "property " + PREFIX + name + " of snapshot " + snapshotId + " is a cursor that cannot be read ("
                            + e.getMessage() + "): " + text(name) + ". Roll main back to the snapshot before it.",
                    e);
        }
    }

    /** Returns a snapshot's progress, or nothing if it records none. */
    static Optional<Progress> of(Snapshot snapshot) {
        String batchNo = snapshot.summary().get(PREFIX + BATCH_NO);
        if (batchNo == null) {
            return Optional.empty();
        }
        Map<String, String> properties = new TreeMap<>();
        snapshot.summary().forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                properties.put(name.substring(PREFIX.length()), value);
            }
        });
        return Optional.of(
                new Progress(snapshot.snapshotId(), parse(snapshot.snapshotId(), BATCH_NO, batchNo), properties));
    }

    private static long parse(long snapshotId, String name, String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new ManualActionRequiredException(
                    "property " + PREFIX + name + " of snapshot " + snapshotId + " is not a number: " + value, e);
        }
    }
}
