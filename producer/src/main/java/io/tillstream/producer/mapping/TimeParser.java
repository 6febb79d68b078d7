package io.tillstream.producer.mapping;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads dates and times in the formats of a mapping, in order. A format is a pattern of {@link DateTimeFormatter}, or
 * {@code iso}, {@code epoch_seconds}, {@code epoch_millis}; without formats it is {@code iso}. A stamp without an
 * offset is local to the zone; one without a time is the start of its day there.
 */
public final class TimeParser {
    private static final OffsetDateTime SAMPLE = OffsetDateTime.of(2024, 11, 28, 17, 36, 47, 0, ZoneOffset.UTC);
    private static final Pattern TIME_LETTERS = Pattern.compile("[HkhKmsSAnN]");
    private static final Pattern EPOCH = Pattern.compile("-?[0-9]{1,15}");
    private static final int MAX_YEAR = 9999;

    private final List<String> formats;
    private final List<Format> readers = new ArrayList<>();
    private final ZoneId zone;

    /** One way to read a text. */
    private interface Format {
        /** Returns an {@link OffsetDateTime}, {@link LocalDateTime} or {@link LocalDate}. */
        TemporalAccessor parse(String text);
    }

    /**
     * Creates one.
     *
     * @param formats tried in this order; none is {@code iso}
     * @param zone of stamps without an offset
     * @throws IllegalArgumentException if one is no format
     */
    public TimeParser(List<String> formats, ZoneId zone) {
        this.formats = formats.isEmpty() ? List.of("iso") : formats;
        this.zone = zone;
        this.formats.forEach(format -> readers.add(reader(format)));
    }

    /**
     * Checks the formats.
     *
     * @throws IllegalArgumentException naming the one that cannot be used, and why
     */
    static void requireValid(List<String> formats) {
        for (String format : formats) {
            try {
                reader(format);
            } catch (DateTimeException | IllegalArgumentException e) {
                throw new IllegalArgumentException("'" + format + "' is no format: " + e.getMessage(), e);
            }
        }
    }

    /**
     * Returns the instant in microseconds since 1970-01-01T00:00:00Z.
     *
     * @throws DateTimeException if no format fits
     */
    public long micros(String text) {
        TemporalAccessor time = parse(text);
        Instant instant;
        if (time instanceof OffsetDateTime stamp) {
            instant = stamp.toInstant();
        } else if (time instanceof LocalDateTime local) {
            instant = local.atZone(zone).toInstant();
        } else {
            instant = ((LocalDate) time).atStartOfDay(zone).toInstant();
        }
        int year = instant.atOffset(ZoneOffset.UTC).getYear();
        if (year < 1 || year > MAX_YEAR) {
            throw new DateTimeException("'" + text + "' is not within the years 1 to " + MAX_YEAR);
        }
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
    }

    /**
     * Returns the date in days since 1970-01-01; a time of day is left off.
     *
     * @throws DateTimeException if no format fits
     */
    public long epochDay(String text) {
        TemporalAccessor time = parse(text);
        LocalDate date = time instanceof OffsetDateTime stamp
                ? stamp.atZoneSameInstant(zone).toLocalDate()
                : LocalDate.from(time);
        if (date.getYear() < 1 || date.getYear() > MAX_YEAR) {
            throw new DateTimeException("'" + text + "' is not within the years 1 to " + MAX_YEAR);
        }
        return date.toEpochDay();
    }

    private TemporalAccessor parse(String text) {
        for (Format reader : readers) {
            try {
                return reader.parse(text);
            } catch (DateTimeParseException e) {
                // The next format may fit; the text that fits none is reported below, with all formats.
                continue;
            }
        }
        throw new DateTimeException("'" + text + "' fits none of the formats " + String.join(" | ", formats));
    }

    private static Format reader(String format) {
        return switch (format) {
            case "iso" -> iso();
            case "epoch_seconds" -> text -> epoch(text, 1_000);
            case "epoch_millis" -> text -> epoch(text, 1);
            default -> checked(format);
        };
    }

    private static Format iso() {
        return format(new DateTimeFormatterBuilder()
                .append(DateTimeFormatter.ISO_LOCAL_DATE)
                .appendPattern("[['T'][' ']")
                .append(DateTimeFormatter.ISO_LOCAL_TIME)
                .appendPattern("[XXX]]"));
    }

    private static TemporalAccessor epoch(String text, long millis) {
        if (!EPOCH.matcher(text).matches()) {
            throw new DateTimeParseException("not a whole number", text, 0);
        }
        return Instant.ofEpochMilli(Math.multiplyExact(Long.parseLong(text), millis))
                .atOffset(ZoneOffset.UTC);
    }

    private static Format checked(String pattern) {
        if (unquoted(pattern).contains("Y")) {
            throw new IllegalArgumentException("Y is the year of a week; write uuuu");
        }
        Format format = formatter(pattern);
        // A pattern such as hh:mm without am/pm is accepted by Java, and the time silently left out.
        TemporalAccessor back = format.parse(
                DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(SAMPLE));
        if (back instanceof LocalDate && TIME_LETTERS.matcher(unquoted(pattern)).find()) {
            throw new IllegalArgumentException("it does not tell the time of day (hh needs a; HH does not)");
        }
        return format;
    }

    private static Format formatter(String pattern) {
        return format(new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(proleptic(pattern)));
    }

    private static Format format(DateTimeFormatterBuilder builder) {
        DateTimeFormatter formatter = builder.toFormatter(Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
        return text -> resolved(formatter.parse(text), text);
    }

    /** As {@link DateTimeFormatter#parseBest}, which costs an exception for every stamp without an offset. */
    private static TemporalAccessor resolved(TemporalAccessor parsed, String text) {
        LocalDate date = parsed.query(TemporalQueries.localDate());
        if (date == null) {
            throw new DateTimeParseException("no date in it", text, 0);
        }
        LocalTime time = parsed.query(TemporalQueries.localTime());
        if (time == null) {
            return date;
        }
        ZoneId offset = parsed.query(TemporalQueries.zone());
        return offset == null
                ? date.atTime(time)
                : date.atTime(time).atZone(offset).toOffsetDateTime();
    }

    /** Strict resolving, which refuses 30 February, needs an era for y; u is what authors mean by it. */
    private static String proleptic(String pattern) {
        StringBuilder result = new StringBuilder(pattern);
        boolean quoted = false;
        for (int i = 0; i < result.length(); i++) {
            if (result.charAt(i) == '\'') {
                quoted = !quoted;
            } else if (result.charAt(i) == 'y' && !quoted) {
                result.setCharAt(i, 'u');
            }
        }
        return result.toString();
    }

    private static String unquoted(String pattern) {
        return pattern.replaceAll("'[^']*'", "");
    }
}
