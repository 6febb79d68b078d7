package io.tillstream.lake;

import java.util.List;
import java.util.Optional;

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
     * @throws IllegalArgumentException if they are not days or in the wrong order
     */
    public DateKeys {
        require(from);
        require(to);
        if (from > to) {
            throw new IllegalArgumentException("date_keys.from " + from + " is after date_keys.to " + to);
        }
    }

    /** Returns the bounds that hold these and the given days; nothing if there are neither. */
    public static Optional<DateKeys> around(Optional<DateKeys> bounds, List<Integer> days) {
        int from = bounds.map(DateKeys::from).orElse(LAST);
        int to = bounds.map(DateKeys::to).orElse(FIRST);
        for (int day : days) {
            from = Math.min(from, day);
            to = Math.max(to, day);
        }
        return bounds.isEmpty() && days.isEmpty() ? Optional.empty() : Optional.of(new DateKeys(from, to));
    }

    /** Returns whether a day lies between the bounds. */
    public boolean contains(int dateKey) {
        return from <= dateKey && dateKey <= to;
    }

    private static void require(int dateKey) {
        if (dateKey < FIRST || dateKey > LAST) {
            throw new IllegalArgumentException("date_keys: " + dateKey + " is not a day of the form yyyymmdd");
        }
    }
}
