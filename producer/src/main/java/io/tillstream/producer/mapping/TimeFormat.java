package io.tillstream.producer.mapping;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** One way to read a date or a time. */
interface TimeFormat {
    /**
     * Reads a text.
     *
     * @return an {@link java.time.OffsetDateTime}, {@link LocalDateTime} or {@link LocalDate}
     * @throws DateTimeParseException if the text does not fit
     */
    TemporalAccessor parse(String text);

    /**
     * Returns the format of a name or a pattern.
     *
     * @param language of the names of months and weekdays
     * @param century first of the hundred years that a year of two digits can be; 2000 where absent
     * @throws IllegalArgumentException if it is neither a name nor a valid pattern
     */
    static TimeFormat of(String format, Locale language, OptionalInt century) {
        return switch (format) {
            case "iso" -> iso();
            case "epoch_seconds" -> text -> epoch(text, 0);
            case "epoch_millis" -> text -> epoch(text, 3);
            case "epoch_micros" -> text -> epoch(text, 6);
            case "epoch_nanos" -> text -> epoch(text, 9);
            case "excel_days" -> TimeFormat::excelDays;
            default -> PatternFormat.checked(format, language, century);
        };
    }

    /** ISO 8601 and its usual relatives: a blank for T, an offset with or without colon, a blank before it, UTC. */
    private static TimeFormat iso() {
        return PatternFormat.of(new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .append(DateTimeFormatter.ISO_LOCAL_DATE)
                .appendPattern("[['T'][' ']")
                .append(DateTimeFormatter.ISO_LOCAL_TIME)
                .appendPattern("[[' '][XXX][XX][X][VV]]]"));
    }

    private static TemporalAccessor epoch(String text, int decimals) {
        if (!Numbers.EPOCH.matcher(text).matches()) {
            throw new DateTimeParseException("not a number", text, 0);
        }
        BigDecimal seconds = new BigDecimal(text).movePointLeft(decimals);
        BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
        BigDecimal nanos = seconds.subtract(whole).movePointRight(9);
        try {
            return Instant.ofEpochSecond(whole.longValueExact(), nanos.longValue())
                    .atOffset(ZoneOffset.UTC);
        } catch (ArithmeticException | DateTimeException e) {
            throw new DateTimeParseException("outside all calendars", text, 0, e);
        }
    }

    /** Days since 1899-12-30, as spreadsheets count from March 1900 on; the part after the mark is the time of day. */
    private static TemporalAccessor excelDays(String text) {
        if (!Numbers.EXCEL.matcher(text).matches()) {
            throw new DateTimeParseException("not a number of days", text, 0);
        }
        BigDecimal days = new BigDecimal(text.replace(',', '.'));
        LocalDate date = LocalDate.of(1899, 12, 30).plusDays(days.intValue());
        BigDecimal fraction = days.subtract(BigDecimal.valueOf(days.intValue()));
        if (fraction.signum() == 0) {
            return date;
        }
        long millis = fraction.multiply(BigDecimal.valueOf(86_400_000L))
                .setScale(0, RoundingMode.HALF_UP)
                .longValue();
        return date.atStartOfDay().plusNanos(millis * 1_000_000L);
    }

    /** What numbers of time look like. */
    final class Numbers {
        private static final Pattern EPOCH = Pattern.compile("-?[0-9]{1,20}(?:[.][0-9]{1,9})?(?:E[+]?[0-9]{1,2})?");
        private static final Pattern EXCEL = Pattern.compile("[0-9]{1,6}(?:[.,][0-9]{1,15})?");

        private Numbers() {}
    }
}
