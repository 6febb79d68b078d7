package io.tillstream.infra.monitoring;

import io.tillstream.infra.transform.Workflow;
import io.tillstream.infra.warehouse.Warehouse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.scheduler.Schedule;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.amazon.awscdk.services.scheduler.targets.StepFunctionsStartExecution;
import software.amazon.awscdk.services.stepfunctions.StateMachine;

/**
 * State machines that ask the warehouse: how fresh it is, and whether it holds what Gold holds.
 *
 * @param stack gets them
 * @param prefix of their names
 * @param watched what they ask
 * @param logs where they log
 */
record Probes(Stack stack, String prefix, Watched watched, ILogGroup logs) {
    /** The line of a definition that names the login's secret. */
    private static final String SECRET_ARGUMENT = "(?m)^.*\\$\\{Secret}.*\\R";

    StateMachine freshness(ScheduleExpression when) {
        return probe("Freshness", "freshness", Map.of(), when);
    }

    StateMachine reconcile(ScheduleExpression when, String jobArn) {
        StateMachine machine = probe(
                "Reconcile",
                "reconcile",
                Map.of(
                        "AuditJob", watched.transform().auditJob(),
                        "LakeBucket", watched.lake().bucketName()),
                when);
        Workflow.allowJobs(machine, watched.lake(), List.of(jobArn));
        return machine;
    }

    private StateMachine probe(String id, String resource, Map<String, String> further, ScheduleExpression when) {
        Map<String, String> substitutions = new TreeMap<>(further);
        substitutions.put("Prefix", prefix);
        substitutions.put("Workgroup", watched.warehouse().workgroup());
        substitutions.put("Database", watched.warehouse().database());
        String definition = Workflow.text(resource + ".asl.json");
        Optional<String> secret =
                watched.warehouse().secretOf(watched.warehouse().probeLogin());
        if (secret.isPresent()) {
            substitutions.put("Secret", secret.get());
        } else {
            definition = definition.replaceAll(SECRET_ARGUMENT, "");
        }
        // Within a JSON text: one line, no quotation marks.
        substitutions.put(
                "Sql", Workflow.text(resource + ".sql").replaceAll("\\s+", " ").strip());
        StateMachine machine = Workflow.create(stack, id, prefix + "-" + resource, definition, logs, substitutions);
        Workflow.allowMetrics(machine);
        watched.warehouse()
                .allowStatements(
                        watched.warehouse().probeLogin(),
                        machine.getRole(),
                        Warehouse.READER_ROLE,
                        watched.lake(),
                        "redshift-data:ExecuteStatement")
                .forEach(machine::addToRolePolicy);
        Schedule.Builder.create(stack, id + "Schedule")
                .scheduleName(prefix + "-" + resource)
                .schedule(when)
                .target(StepFunctionsStartExecution.Builder.create(machine)
                        .retryAttempts(2)
                        .build())
                .build();
        return machine;
    }
}
