package io.tillstream.producer.draft;

import io.tillstream.producer.mapping.TimeParser;
import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The formats of a column of dates, in the order in which a mapping tries them.
 *
 * @param formats as a mapping writes them
 * @param doubt what a person has to decide; empty where the values leave no doubt
 */
record TimeGuess(List<String> formats, String doubt) {
    private static final int LOOKED_AT = 1_000;
    private static final int MAX_FORMATS = 4;

    /** Day first stands before month first; which it is, is judged by all values together. */
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
            "d-MMM-uuuu",
            "d-MMM-uu",
            "d MMM uuuu",
            "d MMMM uuuu",
            "MMM d, uuuu",
            "MMMM d, uuuu",
            "uuuuMMdd");

    private static final List<String> TIMES =
            List.of("", " H:mm:ss", " H:mm", " h:mm:ss a", " h:mm a", " H:mm:ss.SSS", "'T'H:mm:ss");

    private static final List<String> WHOLE =
            List.of("iso", "uuuu-MM-dd-HH-mm-ss", "uuuuMMddHHmmss", "epoch_seconds", "epoch_millis");

    private static final Map<String, TimeParser> PARSERS = parsers();

    static Optional<TimeGuess> of(Column column) {
        List<String> values = spread(column.distinct().stream().sorted().toList());
        if (values.isEmpty() || values.stream().anyMatch(value -> value.length() > 40)) {
            return Optional.empty();
        }
        Map<String, Set<String>> fits = fits(values);
        Set<String> left = new LinkedHashSet<>(values);
        List<String> chosen = new ArrayList<>();
        while (!left.isEmpty() && chosen.size() < MAX_FORMATS) {
            String best = null;
            int most = 0;
            for (Map.Entry<String, Set<String>> format : fits.entrySet()) {
                int covered =
                        (int) format.getValue().stream().filter(left::contains).count();
                if (covered > most) {
                    most = covered;
                    best = format.getKey();
                }
            }
            if (best == null) {
                break;
            }
            chosen.add(best);
            left.removeAll(fits.get(best));
        }
        // One bad date is forgiven in any file, a twentieth in a long one.
        if (chosen.isEmpty() || left.size() > Math.max(1, values.size() / 20) || 2 * left.size() > values.size()) {
            return Optional.empty();
        }
        return Optional.of(settled(chosen, fits));
    }

    /** Joins dates and times that stand in two columns. */
    TimeGuess joinedWith(List<String> timeFormats) {
        List<String> joined = new ArrayList<>();
        for (String date : formats) {
            String pattern = date.equals("iso") ? "uuuu-MM-dd" : date;
            timeFormats.forEach(time -> joined.add(pattern + " " + time));
        }
        return new TimeGuess(joined, doubt);
    }

    /** Returns values from the whole range, not only the first. */
    private static List<String> spread(List<String> sorted) {
        int step = 1 + sorted.size() / LOOKED_AT;
        return IntStream.range(0, sorted.size())
                .filter(i -> i % step == 0)
                .mapToObj(sorted::get)
                .toList();
    }

    private static Map<String, Set<String>> fits(List<String> values) {
        Map<String, Set<String>> fits = new LinkedHashMap<>();
        List<String> candidates = new ArrayList<>(WHOLE);
        TIMES.forEach(time -> DATES.forEach(date -> candidates.add(date + time)));
        for (String format : candidates) {
            Set<String> fitting = new LinkedHashSet<>();
            values.stream().filter(value -> days(format, value).isPresent()).forEach(fitting::add);
            if (!fitting.isEmpty()) {
                fits.put(format, fitting);
            }
        }
        return fits;
    }

    /** Where day and month can change places, what is clear elsewhere decides, or else the shorter span of time. */
    private static TimeGuess settled(List<String> chosen, Map<String, Set<String>> fits) {
        List<String> settled = new ArrayList<>();
        String doubt = "";
        for (String format : chosen) {
            String other = swapped(format);
            boolean open =
                    other != null && fits.containsKey(other) && fits.get(other).containsAll(fits.get(format));
            if (!open) {
                settled.add(format);
                continue;
            }
            Optional<Boolean> dayFirst = clear(chosen, fits);
            String reason = "the column's other dates have it so";
            if (dayFirst.isEmpty()) {
                boolean shorter = span(format, fits.get(format)) <= span(other, fits.get(format));
                dayFirst = Optional.of(isDayFirst(format) == shorter);
                reason = "so they lie closer together";
            }
            String taken = isDayFirst(format) == dayFirst.get() ? format : other;
            String sample = fits.get(format).iterator().next();
            doubt = "'" + sample + "' could be day or month first; " + (isDayFirst(taken) ? "day" : "month")
                    + " first is taken, because " + reason + ". DECIDE";
            settled.add(taken);
        }
        return new TimeGuess(settled, doubt);
    }

    private static Optional<Boolean> clear(List<String> chosen, Map<String, Set<String>> fits) {
        return chosen.stream()
                .filter(format -> swapped(format) != null)
                .filter(format -> !fits.getOrDefault(swapped(format), Set.of()).containsAll(fits.get(format)))
                .map(TimeGuess::isDayFirst)
                .findFirst();
    }

    private static boolean isDayFirst(String format) {
        return format.startsWith("d");
    }

    private static String swapped(String format) {
        if (format.matches("d[/.-]M[/.-]uu.*")) {
            return "M" + format.charAt(1) + "d" + format.substring(3);
        }
        return format.matches("M[/.-]d[/.-]uu.*") ? "d" + format.charAt(1) + "M" + format.substring(3) : null;
    }

    private static long span(String format, Set<String> values) {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (String value : values) {
            Optional<Long> days = days(format, value);
            if (days.isPresent()) {
                first = Math.min(first, days.get());
                last = Math.max(last, days.get());
            }
        }
        return last - first;
    }

    /** Returns the day, if the format fits and the year can be one of a till. */
    private static Optional<Long> days(String format, String value) {
        if (format.startsWith("epoch") && value.length() != (format.equals("epoch_millis") ? 13 : 10)) {
            return Optional.empty();
        }
        if (!WHOLE.contains(format) && !marks(value).equals(marks(format.replace("'T'", "T")))) {
            return Optional.empty();
        }
        try {
            long days = PARSERS.get(format).epochDay(value);
            return days > 7_305 && days < 47_482 ? Optional.of(days) : Optional.empty();
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** Returns the marks of a date in their order: a parser that fails costs an exception, this does not. */
    private static String marks(String text) {
        StringBuilder marks = new StringBuilder();
        text.chars().filter(c -> "./-:,T".indexOf(c) >= 0).forEach(c -> marks.append((char) c));
        return marks.toString();
    }

    private static Map<String, TimeParser> parsers() {
        Map<String, TimeParser> parsers = new LinkedHashMap<>();
        WHOLE.forEach(format -> parsers.put(format, new TimeParser(List.of(format), ZoneOffset.UTC)));
        TIMES.forEach(time ->
                DATES.forEach(date -> parsers.put(date + time, new TimeParser(List.of(date + time), ZoneOffset.UTC))));
        return Map.copyOf(parsers);
    }
}
