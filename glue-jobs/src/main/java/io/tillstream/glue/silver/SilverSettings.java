package io.tillstream.glue.silver;

import io.tillstream.glue.JobArguments;
import io.tillstream.lake.TopicNames;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/**
 * Settings of the Silver job (docs/reference/contracts.md, section 5).
 *
 * @param topic the topic whose Bronze is read
 * @param businessTimeZone the zone whose calendar days are the order dates
 * @param defaultCurrency ISO 4217 code of a sale that states none
 * @param conflictWindowDays for how many days after its decision an id is looked for whatever the order date; on the same
 *     order date it is for ever
 * @param maxBatchRows after how many rows a batch takes no further object
 */
public record SilverSettings(
        String topic, ZoneId businessTimeZone, String defaultCurrency, int conflictWindowDays, long maxBatchRows) {
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final int MAX_WINDOW_DAYS = 3650;

    /**
     * Reads the settings.
     *
     * @throws io.tillstream.glue.JobArgumentException naming the argument that is missing or not valid
     */
    public static SilverSettings of(JobArguments arguments) {
        return new SilverSettings(
                arguments.text("topic", TopicNames.FORM, TopicNames.DEFAULT),
                arguments.zone("business-time-zone", ZoneOffset.UTC),
                arguments.text("default-currency", CURRENCY, "USD"),
                (int) arguments.number("conflict-window-days", 0, MAX_WINDOW_DAYS, 35),
                arguments.number("max-batch-rows", 1, Long.MAX_VALUE / 2, 5_000_000));
    }
}
