package io.tillstream.glue.gold;

/** A day's sum does not fit DECIMAL(18,6), the warehouse's type. */
public final class DailyOverflowException extends GoldException {
    private static final long serialVersionUID = 1L;

    DailyOverflowException(long groups) {
        super(groups + " groups of gold.daily_sales have a sum of a trillion or more, which DECIMAL(18,6) cannot hold."
                + " Look for a sale with a wrong amount; nothing was published.");
    }
}
