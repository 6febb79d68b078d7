package io.tillstream.glue.gold;

/** The facts of a batch are not exactly the sales that Silver accepted (invariant 5). */
public final class FactMismatchException extends GoldException {
    private static final long serialVersionUID = 1L;

    FactMismatchException(long covered, long target, String what, long expected, long found) {
        super("facts of batches " + (covered + 1) + " to " + target + ": expected " + expected + " " + what + ", found "
                + found + ". Nothing was published. Compare silver.decisions and its snapshot properties with"
                + " gold.fact_sales for these batch numbers (docs/explanation/gold.md).");
    }
}
