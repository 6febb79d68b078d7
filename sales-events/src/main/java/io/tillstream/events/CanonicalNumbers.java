package io.tillstream.events;

/** Reads JSON numbers in plain digits straight into the sale. */
final class CanonicalNumbers {
    private static final int NONE = -1;

    /** As many digits as DECIMAL(18,6) has before the point. */
    private static final int MAX_WHOLE_DIGITS = 12;

    /** As many as 32 bits hold in any case. */
    private static final int MAX_INT_DIGITS = 9;

    private static final long[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};

    private CanonicalNumbers() {}

    /**
     * Reads a number that DECIMAL(18,6) holds.
     *
     * @return the position after it, or a negative number if it has another form
     */
    static int decimal(byte[] json, int start, int field, Sale sale) {
        int first = json[start] == '-' ? start + 1 : start;
        int at = first;
        long value = 0;
        for (int digit = digit(json, at); digit >= 0; digit = digit(json, ++at)) {
            value = value * 10 + digit;
        }
        if (!isWhole(json, first, at, MAX_WHOLE_DIGITS)) {
            return NONE;
        }
        int decimals = 0;
        if (at < json.length && json[at] == '.') {
            int point = at++;
            for (int digit = digit(json, at); digit >= 0; digit = digit(json, ++at)) {
                value = value * 10 + digit;
            }
            decimals = at - point - 1;
            if (decimals == 0 || decimals > Sale.DECIMAL_SCALE) {
                return NONE;
            }
        }
        long unscaled = value * POWERS[Sale.DECIMAL_SCALE - decimals];
        sale.setNumber(field, first == start ? unscaled : -unscaled);
        return at;
    }

    /**
     * Reads a whole number that 32 bits hold.
     *
     * @return the position after it, or a negative number if it has another form
     */
    static int integer(byte[] json, int start, int field, Sale sale) {
        int first = json[start] == '-' ? start + 1 : start;
        int at = first;
        long value = 0;
        for (int digit = digit(json, at); digit >= 0; digit = digit(json, ++at)) {
            value = value * 10 + digit;
        }
        if (!isWhole(json, first, at, MAX_INT_DIGITS)) {
            return NONE;
        }
        sale.setNumber(field, first == start ? value : -value);
        return at;
    }

    /** Returns whether there is a digit, no leading zero, and no more digits than allowed. */
    private static boolean isWhole(byte[] json, int first, int end, int maxDigits) {
        int digits = end - first;
        return digits == 1 || (digits > 1 && digits <= maxDigits && json[first] != '0');
    }

    private static int digit(byte[] json, int at) {
        if (at >= json.length) {
            return NONE;
        }
        int digit = json[at] - '0';
        return digit >= 0 && digit <= 9 ? digit : NONE;
    }
}
