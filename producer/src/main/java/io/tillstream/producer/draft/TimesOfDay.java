package io.tillstream.producer.draft;

import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;

/** Formats of a column that holds times of day alone. */
final class TimesOfDay {
    private static final List<String> FORMATS =
            List.of("H:mm:ss", "H:mm", "h:mm:ss a", "h:mm a", "H:mm:ss.SSS", "H.mm");

    private TimesOfDay() {}

    /** Returns the formats that are needed, empty where the column is another kind. */
    static List<String> of(Column column) {
        List<String> needed = FORMATS.stream()
                .filter(format -> column.values().stream().limit(1_000).anyMatch(value -> fits(format, value)))
                .toList();
        return column.mostly(value -> needed.stream().anyMatch(format -> fits(format, value))) ? needed : List.of();
    }

    private static boolean fits(String format, String value) {
        if (value.length() > 15 || value.indexOf(format.contains(":") ? ':' : '.') < 0) {
            return false;
        }
        DateTimeFormatter formatter = new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(format)
                .toFormatter(Locale.ENGLISH);
        try {
            return LocalTime.parse(value, formatter) != null;
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
