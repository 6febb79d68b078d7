package io.tillstream.infra.loading;

import io.tillstream.infra.security.Accepted;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.codedeploy.AutoRollbackConfig;
import software.amazon.awscdk.services.codedeploy.LambdaApplication;
import software.amazon.awscdk.services.codedeploy.LambdaDeploymentConfig;
import software.amazon.awscdk.services.codedeploy.LambdaDeploymentGroup;
import software.amazon.awscdk.services.lambda.Alias;

/**
 * Moves the loader's calls to a new version within ten minutes, a tenth each minute, and back to the old version if calls fail
 * meanwhile. The sweeper calls every minute, so the new version is tried even where nothing is to be loaded.
 */
final class GradualDeployment {
    private GradualDeployment() {}

    static void create(Stack stack, String prefix, Alias alias) {
        Alarm errors = Alarm.Builder.create(stack, "RollbackAlarm")
                .alarmName(prefix + "-loader-rollback")
                .alarmDescription(
                        "A call of the loader failed. While a new version is deployed, this takes it back; on its own it"
                                + " notifies nobody, loader-errors does.")
                .metric(alias.metricErrors(
                        MetricOptions.builder().period(Duration.minutes(1)).build()))
                .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
                .threshold(1)
                .evaluationPeriods(1)
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .build();
        LambdaDeploymentGroup group = LambdaDeploymentGroup.Builder.create(stack, "GradualDeployment")
                .application(LambdaApplication.Builder.create(stack, "Application")
                        .applicationName(prefix + "-loader")
                        .build())
                .alias(alias)
                .deploymentConfig(LambdaDeploymentConfig.LINEAR_10_PERCENT_EVERY_1_MINUTE)
                .alarms(List.of(errors))
                .autoRollback(AutoRollbackConfig.builder()
                        .failedDeployment(true)
                        .stoppedDeployment(true)
                        .deploymentInAlarm(true)
                        .build())
                .build();
        Accepted.finding(
                group,
                "AwsSolutions-IAM4",
                "CodeDeploy's own role for Lambda: the managed policy is what its guide asks for, and is limited to Lambda.");
    }
}
