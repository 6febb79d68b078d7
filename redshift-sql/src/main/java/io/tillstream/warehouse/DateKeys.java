package io.tillstream.warehouse;

/**
 * The days between which all rows lie that a load inserts into a table or deletes from it. Redshift reads only the blocks of
 * these days then; a bound that is too narrow shows in the number of deleted rows.
 *
 * @param from the first day, yyyymmdd
 * @param to the last day, yyyymmdd
 */
public record DateKeys(int from, int to) {
    private static final int FIRST = 1000_01_01;
    private static final int LAST = 9999_12_31;

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if they are no days or in the wrong order
     */
    public DateKeys {
        require(from);
        require(to);
        if (from > to) {
            throw new IllegalArgumentException("date_keys.from " + from + " is after date_keys.to " + to);
        }
    }

    /** Tells whether a day lies between the bounds. */
    boolean contains(int dateKey) {
        return from <= dateKey && dateKey <= to;
    }

    private static void require(int dateKey) {
        if (dateKey < FIRST || dateKey > LAST) {
            throw new IllegalArgumentException("date_keys: " + dateKey + " is no day of the form yyyymmdd");
        }
    }
}
