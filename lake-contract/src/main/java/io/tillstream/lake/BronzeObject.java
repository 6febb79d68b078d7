package io.tillstream.lake;

/**
 * What the metadata of a Bronze object says (invariant 1); {@link BronzeMetadata} writes and reads it.
 *
 * @param first the first offset that the object covers
 * @param last the last one
 * @param kind whether the offsets were read
 * @param records how many offsets are records
 * @param holes how many offsets of a range are not records: compacted away, markers, aborted
 * @param rows how many rows the object has; a record has at least one
 * @param leaderEpoch the leader epoch of the last batch read up to {@code last}, or -1 if it is not known
 * @param schemaVersion the version of the sale's contract that the writer knew
 * @param eventTimes from when to when the object's sales are
 */
public record BronzeObject(
        long first,
        long last,
        Kind kind,
        long records,
        long holes,
        long rows,
        int leaderEpoch,
        int schemaVersion,
        EventTimes eventTimes) {

    /** The leader epoch where none is known. */
    public static final int NO_EPOCH = -1;

    /** Whether the offsets of an object were read. */
    public enum Kind {
        /** A range of offsets, read from the first to the last. */
        RANGE,
        /** Offsets that could no longer be read; the object has no rows. */
        GAP
    }

    /**
     * Checks the sums.
     *
     * @throws IllegalArgumentException if the counts contradict the offsets
     */
    public BronzeObject {
        long offsets = last - first + 1;
        if (first < 0 || offsets < 1) {
            throw new IllegalArgumentException("offsets " + first + " to " + last);
        }
        boolean balanced = switch (kind) {
            case RANGE -> records >= 0 && holes >= 0 && records + holes == offsets && rows >= records;
            case GAP -> records == 0 && holes == 0 && rows == 0;
        };
        if (!balanced) {
            throw new IllegalArgumentException("%s of %d offsets with %d records, %d holes, %d rows"
                    .formatted(kind, offsets, records, holes, rows));
        }
    }

    /** Returns the offset at which the next object starts. */
    public long next() {
        return last + 1;
    }

    /** Returns how many offsets could no longer be read. */
    public long gaps() {
        return kind == Kind.GAP ? last - first + 1 : 0;
    }
}
