package io.tillstream.producer.draft;

import io.tillstream.producer.mapping.TimeParser;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/** The formats that drafts know, and which of them read the values of a column. */
final class DatePatterns {
    /** First of the hundred years that the drafts read two digits in: no till is older. */
    static final int CENTURY = 1950;

    private static final String EXCEL = "excel_days";
    private static final long FIRST_DAY = LocalDate.of(1990, 1, 1).toEpochDay();
    private static final long LAST_DAY = LocalDate.of(2099, 12, 31).toEpochDay();

    /** Digits before the mark of a stamp of our time. */
    private static final Map<String, Integer> EPOCH_DIGITS =
            Map.of("epoch_seconds", 10, "epoch_millis", 13, "epoch_micros", 16, "epoch_nanos", 19);

    /** Day first comes before month first; which it is, is judged by all values together. */
    private static final List<String> DATES = List.of(
            "d.M.uuuu",
            "d/M/uuuu",
            "M/d/uuuu",
            "d-M-uuuu",
            "M-d-uuuu",
            "uuuu/M/d",
            "uuuu.M.d",
            "uuuu-M-d",
            "d.M.uu",
            "d/M/uu",
            "M/d/uu",
            "d-M-uu",
            "M-d-uu",
            "d-MMM-uuuu",
            "d-MMM-uu",
            "d/MMM/uuuu",
            "d MMM uuuu",
            "d MMM uu",
            "d. MMM uuuu",
            "d 'de' MMM 'de' uuuu",
            "d 'de' MMM uuuu",
            "MMM d, uuuu",
            "MMM d uuuu",
            "MMM-d-uuuu",
            "MMM-d-uu",
            "MMM d, uu",
            "uuuu MMM d",
            "uuuu-MMM-d",
            "EEE d MMM uuuu",
            "EEE, d MMM uuuu",
            "EEE, MMM d, uuuu",
            "EEE MMM d uuuu",
            "EEE d.M.uuuu",
            "EEE, d.M.uuuu",
            "uuuuMMdd",
            "ddMMuuuu");

    private static final List<String> TIMES = List.of(
            "",
            " H:mm:ss",
            " H:mm",
            " h:mm:ss a",
            " h:mm a",
            " H:mm:ss.SSS",
            " H:mm:ss,SSS",
            " H.mm",
            " H.mm.ss",
            "'T'H:mm:ss",
            ", H:mm:ss",
            ", H:mm",
            ", h:mm:ss a",
            ", h:mm a",
            " 'at' h:mm a",
            " 'at' H:mm",
            " 'um' H:mm",
            " - H:mm",
            " H:mm:ss z",
            " H:mm z",
            " h:mm:ss a z",
            " h:mm a z",
            ", h:mm:ss a z",
            " H:mm:ss xx",
            " H:mm xx",
            " h:mm:ss a xx",
            " H:mm:ss xxx",
            " H:mm xxx");

    private static final List<String> WHOLE = List.of(
            "iso",
            "uuuu-MM-dd-HH-mm-ss",
            "uuuuMMddHHmmss",
            "uuuuMMdd'T'HHmmss",
            "uuuuMMdd'T'HHmmssX",
            "EEE MMM d HH:mm:ss z uuuu",
            "epoch_seconds",
            "epoch_millis",
            "epoch_micros",
            "epoch_nanos",
            "excel_days");

    private DatePatterns() {}

    /**
     * Returns the formats that read at least one value, with the day that each reads.
     *
     * @param named whether the column's name says that it is a date: any number could count days or seconds
     */
    static Map<String, Map<String, Long>> fitting(List<String> values, boolean named) {
        Map<String, List<String>> byMarks = new LinkedHashMap<>();
        values.forEach(value -> byMarks.computeIfAbsent(marks(value), marks -> new ArrayList<>())
                .add(value));
        Map<String, Map<String, Long>> fitting = new LinkedHashMap<>();
        for (String format : WHOLE) {
            if (named || !format.equals(EXCEL)) {
                add(format, values, fitting);
            }
        }
        for (String time : TIMES) {
            for (String date : DATES) {
                add(date + time, byMarks.getOrDefault(marks(date + time), List.of()), fitting);
            }
        }
        return fitting;
    }

    private static void add(String format, List<String> values, Map<String, Map<String, Long>> fitting) {
        List<String> likely =
                values.stream().filter(value -> canBe(format, value)).toList();
        if (likely.isEmpty()) {
            return;
        }
        TimeParser parser = new TimeParser(List.of(format), ZoneOffset.UTC, Locale.ENGLISH, OptionalInt.of(CENTURY));
        Map<String, Long> days = new LinkedHashMap<>();
        for (String value : likely) {
            try {
                long day = parser.epochDay(value);
                if (day >= FIRST_DAY && day <= LAST_DAY) {
                    days.put(value, day);
                }
            } catch (DateTimeException | ArithmeticException e) {
                // Another format may read it.
                continue;
            }
        }
        if (!days.isEmpty()) {
            fitting.put(format, days);
        }
    }

    private static boolean canBe(String format, String value) {
        Integer digits = EPOCH_DIGITS.get(format);
        if (digits != null) {
            return value.matches("[0-9]{" + digits + "}([.][0-9]+)?");
        }
        if (format.equals(EXCEL)) {
            return value.matches("[0-9]{5}([.,][0-9]+)?");
        }
        if (format.startsWith("EEE")) {
            return Character.isLetter(value.charAt(0));
        }
        // A parser that fails costs an exception: what cannot fit is not tried.
        return !WHOLE.contains(format) || value.matches("[0-9]{4}-?[0-9]{2}-?[0-9]{2}.*");
    }

    /** Returns the marks of a date in their order: a parser that fails costs an exception, this does not. */
    private static String marks(String text) {
        StringBuilder marks = new StringBuilder();
        String unmarked = text.replaceAll(" xx+$|(?<=:[0-9]{2}) ?[+-][0-9]{2}:?[0-9]{2}$", "")
                .replaceAll("(?<=[A-Za-z]{3})[.](?! ?[uH])|(?<=\\b[apAP])[.](?= ?[mM])|(?<=\\b[mM])[.]$", "");
        for (int i = 0; i < unmarked.length(); i++) {
            char c = unmarked.charAt(i);
            if ("./-:,".indexOf(c) >= 0 || c == 'T' && i > 0 && "0123456789'".indexOf(unmarked.charAt(i - 1)) >= 0) {
                marks.append(c);
            }
        }
        return marks.toString();
    }
}
