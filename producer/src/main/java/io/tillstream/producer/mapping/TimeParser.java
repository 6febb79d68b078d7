package io.tillstream.producer.mapping;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Reads dates and times in the formats of a mapping, in order. A format is a pattern of
 * {@link java.time.format.DateTimeFormatter}, or a name that {@link TimeFormat} knows; without formats it is {@code iso}. A stamp without an
 * offset is local to the zone; one without a time is the start of its day there.
 */
public final class TimeParser {
    private static final int MAX_YEAR = 9999;

    private final List<String> formats;
    private final List<TimeFormat> readers = new ArrayList<>();
    private final ZoneId zone;

    /**
     * Creates one for English names of months, and years of two digits from 2000 to 2099.
     *
     * @param formats tried in this order; none is {@code iso}
     * @param zone of stamps without an offset
     * @throws IllegalArgumentException if one is not a valid format
     */
    public TimeParser(List<String> formats, ZoneId zone) {
        this(formats, zone, Locale.ENGLISH, OptionalInt.empty());
    }

    /**
     * Creates one.
     *
     * @param formats tried in this order; none is {@code iso}
     * @param zone of stamps without an offset
     * @param language of the names of months and weekdays
     * @param century first of the hundred years that a year of two digits can be; 2000 where absent
     * @throws IllegalArgumentException if one is not a valid format
     */
    public TimeParser(List<String> formats, ZoneId zone, Locale language, OptionalInt century) {
        this.formats = formats.isEmpty() ? List.of("iso") : formats;
        this.zone = zone;
        this.formats.forEach(format -> readers.add(TimeFormat.of(format, language, century)));
    }

    /**
     * Checks the formats.
     *
     * @throws IllegalArgumentException naming the one that cannot be used, and why
     */
    static void requireValid(List<String> formats, Locale language, OptionalInt century) {
        for (String format : formats) {
            try {
                TimeFormat.of(format, language, century);
            } catch (DateTimeException | IllegalArgumentException e) {
                throw new IllegalArgumentException("'" + format + "' is not a valid format: " + e.getMessage(), e);
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
        for (TimeFormat reader : readers) {
            try {
                return reader.parse(text);
            } catch (DateTimeParseException e) {
                // The next format may fit; the text that fits none is reported below, with all formats.
                continue;
            }
        }
        throw new DateTimeException("'" + text + "' fits none of the formats " + String.join(" | ", formats));
    }
}
