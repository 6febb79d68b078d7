package io.tillstream.lake;

/**
 * The earliest and the latest {@code order_ts} of some sales, in microseconds since 1970-01-01T00:00:00Z.
 *
 * @param min the earliest
 * @param max the latest; less than {@code min} if there is no sale
 */
public record EventTimes(long min, long max) {
    /** No sale at all. */
    public static final EventTimes NONE = new EventTimes(Long.MAX_VALUE, Long.MIN_VALUE);

    /** Returns whether there is a sale. */
    public boolean known() {
        return min <= max;
    }
}
