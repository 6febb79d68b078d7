package io.tillstream.infra.warehouse;

import io.tillstream.infra.base.Statements;
import io.tillstream.infra.security.Accepted;
import io.tillstream.infra.transform.Workflow;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.scheduler.CronOptionsWithTimezone;
import software.amazon.awscdk.services.scheduler.Schedule;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.amazon.awscdk.services.scheduler.targets.StepFunctionsStartExecution;
import software.amazon.awscdk.services.stepfunctions.StateMachine;

/** A snapshot of the warehouse every night, named after the run that takes it, so that no two have the same name. */
final class NightlySnapshot {
    private NightlySnapshot() {}

    static void create(Stack stack, String namespace, String namespaceArn, int days, ILogGroup logs) {
        StateMachine machine = Workflow.create(
                stack,
                "Snapshot",
                namespace + "-snapshot",
                Workflow.text("snapshot.asl.json"),
                logs,
                Map.of("Namespace", namespace, "Days", Integer.toString(days)));
        machine.addToRolePolicy(Statements.allow(
                "Snapshots",
                List.of("redshift-serverless:CreateSnapshot"),
                List.of(
                        namespaceArn,
                        "arn:" + stack.getPartition() + ":redshift-serverless:" + stack.getRegion() + ":"
                                + stack.getAccount() + ":snapshot/*")));
        Accepted.wildcards(
                machine,
                "Redshift makes the id of a snapshot when it takes one: it is not known ahead.",
                "/^Resource::.*:snapshot\\/\\*$/");
        Schedule.Builder.create(stack, "SnapshotSchedule")
                .scheduleName(namespace + "-snapshot")
                .description("Takes the nightly snapshot of the warehouse")
                .schedule(ScheduleExpression.cron(
                        CronOptionsWithTimezone.builder().minute("50").hour("2").build()))
                .target(StepFunctionsStartExecution.Builder.create(machine)
                        .retryAttempts(2)
                        .build())
                .build();
    }
}
