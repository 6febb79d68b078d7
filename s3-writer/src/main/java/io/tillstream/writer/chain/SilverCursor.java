package io.tillstream.writer.chain;

import io.tillstream.lake.ChainId;
import io.tillstream.lake.ContractException;
import io.tillstream.lake.Cursor;
import io.tillstream.lake.LakeKeys;
import io.tillstream.writer.error.ChainAlarmException;
import io.tillstream.writer.error.ChainAlarmException.Alarm;

/** Reads the advisory copy of Silver's cursor ({@link LakeKeys#SILVER_CURSOR}). */
public final class SilverCursor {
    private SilverCursor() {}

    /**
     * Returns the next offset that Silver wants of a chain, or 0 if it has read nothing of it.
     *
     * @throws ChainAlarmException {@link Alarm#CHAIN_LOST} if the copy cannot be read, because it is asked only where
     *     a chain is empty, and then its answer decides
     */
    public static long next(byte[] json, ChainId chain) {
        try {
            return Cursor.next(json, chain);
        } catch (ContractException e) {
            throw new ChainAlarmException(
                    Alarm.CHAIN_LOST,
                    "%s: there is no object under %s, and %s, which tells whether there should be one, cannot be read: %s"
                            .formatted(chain.label(), chain.prefix(), LakeKeys.SILVER_CURSOR, e.getMessage()));
        }
    }
}
