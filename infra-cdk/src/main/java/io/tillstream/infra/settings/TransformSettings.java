package io.tillstream.infra.settings;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Currency;

/**
 * The Spark jobs and their schedule.
 *
 * @param launch how Glue gets to the Java main
 * @param worker worker type
 * @param maxWorkers most workers of a run
 * @param timeoutMinutes after which a run is stopped
 * @param scheduleMinutes minutes between runs
 * @param businessTimeZone zone of calendar fields
 * @param defaultCurrency of sales that name none
 * @param conflictWindowDays days within which an id is looked for: between the order dates, or since the decision on it
 * @param maxBatchRows most Bronze rows of a batch
 */
public record TransformSettings(
        GlueLaunch launch,
        String worker,
        int maxWorkers,
        int timeoutMinutes,
        int scheduleMinutes,
        String businessTimeZone,
        String defaultCurrency,
        int conflictWindowDays,
        int maxBatchRows) {
    /** How Glue, which documents Scala and Python only, gets to a Java main. */
    public enum GlueLaunch {
        /** A Scala object calls the Java main: uses only what is documented. */
        SCALA,
        /** Glue is given the Java main's name beside an empty script: undocumented, but in use. */
        JAVA
    }

    static TransformSettings from(Values values, Problems problems) {
        String zone = values.text(Setting.BUSINESS_TIME_ZONE);
        try {
            problems.require(
                    !ZoneId.of(zone).getId().isEmpty(), Setting.BUSINESS_TIME_ZONE, zone, "is not a time zone");
        } catch (DateTimeException e) {
            problems.add(Setting.BUSINESS_TIME_ZONE, zone, "is not an IANA time zone, for example Europe/Berlin");
        }
        String currency = values.text(Setting.DEFAULT_CURRENCY);
        problems.require(
                Currency.getAvailableCurrencies().stream()
                        .anyMatch(known -> known.getCurrencyCode().equals(currency)),
                Setting.DEFAULT_CURRENCY,
                currency,
                "is not an ISO 4217 code");
        int schedule = values.number(Setting.SCHEDULE_MINUTES, 5, 60);
        problems.require(60 % Math.max(schedule, 1) == 0, Setting.SCHEDULE_MINUTES, schedule, "must divide 60");
        return new TransformSettings(
                values.oneOf(Setting.GLUE_LAUNCH, "scala", "java").equals("java") ? GlueLaunch.JAVA : GlueLaunch.SCALA,
                values.oneOf(Setting.GLUE_WORKER, "G.1X", "G.2X", "G.4X", "G.8X"),
                values.number(Setting.GLUE_MAX_WORKERS, 2, 299),
                values.number(Setting.GLUE_TIMEOUT_MINUTES, 5, 480),
                schedule,
                zone,
                currency,
                values.number(Setting.CONFLICT_WINDOW_DAYS, 0, 3650),
                values.number(Setting.MAX_BATCH_ROWS, 1000, 1_000_000_000));
    }
}
