package io.tillstream.writer.chain;

import io.tillstream.lake.BronzeObject;

/**
 * A closed range of offsets that is to become one object.
 *
 * @param first the first offset
 * @param last the last one
 * @param kind whether the offsets were read
 * @param leaderEpoch the leader epoch of the last batch read, or {@link BronzeObject#NO_EPOCH}
 */
public record OffsetRange(long first, long last, BronzeObject.Kind kind, int leaderEpoch) {
    /** Returns the offset at which the next range starts. */
    public long next() {
        return last + 1;
    }

    /** Returns how many offsets there are. */
    public long offsets() {
        return last - first + 1;
    }
}
