package io.tillstream.producer.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an interval: {@code 30s}, {@code 5m}, {@code 1h}, {@code 1d}. */
final class IntervalConverter implements ITypeConverter<Duration> {
    private static final Pattern INTERVAL = Pattern.compile("([0-9]{1,6})([smhd])");

    @Override
    public Duration convert(String value) {
        Matcher interval = INTERVAL.matcher(value);
        if (!interval.matches() || Long.parseLong(interval.group(1)) == 0) {
            throw new TypeConversionException("'" + value + "' is not an interval; write 30s, 5m, 1h or 1d");
        }
        long number = Long.parseLong(interval.group(1));
        return switch (interval.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
