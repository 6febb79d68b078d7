package io.tillstream.writer.chain;

import io.tillstream.lake.BronzeObject;

/**
 * Where the contiguous prefix of a chain ends.
 *
 * @param next the first offset that no object of the prefix covers
 * @param leaderEpoch the leader epoch of the prefix's last object, or {@link BronzeObject#NO_EPOCH}
 * @param limit the first offset of the next object after {@code next}, which no range may pass;
 *     {@link #NO_LIMIT} where there is none, as it always should be
 */
public record ChainEnd(long next, int leaderEpoch, long limit) {
    /** The limit where no object follows the prefix. */
    public static final long NO_LIMIT = Long.MAX_VALUE;

    /** A chain without any object. */
    public static final ChainEnd EMPTY = new ChainEnd(0, BronzeObject.NO_EPOCH, NO_LIMIT);

    /** Returns whether the chain has no object at all. */
    public boolean empty() {
        return next == 0 && limit == NO_LIMIT;
    }
}
