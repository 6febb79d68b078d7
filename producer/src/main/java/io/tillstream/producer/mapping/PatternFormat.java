package io.tillstream.producer.mapping;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates and times by a pattern of {@link DateTimeFormatter}, forgiving where programs differ in spelling only. */
public final class PatternFormat implements TimeFormat {
    private static final ZonedDateTime SAMPLE =
            ZonedDateTime.of(2024, 11, 28, 17, 36, 47, 0, ZoneId.of("Europe/Paris"));
    private static final Pattern TIME_LETTERS = Pattern.compile("[HkhKmsSAnN]");
    private static final Pattern QUOTED = Pattern.compile("'[^']*'");
    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Zs}]+");
    private static final Pattern HALF_OF_DAY = Pattern.compile("(?i)[ ]?(?<!\\p{L})([ap])[.]?[ ]?m(?!\\p{L})[.]?");
    private static final Pattern ORDINAL = Pattern.compile("(?i)(?<=[0-9])(?:st|nd|rd|th)(?!\\p{L})");

    /** Runs of letters that name a month or a weekday, with the dot after them. */
    private static final Pattern NAMES = Pattern.compile("(?:M{3,}|L{3,})[.]?|(E)E*[.]?");

    private static final Map<String, String> STRFTIME = Map.ofEntries(
            Map.entry("%Y", "uuuu"),
            Map.entry("%y", "uu"),
            Map.entry("%m", "MM"),
            Map.entry("%d", "dd"),
            Map.entry("%e", "d"),
            Map.entry("%H", "HH"),
            Map.entry("%I", "hh"),
            Map.entry("%M", "mm"),
            Map.entry("%S", "ss"),
            Map.entry("%f", "SSSSSS"),
            Map.entry("%p", "a"),
            Map.entry("%b", "MMM"),
            Map.entry("%B", "MMMM"),
            Map.entry("%a", "EEE"),
            Map.entry("%A", "EEEE"),
            Map.entry("%z", "xx"),
            Map.entry("%Z", "z"),
            Map.entry("%T", "HH:mm:ss"),
            Map.entry("%F", "uuuu-MM-dd"));

    private final DateTimeFormatter formatter;
    private final UnaryOperator<String> spelling;

    private PatternFormat(DateTimeFormatterBuilder builder, UnaryOperator<String> spelling) {
        this.formatter = builder.toFormatter(Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
        this.spelling = spelling;
    }

    static PatternFormat of(DateTimeFormatterBuilder builder) {
        return new PatternFormat(builder, UnaryOperator.identity());
    }

    /** Returns the format of a pattern that tells a date, and the time of day if it has letters of one. */
    static PatternFormat checked(String pattern, Locale language, OptionalInt century) {
        if (pattern.contains("%")) {
            String translated = pattern;
            for (Map.Entry<String, String> letter : STRFTIME.entrySet()) {
                translated = translated.replace(letter.getKey(), letter.getValue());
            }
            throw new IllegalArgumentException("% has no meaning here"
                    + (translated.contains("%") ? "; write uuuu-MM-dd HH:mm:ss" : "; write " + translated));
        }
        String unquoted = QUOTED.matcher(pattern).replaceAll("");
        if (unquoted.contains("Y")) {
            throw new IllegalArgumentException("Y is the year of a week; write uuuu");
        }
        if (unquoted.matches(".*(?<!D)D{1,2}(?!D).*")) {
            throw new IllegalArgumentException("D is the day of the year; write dd");
        }
        PatternFormat format = new PatternFormat(builder(pattern, century), spelling(unquoted, language));
        // A pattern such as hh:mm without am/pm is accepted by Java, and the time silently left out.
        TemporalAccessor back =
                format.parse(DateTimeFormatter.ofPattern(pattern, language).format(SAMPLE));
        if (back instanceof LocalDate && TIME_LETTERS.matcher(unquoted).find()) {
            throw new IllegalArgumentException("it does not tell the time of day (hh needs a; HH does not)");
        }
        return format;
    }

    @Override
    public TemporalAccessor parse(String text) {
        TemporalAccessor parsed = formatter.parse(spelling.apply(text));
        LocalDate date = parsed.query(TemporalQueries.localDate());
        if (date == null) {
            throw new DateTimeParseException("no date in it", text, 0);
        }
        LocalTime time = parsed.query(TemporalQueries.localTime());
        if (time == null) {
            return date;
        }
        ZoneId zone = parsed.query(TemporalQueries.zone());
        return zone == null ? date.atTime(time) : date.atTime(time).atZone(zone).toOffsetDateTime();
    }

    private static DateTimeFormatterBuilder builder(String pattern, OptionalInt century) {
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            quoted ^= c == '\'';
            int run = i;
            while (!quoted && run < pattern.length() && (c == 'u' || c == 'y') && pattern.charAt(run) == c) {
                run++;
            }
            if (run - i == 2 && century.isPresent()) {
                builder.appendPattern(spelled(part.toString()))
                        .appendValueReduced(ChronoField.YEAR, 2, 2, century.getAsInt());
                part.setLength(0);
                i = run - 1;
            } else if (run > i) {
                // Strict resolving, which refuses 30 February, needs an era for y; u is what authors mean by it.
                part.append("u".repeat(run - i));
                i = run - 1;
            } else {
                part.append(c);
            }
        }
        return builder.appendPattern(spelled(part.toString()));
    }

    /** Returns the pattern for a text after {@link #spelling}. */
    private static String spelled(String pattern) {
        StringBuilder result = new StringBuilder();
        Matcher quoted = QUOTED.matcher(pattern);
        int from = 0;
        while (quoted.find()) {
            result.append(spelledLetters(pattern.substring(from, quoted.start())))
                    .append(quoted.group());
            from = quoted.end();
        }
        return result.append(spelledLetters(pattern.substring(from))).toString();
    }

    private static String spelledLetters(String letters) {
        String names = NAMES.matcher(letters).replaceAll(match -> match.group(1) == null ? "MMM" : "EEE");
        return SPACES.matcher(names).replaceAll(" ").replaceAll(" ?a+", "a");
    }

    private static UnaryOperator<String> spelling(String letters, Locale language) {
        boolean halves = letters.indexOf('a') >= 0;
        boolean names = NAMES.matcher(letters).find();
        MonthNames months = names ? new MonthNames(language) : null;
        return text -> {
            String spelled = SPACES.matcher(text).replaceAll(" ");
            if (names) {
                spelled = months.replacedIn(ORDINAL.matcher(spelled).replaceAll(""));
            }
            return halves ? HALF_OF_DAY.matcher(spelled).replaceAll(match -> match.group(1) + "m") : spelled;
        };
    }

    /** Returns whether the pattern has a year of two digits. */
    public static boolean hasTwoDigitYear(String pattern) {
        return QUOTED.matcher(pattern).replaceAll("").matches(".*(?<![uy])([uy])\\1(?![uy]).*");
    }
}
