package io.tillstream.producer.simulator;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/** Spreads sales over days as shops know them: busy at noon and after work, most of all on Saturday. */
final class Seasons {
    private static final double[] BY_HOUR = {
        0.2, 0.1, 0.1, 0.1, 0.1, 0.3, 1, 2, 4, 6, 7, 8, 10, 8, 6, 6, 7, 9, 10, 8, 5, 3, 1.5, 0.6
    };
    private static final double[] BY_WEEKDAY = {0.9, 0.85, 0.9, 1.0, 1.25, 1.5, 0.7};
    private static final long MICROS_OF_HOUR = 3_600_000_000L;

    private final LocalDateTime start;
    private final ZoneId zone;
    private final double[] cumulative;

    Seasons(LocalDate start, int days, ZoneId zone) {
        this.start = start.atStartOfDay();
        this.zone = zone;
        this.cumulative = new double[days * BY_HOUR.length];
        double sum = 0;
        for (int hour = 0; hour < cumulative.length; hour++) {
            int weekday = start.plusDays(hour / BY_HOUR.length).getDayOfWeek().getValue();
            sum += BY_HOUR[hour % BY_HOUR.length] * BY_WEEKDAY[weekday - 1];
            cumulative[hour] = sum;
        }
    }

    /**
     * Returns when so much of a cycle's sales has been made.
     *
     * @param part from 0; 1.5 is the middle of the second cycle
     */
    Instant at(double part) {
        long cycle = (long) part;
        double sales = (part - cycle) * cumulative[cumulative.length - 1];
        int found = Arrays.binarySearch(cumulative, sales);
        int hour = Math.min(found < 0 ? -found - 1 : found, cumulative.length - 1);
        double before = hour == 0 ? 0 : cumulative[hour - 1];
        double within = (sales - before) / (cumulative[hour] - before);
        long micros = Math.min(MICROS_OF_HOUR - 1, Math.max(0, (long) (within * MICROS_OF_HOUR)));
        return start.plusDays(cycle * (cumulative.length / BY_HOUR.length))
                .plusHours(hour)
                .plus(micros, ChronoUnit.MICROS)
                .atZone(zone)
                .toInstant();
    }
}
