package io.tillstream.glue.silver.publish;

import io.tillstream.glue.lake.Progress;
import io.tillstream.lake.error.ManualActionRequiredException;
import java.util.Map;

/**
 * What became of rows of Bronze, of one batch or of all so far. They balance: every row in is accepted, quarantined or a
 * duplicate (invariant 4).
 *
 * @param rowsIn rows of Bronze
 * @param accepted rows of silver.sales
 * @param quarantined rows of silver.quarantine
 * @param duplicates rows that are neither, because they repeat an accepted one
 */
public record RowCounts(long rowsIn, long accepted, long quarantined, long duplicates) {
    /** No rows. */
    public static final RowCounts NONE = new RowCounts(0, 0, 0, 0);

    /**
     * Checks the balance.
     *
     * @throws ManualActionRequiredException if rows are missing or counted twice
     */
    public RowCounts {
        if (rowsIn != accepted + quarantined + duplicates || accepted < 0 || quarantined < 0 || duplicates < 0) {
            throw new ManualActionRequiredException(
                    "rows do not balance: " + rowsIn + " in, but " + accepted + " accepted, "
                            + quarantined + " quarantined and " + duplicates
                            + " duplicates. Nothing is published in this state; compare the Bronze objects' metadata with their rows.");
        }
    }

    /** Reads the running totals of a snapshot of silver.sales. */
    public static RowCounts of(Progress progress) {
        return new RowCounts(
                progress.number("rows_in"),
                progress.number("accepted"),
                progress.number("quarantined"),
                progress.number("duplicates"));
    }

    /** Returns the sums. */
    public RowCounts plus(RowCounts other) {
        return new RowCounts(
                rowsIn + other.rowsIn,
                accepted + other.accepted,
                quarantined + other.quarantined,
                duplicates + other.duplicates);
    }

    /** Returns the snapshot properties. */
    public Map<String, String> properties() {
        return Map.of(
                "rows_in", Long.toString(rowsIn),
                "accepted", Long.toString(accepted),
                "quarantined", Long.toString(quarantined),
                "duplicates", Long.toString(duplicates));
    }
}
