package io.tillstream.infra.settings;

import java.util.Optional;

/**
 * QuickSight.
 *
 * @param principal user or group that owns the dashboard; absent: no QuickSight
 */
public record AnalyticsSettings(Optional<String> principal) {
    static AnalyticsSettings from(Values values, Problems problems) {
        Optional<String> principal = values.optional(
                Setting.QUICKSIGHT_PRINCIPAL,
                "arn:aws[a-z-]*:quicksight:[a-z0-9-]+:\\d{12}:(user|group)/[^\\s]+",
                "is not the ARN of a QuickSight user or group");
        boolean wanted = values.flag(Setting.ANALYTICS);
        problems.require(
                wanted == principal.isPresent(),
                Setting.QUICKSIGHT_PRINCIPAL,
                principal.orElse(""),
                "must be given exactly when analytics is true");
        return new AnalyticsSettings(wanted ? principal : Optional.empty());
    }
}
