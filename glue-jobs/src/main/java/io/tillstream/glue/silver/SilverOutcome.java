package io.tillstream.glue.silver;

import io.tillstream.glue.silver.publish.RowCounts;

/** How a run of Silver ended. */
public sealed interface SilverOutcome {
    /** Returns the newest batch that main holds. */
    long batchNo();

    /**
     * Bronze has nothing after the cursor.
     *
     * @param batchNo the newest batch; 0 for none
     */
    record NothingNew(long batchNo) implements SilverOutcome {}

    /**
     * A batch is on main.
     *
     * @param batchNo its number
     * @param counts its rows
     * @param more whether further objects wait for the next run
     */
    record Published(long batchNo, RowCounts counts, boolean more) implements SilverOutcome {}
}
