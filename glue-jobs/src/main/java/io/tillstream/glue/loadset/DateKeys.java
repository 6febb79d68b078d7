package io.tillstream.glue.loadset;

import java.util.List;

/**
 * Days, yyyymmdd, both inclusive.
 *
 * @param from the first
 * @param to the last
 */
public record DateKeys(int from, int to) {
    /** Returns the days that hold these and the given ones; {@code bounds} may be null for none. */
    static DateKeys around(DateKeys bounds, List<Integer> days) {
        DateKeys around = bounds;
        for (int day : days) {
            around = around == null
                    ? new DateKeys(day, day)
                    : new DateKeys(Math.min(around.from, day), Math.max(around.to, day));
        }
        return around;
    }
}
