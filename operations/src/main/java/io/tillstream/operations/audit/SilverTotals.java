package io.tillstream.operations.audit;

/**
 * Silver's running totals at a batch (invariant 4).
 *
 * @param rowsIn Bronze rows that it has decided on
 * @param accepted rows accepted as sales
 * @param quarantined rows set aside with a reason
 * @param duplicates rows that repeat an accepted sale
 */
public record SilverTotals(long rowsIn, long accepted, long quarantined, long duplicates) {
    /** Totals before the first batch. */
    public static final SilverTotals NONE = new SilverTotals(0, 0, 0, 0);
}
