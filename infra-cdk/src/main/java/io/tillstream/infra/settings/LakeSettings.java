package io.tillstream.infra.settings;

/**
 * The lake.
 *
 * @param bronzeColdDays days until Bronze moves to a colder class that reads at once; 0: never
 * @param undeleteDays days for which replaced versions are kept, outside Bronze and load sets
 * @param requestMetrics whether S3 counts requests and errors, which costs and which an alarm on throttling needs
 */
public record LakeSettings(int bronzeColdDays, int undeleteDays, boolean requestMetrics) {
    static LakeSettings from(Values values) {
        return new LakeSettings(
                values.number(Setting.BRONZE_COLD_DAYS, 0, 3650),
                values.number(Setting.UNDELETE_DAYS, 1, 365),
                values.flag(Setting.LAKE_REQUEST_METRICS));
    }
}
