package io.tillstream.infra.monitoring;

import io.tillstream.infra.base.PipelineStack;
import io.tillstream.infra.settings.MonitoringSettings;
import io.tillstream.infra.settings.Settings;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.scheduler.CronOptionsWithTimezone;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/** Dashboard, alarms, probes and the budget. */
public final class MonitoringStack extends PipelineStack {
    /** Makes the stack. */
    public MonitoringStack(Construct scope, Settings settings, Watched watched) {
        super(scope, settings, "monitoring", "dashboard, alarms and budget", false);
        String prefix = settings.environment().prefix();
        MonitoringSettings monitoring = settings.monitoring();
        Topic topic = AlarmTopic.create(this, prefix, watched.lake().key(), monitoring);
        PipelineMetrics metrics = new PipelineMetrics(prefix);
        PipelineAlarms alarms = new PipelineAlarms(new Alarms(this, prefix, topic), settings, watched, metrics);
        alarms.create();
        probes(watched, alarms, monitoring);
        PipelineDashboard.create(this, prefix, settings.stream().cluster(), watched, metrics);
        if (monitoring.monthlyBudgetUsd() > 0) {
            CostBudget.create(this, prefix, monitoring.monthlyBudgetUsd(), topic.getTopicArn(), monitoring.email());
        }
    }

    private void probes(Watched watched, PipelineAlarms alarms, MonitoringSettings monitoring) {
        if (monitoring.probeMinutes() == 0 && !monitoring.reconcile()) {
            return;
        }
        LogGroup logs = logGroup(
                "ProbeLogs",
                "/aws/vendedlogs/states/" + named("probes"),
                watched.lake().key());
        Probes probes = new Probes(this, settings().environment().prefix(), watched, logs);
        if (monitoring.probeMinutes() > 0) {
            probes.freshness(ScheduleExpression.rate(Duration.minutes(monitoring.probeMinutes())));
            alarms.freshness();
        }
        if (monitoring.reconcile()) {
            alarms.reconciliation(probes.reconcile(
                    ScheduleExpression.cron(CronOptionsWithTimezone.builder()
                            .minute("20")
                            .hour("3")
                            .build()),
                    arn("glue", "job", watched.transform().auditJob(), ArnFormat.SLASH_RESOURCE_NAME)));
        }
    }
}
