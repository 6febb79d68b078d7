package io.tillstream.operations.display;

import java.util.Locale;

/** How far a stage is, in words. */
final class ProgressText {
    private ProgressText() {}

    /**
     * Such as {@code 5,000 of 20,000 records, 1,000/s, 15 s left}; without a total, what is done and the time so far.
     *
     * @param seconds since the start
     */
    static String of(long done, long total, String unit, double seconds) {
        StringBuilder text = new StringBuilder();
        if (done > 0 || total > 0) {
            text.append(String.format(Locale.ROOT, "%,d", done));
            text.append(total > 0 ? String.format(Locale.ROOT, " of %,d ", total) : " ");
            text.append(unit).append(", ");
        }
        if (done > 0 && seconds > 0) {
            double rate = done / seconds;
            // Steps take seconds each: 0/s would say nothing, and the time that is left would go up until the next is
            // done.
            if (rate >= 1) {
                text.append(String.format(Locale.ROOT, "%,.0f/s, ", rate));
            }
            if (total > done && rate >= 1) {
                return text.append(String.format(Locale.ROOT, "%,.0f s left", Math.ceil((total - done) / rate)))
                        .toString();
            }
        }
        return text.append(String.format(Locale.ROOT, "%.0f s so far", seconds)).toString();
    }
}
