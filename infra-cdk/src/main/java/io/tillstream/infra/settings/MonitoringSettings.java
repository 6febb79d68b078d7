package io.tillstream.infra.settings;

import java.util.List;
import java.util.Optional;

/**
 * Alarms, logs and what it may cost.
 *
 * @param logDays how long logs are kept
 * @param email gets alarms
 * @param slack channel that gets alarms
 * @param pagerDutyUrl gets alarms
 * @param monthlyBudgetUsd from which the budget warns; 0: no budget
 * @param freshnessMinutes objective from till to fact at p95
 * @param probeMinutes minutes between measurements in the warehouse; 0: never
 * @param reconcile whether Gold and warehouse are compared every night
 * @param quarantinePercent share of quarantined rows that alarms
 */
public record MonitoringSettings(
        int logDays,
        Optional<String> email,
        Optional<Slack> slack,
        Optional<String> pagerDutyUrl,
        int monthlyBudgetUsd,
        int freshnessMinutes,
        int probeMinutes,
        boolean reconcile,
        int quarantinePercent) {
    private static final List<Integer> LOG_DAYS = List.of(1, 3, 5, 7, 14, 30, 60, 90, 180, 365);

    /**
     * A Slack channel.
     *
     * @param workspace id of the workspace
     * @param channel id of the channel
     */
    public record Slack(String workspace, String channel) {}

    static MonitoringSettings from(Values values, Problems problems, int scheduleMinutes) {
        int logDays = values.number(Setting.LOG_DAYS, 1, 365);
        problems.require(LOG_DAYS.contains(logDays), Setting.LOG_DAYS, logDays, "is not one of " + LOG_DAYS);
        int freshness = values.number(Setting.FRESHNESS_MINUTES, 10, 1440);
        problems.require(
                freshness >= 2 * scheduleMinutes,
                Setting.FRESHNESS_MINUTES,
                freshness,
                "cannot be met: a sale waits up to schedule-minutes, " + scheduleMinutes
                        + ", and a run takes time as well");
        int probe = values.number(Setting.PROBE_MINUTES, 0, 60);
        problems.require(
                probe == 0 || probe >= 5 && 60 % probe == 0,
                Setting.PROBE_MINUTES,
                probe,
                "must be 0, or at least 5 and divide 60");
        return new MonitoringSettings(
                logDays,
                values.optional(Setting.ALERT_EMAIL, "[^@\\s]+@[^@\\s]+\\.[^@\\s]+", "is not an address"),
                slack(values, problems),
                values.optional(Setting.PAGERDUTY_URL, "https://[^\\s]+", "is not an https address"),
                values.number(Setting.MONTHLY_BUDGET_USD, 0, 10_000_000),
                freshness,
                probe,
                values.flag(Setting.RECONCILE),
                values.number(Setting.QUARANTINE_PERCENT, 1, 100));
    }

    private static Optional<Slack> slack(Values values, Problems problems) {
        Optional<String> workspace =
                values.optional(Setting.SLACK_WORKSPACE, "T[A-Z0-9]{8,12}", "is not the id of a Slack workspace");
        Optional<String> channel =
                values.optional(Setting.SLACK_CHANNEL, "[CG][A-Z0-9]{8,12}", "is not the id of a Slack channel");
        problems.require(
                workspace.isPresent() == channel.isPresent(),
                Setting.SLACK_CHANNEL,
                channel.orElse(""),
                "and slack-workspace must be given together");
        return workspace.isPresent() && channel.isPresent()
                ? Optional.of(new Slack(workspace.get(), channel.get()))
                : Optional.empty();
    }
}
