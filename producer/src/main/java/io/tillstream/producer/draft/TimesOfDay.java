package io.tillstream.producer.draft;

import io.tillstream.producer.mapping.TimeParser;
import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Formats of a column that holds times of day alone. */
final class TimesOfDay {
    private static final List<String> FORMATS =
            List.of("H:mm:ss", "H:mm", "h:mm:ss a", "h:mm a", "H:mm:ss.SSS", "H.mm");

    private TimesOfDay() {}

    /**
     * Returns the formats that are needed, empty if the column is another kind. Without a colon only a name tells a time
     * of day from an amount of money.
     */
    static List<String> of(Column column) {
        boolean named = column.key().matches(".*(time|zeit|heure|hora|ora|tijd|tid)");
        Map<String, TimeParser> parsers = new LinkedHashMap<>();
        for (String format : FORMATS) {
            TimeParser parser = new TimeParser(List.of("uuuu-MM-dd " + format), ZoneOffset.UTC);
            boolean likely = named || format.contains(":");
            if (likely && column.values().stream().limit(1_000).anyMatch(value -> fits(parser, format, value))) {
                parsers.put(format, parser);
            }
        }
        boolean times = column.mostly(value ->
                parsers.entrySet().stream().anyMatch(format -> fits(format.getValue(), format.getKey(), value)));
        return times ? List.copyOf(parsers.keySet()) : List.of();
    }

    private static boolean fits(TimeParser parser, String format, String value) {
        if (value.length() > 15 || value.indexOf(format.contains(":") ? ':' : '.') < 0) {
            return false;
        }
        try {
            return parser.micros("2000-01-01 " + value) >= 0;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
