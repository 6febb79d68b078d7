package io.tillstream.operations.audit;

/**
 * Silver's running totals at a batch (invariant 4).
 *
 * @param rowsIn Bronze rows that it has decided on
 * @param accepted rows accepted as sales
 * @param quarantined rows set aside with a reason
 * @param duplicates rows that repeat an accepted sale
 * @param withdrawn rows that were accepted and taken back
 */
public record SilverTotals(long rowsIn, long accepted, long quarantined, long duplicates, long withdrawn) {
    /** Totals before the first batch. */
    public static final SilverTotals NONE = new SilverTotals(0, 0, 0, 0, 0);

    /** Rows that have a decision. */
    long decided() {
        return accepted + quarantined + duplicates + withdrawn;
    }
}
