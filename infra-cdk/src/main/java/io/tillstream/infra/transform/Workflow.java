package io.tillstream.infra.transform;

import io.tillstream.infra.base.Statements;
import io.tillstream.infra.lake.Lake;
import io.tillstream.infra.security.Accepted;
import io.tillstream.lake.LakeKeys;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.stepfunctions.DefinitionBody;
import software.amazon.awscdk.services.stepfunctions.LogLevel;
import software.amazon.awscdk.services.stepfunctions.LogOptions;
import software.amazon.awscdk.services.stepfunctions.StateMachine;

/** A state machine whose definition is a resource of this module, in the Amazon States Language with JSONata. */
public final class Workflow {
    private Workflow() {}

    /**
     * Makes the state machine.
     *
     * @param definition its definition, a resource that {@link #text} reads
     * @param substitutions values of its {@code ${Names}}
     */
    public static StateMachine create(
            Stack stack, String id, String name, String definition, ILogGroup logs, Map<String, String> substitutions) {
        Map<String, String> all = new java.util.TreeMap<>(substitutions);
        all.put("Partition", stack.getPartition());
        StateMachine machine = StateMachine.Builder.create(stack, id)
                .stateMachineName(name)
                .definitionBody(DefinitionBody.fromString(definition))
                .definitionSubstitutions(all)
                .tracingEnabled(true)
                .logs(LogOptions.builder()
                        .destination(logs)
                        .level(LogLevel.ALL)
                        .includeExecutionData(true)
                        .build())
                .build();
        Accepted.wildcards(
                machine,
                "Log delivery and X-Ray have no resources to name (Step Functions developer guide, logging and tracing).",
                "/^Resource::\\*$/");
        return machine;
    }

    /** Lets a state machine write metrics of the pipeline, and no others. */
    public static void allowMetrics(StateMachine machine) {
        machine.addToRolePolicy(Statements.allow(
                "PipelineMetrics",
                List.of("cloudwatch:PutMetricData"),
                List.of("*"),
                Map.of("StringEquals", Map.of("cloudwatch:namespace", "Tillstream"))));
    }

    /** Lets a state machine run jobs, wait for them, and read the results that they leave. */
    public static void allowJobs(StateMachine machine, Lake lake, List<String> jobArns) {
        machine.addToRolePolicy(Statements.allow(
                "RunJobs",
                List.of("glue:StartJobRun", "glue:GetJobRun", "glue:GetJobRuns", "glue:BatchStopJobRun"),
                jobArns));
        machine.addToRolePolicy(lake.allow("ReadResults", List.of("s3:GetObject"), LakeKeys.RESULTS + "*"));
        machine.addToRolePolicy(lake.allowList(LakeKeys.RESULTS));
        machine.addToRolePolicy(lake.allowDecrypt());
        Accepted.wildcards(
                machine,
                "Each run of a job leaves a result of its own: the keys are not known ahead.",
                "/^Resource::.*\\/state\\/results\\/\\*$/");
    }

    /**
     * Reads a resource that lies with the definitions.
     *
     * @throws IllegalStateException if there is none: the program is incomplete
     */
    public static String text(String name) {
        try (InputStream in = Workflow.class.getResourceAsStream("/io/tillstream/infra/states/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
