package io.tillstream.glue.silver.publish;

import io.tillstream.glue.lake.Progress;
import io.tillstream.lake.error.ManualActionRequiredException;
import java.util.Map;

/**
 * What became of rows of Bronze, of one batch or of all so far. They balance: every row in is accepted, quarantined, a
 * duplicate or withdrawn (invariant 4).
 *
 * @param rowsIn rows of Bronze
 * @param accepted rows that are sales
 * @param quarantined rows that cannot be sales as they are
 * @param duplicates rows that repeat an accepted one
 * @param withdrawn rows that were sales and were taken back
 */
public record RowCounts(long rowsIn, long accepted, long quarantined, long duplicates, long withdrawn) {
    /** No rows. */
    public static final RowCounts NONE = new RowCounts(0, 0, 0, 0, 0);

    private static final String WITHDRAWN = "withdrawn";

    /**
     * Checks the balance.
     *
     * @throws ManualActionRequiredException if rows are missing or counted twice
     */
    public RowCounts {
        if (rowsIn != accepted + quarantined + duplicates + withdrawn
                || Math.min(Math.min(accepted, quarantined), Math.min(duplicates, withdrawn)) < 0) {
            throw new ManualActionRequiredException(
                    "rows do not balance: " + rowsIn + " in, but " + accepted + " accepted, "
                            + quarantined + " quarantined, " + duplicates + " duplicates and " + withdrawn
                            + " withdrawn. Nothing is published in this state; compare the Bronze objects' metadata with their rows.");
        }
    }

    /** Counts of a batch of new rows, none of which can be withdrawn yet. */
    public RowCounts(long rowsIn, long accepted, long quarantined, long duplicates) {
        this(rowsIn, accepted, quarantined, duplicates, 0);
    }

    /** Reads the running totals of a snapshot of Silver. */
    public static RowCounts of(Progress progress) {
        return new RowCounts(
                progress.number("rows_in"),
                progress.number("accepted"),
                progress.number("quarantined"),
                progress.number("duplicates"),
                // A release that could not withdraw recorded none.
                progress.properties().containsKey(WITHDRAWN) ? progress.number(WITHDRAWN) : 0);
    }

    /** Returns the sums. */
    public RowCounts plus(RowCounts other) {
        return new RowCounts(
                rowsIn + other.rowsIn,
                accepted + other.accepted,
                quarantined + other.quarantined,
                duplicates + other.duplicates,
                withdrawn + other.withdrawn);
    }

    /**
     * Returns the counts after rows got another decision.
     *
     * @param from what was decided before, with how many rows
     * @param to what is decided now, with as many rows in all
     */
    public RowCounts moved(Map<Decision, Long> from, Map<Decision, Long> to) {
        return new RowCounts(
                rowsIn,
                accepted + change(Decision.ACCEPTED, from, to),
                quarantined + change(Decision.QUARANTINED, from, to),
                duplicates + change(Decision.DUPLICATE, from, to),
                withdrawn + change(Decision.WITHDRAWN, from, to));
    }

    private static long change(Decision decision, Map<Decision, Long> from, Map<Decision, Long> to) {
        return to.getOrDefault(decision, 0L) - from.getOrDefault(decision, 0L);
    }

    /** Returns the snapshot properties. */
    public Map<String, String> properties() {
        return Map.of(
                "rows_in",
                Long.toString(rowsIn),
                "accepted",
                Long.toString(accepted),
                "quarantined",
                Long.toString(quarantined),
                "duplicates",
                Long.toString(duplicates),
                WITHDRAWN,
                Long.toString(withdrawn));
    }
}
