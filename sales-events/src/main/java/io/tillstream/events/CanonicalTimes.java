package io.tillstream.events;

/** Reads dates {@code 2026-11-20} and instants {@code 2026-11-20T10:00:00.123456Z}, years 1 to 9999, from ASCII. */
final class CanonicalTimes {
    /** Another form, or a time that does not exist. */
    static final long NONE = Long.MIN_VALUE;

    /** Bytes of a date. */
    static final int DATE_LENGTH = 10;

    private static final int SECONDS_LENGTH = 19;
    private static final int MAX_DECIMALS = 9;
    private static final int MICROS_DECIMALS = 6;
    private static final long SECONDS_A_DAY = 86_400;
    private static final long MICROS_A_SECOND = 1_000_000;

    /** Days of 0000-03-01 to 1970-01-01. */
    private static final long EPOCH = 719_468;

    private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private CanonicalTimes() {}

    /** Returns microseconds since 1970 of an instant in UTC with up to nine decimals, or {@link #NONE}. */
    static long micros(byte[] text, int start, int end) {
        int length = end - start;
        if (length <= SECONDS_LENGTH
                || text[end - 1] != 'Z'
                || text[start + 10] != 'T'
                || text[start + 13] != ':'
                || text[start + 16] != ':') {
            return NONE;
        }
        long day = epochDay(text, start);
        int hour = two(text, start + 11);
        int minute = two(text, start + 14);
        int second = two(text, start + 17);
        long fraction = length == SECONDS_LENGTH + 1 ? 0 : fraction(text, start + SECONDS_LENGTH, end - 1);
        if (day == NONE || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
            return NONE;
        }
        return fraction < 0
                ? NONE
                : (day * SECONDS_A_DAY + hour * 3_600 + minute * 60 + second) * MICROS_A_SECOND + fraction;
    }

    /** Returns days since 1970 of the ten bytes at a position, or {@link #NONE}. */
    static long epochDay(byte[] text, int at) {
        int century = two(text, at);
        int yearOfCentury = two(text, at + 2);
        int month = two(text, at + 5);
        int day = two(text, at + 8);
        int year = century * 100 + yearOfCentury;
        if (century < 0 || yearOfCentury < 0 || year == 0 || text[at + 4] != '-' || text[at + 7] != '-') {
            return NONE;
        }
        if (month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) {
            return NONE;
        }
        // Years that begin in March, so that the leap day is a year's last: H. Hinnant, "chrono-Compatible Low-Level
        // Date Algorithms".
        int marchYear = month > 2 ? year : year - 1;
        int marchMonth = month > 2 ? month - 3 : month + 9;
        return marchYear * 365L
                + marchYear / 4
                - marchYear / 100
                + marchYear / 400
                + (153 * marchMonth + 2) / 5
                + day
                - 1
                - EPOCH;
    }

    private static int daysOf(int year, int month) {
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return month == 2 && leap ? 29 : DAYS[month - 1];
    }

    /** Returns the microseconds of a point and digits; digits after the sixth are cut off, as everywhere. */
    private static long fraction(byte[] text, int point, int end) {
        int decimals = end - point - 1;
        if (text[point] != '.' || decimals < 1 || decimals > MAX_DECIMALS) {
            return NONE;
        }
        long micros = 0;
        for (int i = 1; i <= Math.max(decimals, MICROS_DECIMALS); i++) {
            int digit = i <= decimals ? text[point + i] - '0' : 0;
            if (digit < 0 || digit > 9) {
                return NONE;
            }
            micros = i <= MICROS_DECIMALS ? micros * 10 + digit : micros;
        }
        return micros;
    }

    /** Returns the number of two digits, or a negative one. */
    private static int two(byte[] text, int at) {
        int tens = text[at] - '0';
        int ones = text[at + 1] - '0';
        return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
    }
}
