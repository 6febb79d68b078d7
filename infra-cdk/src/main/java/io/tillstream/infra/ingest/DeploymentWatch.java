package io.tillstream.infra.ingest;

import io.tillstream.infra.monitoring.PipelineMetrics;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.ecs.AlarmBehavior;
import software.amazon.awscdk.services.ecs.DeploymentAlarmConfig;
import software.amazon.awscdk.services.logs.FilterPattern;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.MetricFilter;

/** Counts the errors that the writer logs, and takes a new version back that logs some while it is deployed. */
final class DeploymentWatch {
    private DeploymentWatch() {}

    /** Returns what a service's deployment watches; an alarm that is on before the deployment begins is not watched (ECS guide). */
    static DeploymentAlarmConfig create(Stack stack, String prefix, LogGroup logs) {
        PipelineMetrics metrics = new PipelineMetrics(prefix);
        MetricFilter.Builder.create(stack, "WriterErrorFilter")
                .logGroup(logs)
                .filterPattern(FilterPattern.literal("ERROR"))
                .metricNamespace(PipelineMetrics.NAMESPACE + "/" + prefix)
                .metricName("WriterErrors")
                .metricValue("1")
                .build();
        Alarm errors = Alarm.Builder.create(stack, "RollbackAlarm")
                .alarmName(prefix + "-writer-rollback")
                .alarmDescription(
                        "The writer logged an error. While a new version is deployed, this takes it back; on its own it"
                                + " notifies nobody, writer-errors does.")
                .metric(metrics.writerErrors(Duration.minutes(1)))
                .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
                .threshold(1)
                .evaluationPeriods(1)
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .build();
        return DeploymentAlarmConfig.builder()
                .alarmNames(List.of(errors.getAlarmName()))
                .behavior(AlarmBehavior.ROLLBACK_ON_ALARM)
                .build();
    }
}
