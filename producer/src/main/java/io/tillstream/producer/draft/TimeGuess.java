package io.tillstream.producer.draft;

import io.tillstream.producer.mapping.MonthNames;
import io.tillstream.producer.mapping.PatternFormat;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The formats of a column of dates, in the order in which a mapping tries them.
 *
 * @param formats as a mapping writes them
 * @param language of the names of months, as a mapping writes it; empty for English
 * @param doubt what a person has to decide; empty if the values leave no doubt
 */
record TimeGuess(List<String> formats, String language, String doubt) {
    private static final int LOOKED_AT = 1_000;
    private static final int MAX_FORMATS = 4;
    private static final int LONGEST = 60;
    private static final List<String> LANGUAGES =
            List.of("de", "fr", "es", "it", "nl", "pt", "sv", "da", "nb", "fi", "pl", "cs", "tr", "ru", "hu", "ro");

    static Optional<TimeGuess> of(Column column) {
        List<String> values = spread(column.distinct().stream().sorted().toList());
        if (values.isEmpty() || values.stream().anyMatch(value -> value.length() > LONGEST)) {
            return Optional.empty();
        }
        if (2 * values.stream().filter(value -> value.matches(".*\\p{Nd}.*")).count() < values.size()) {
            return Optional.empty();
        }
        boolean named = Roles.isTime(column.key());
        Optional<TimeGuess> english = of(values, named, "");
        if (english.isPresent() || values.stream().noneMatch(value -> value.matches(".*\\p{L}{2,}.*"))) {
            return english;
        }
        for (String language : LANGUAGES) {
            MonthNames names = new MonthNames(Locale.forLanguageTag(language));
            List<String> replaced = values.stream().map(names::replacedIn).toList();
            boolean known = IntStream.range(0, values.size())
                            .filter(i -> !replaced.get(i).equals(values.get(i)))
                            .count()
                    > values.size() / 2;
            Optional<TimeGuess> guess =
                    known ? of(replaced.stream().distinct().toList(), named, language) : Optional.empty();
            if (guess.isPresent()) {
                return guess;
            }
        }
        return Optional.empty();
    }

    private static Optional<TimeGuess> of(List<String> values, boolean named, String language) {
        Map<String, Map<String, Long>> fits = DatePatterns.fitting(values, named);
        Set<String> left = new LinkedHashSet<>(values);
        List<String> chosen = new ArrayList<>();
        while (!left.isEmpty() && chosen.size() < MAX_FORMATS) {
            String best = null;
            int most = 0;
            for (Map.Entry<String, Map<String, Long>> format : fits.entrySet()) {
                int covered = (int) format.getValue().keySet().stream()
                        .filter(left::contains)
                        .count();
                if (covered > most) {
                    most = covered;
                    best = format.getKey();
                }
            }
            if (best == null) {
                break;
            }
            chosen.add(best);
            left.removeAll(fits.get(best).keySet());
        }
        // One bad date is forgiven in any file, a twentieth in a long one.
        if (chosen.isEmpty() || left.size() > Math.max(1, values.size() / 20) || 2 * left.size() > values.size()) {
            return Optional.empty();
        }
        return Optional.of(settled(chosen, fits, language));
    }

    /** Joins dates and times that are in two columns. */
    TimeGuess joinedWith(List<String> timeFormats) {
        List<String> joined = new ArrayList<>();
        for (String date : formats) {
            String pattern = date.equals("iso") ? "uuuu-MM-dd" : date;
            timeFormats.forEach(time -> joined.add(pattern + " " + time));
        }
        return new TimeGuess(joined, language, doubt);
    }

    /** Returns whether a format has a year of two digits. */
    boolean hasTwoDigitYear() {
        return formats.stream().anyMatch(PatternFormat::hasTwoDigitYear);
    }

    /** Returns whether the formats have a time of day. */
    boolean hasTimeOfDay() {
        return formats.stream()
                .anyMatch(format -> format.contains("H")
                        || format.contains("h:")
                        || format.startsWith("epoch")
                        || format.equals("excel_days"));
    }

    /** Returns values from the whole range, not only the first. */
    private static List<String> spread(List<String> sorted) {
        int step = 1 + sorted.size() / LOOKED_AT;
        return IntStream.range(0, sorted.size())
                .filter(i -> i % step == 0)
                .mapToObj(sorted::get)
                .toList();
    }

    /** Where day and month can change places, what is clear elsewhere decides, or else the shorter span of time. */
    private static TimeGuess settled(List<String> chosen, Map<String, Map<String, Long>> fits, String language) {
        List<String> settled = new ArrayList<>();
        String doubt = "";
        for (String format : chosen) {
            String other = swapped(format);
            Set<String> values = fits.get(format).keySet();
            boolean open = other != null
                    && fits.containsKey(other)
                    && fits.get(other).keySet().containsAll(values);
            if (!open) {
                settled.add(format);
                continue;
            }
            Optional<Boolean> dayFirst = clear(chosen, fits);
            String reason = "the column's other dates have it so";
            if (dayFirst.isEmpty()) {
                boolean shorter = span(fits.get(format).values())
                        <= span(fits.get(other).entrySet().stream()
                                .filter(entry -> values.contains(entry.getKey()))
                                .map(Map.Entry::getValue)
                                .toList());
                dayFirst = Optional.of(isDayFirst(format) == shorter);
                reason = "so they lie closer together";
            }
            String taken = isDayFirst(format) == dayFirst.get() ? format : other;
            doubt = "'" + values.iterator().next() + "' could be day or month first; "
                    + (isDayFirst(taken) ? "day" : "month") + " first is taken, because " + reason + ". DECIDE";
            settled.add(taken);
        }
        return new TimeGuess(settled, language, doubt);
    }

    private static Optional<Boolean> clear(List<String> chosen, Map<String, Map<String, Long>> fits) {
        return chosen.stream()
                .filter(format -> swapped(format) != null)
                .filter(format -> !fits.getOrDefault(swapped(format), Map.of())
                        .keySet()
                        .containsAll(fits.get(format).keySet()))
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

    private static long span(Collection<Long> days) {
        return Collections.max(days) - Collections.min(days);
    }
}
