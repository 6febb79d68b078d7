package io.tillstream.infra.settings;

import java.util.Optional;

/**
 * QuickSight.
 *
 * @param principal user or group that owns the dashboard; absent: no QuickSight
 * @param secretArn secret of the database user as whom it reads; absent: no QuickSight
 */
public record AnalyticsSettings(Optional<String> principal, Optional<String> secretArn) {
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
        Optional<String> secret = values.optional(
                Setting.QUICKSIGHT_SECRET_ARN,
                "arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\\d{12}:secret:[A-Za-z0-9/_+=.@-]+",
                "is not the ARN of a secret");
        problems.require(
                secret.isPresent() == wanted,
                Setting.QUICKSIGHT_SECRET_ARN,
                secret.orElse(""),
                "must be given exactly when analytics is true (docs/how-to/deploy.md, QuickSight)");
        return new AnalyticsSettings(wanted ? principal : Optional.empty(), secret);
    }
}
