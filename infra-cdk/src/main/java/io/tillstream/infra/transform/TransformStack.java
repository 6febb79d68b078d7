package io.tillstream.infra.transform;

import io.tillstream.infra.artefact.Artefacts;
import io.tillstream.infra.base.PipelineStack;
import io.tillstream.infra.base.Statements;
import io.tillstream.infra.lake.Lake;
import io.tillstream.infra.settings.Settings;
import io.tillstream.infra.settings.TransformSettings;
import io.tillstream.infra.stream.Stream;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.glue.CfnJob;
import software.amazon.awscdk.services.glue.CfnSecurityConfiguration;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.scheduler.Schedule;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.amazon.awscdk.services.scheduler.targets.StepFunctionsStartExecution;
import software.amazon.awscdk.services.stepfunctions.StateMachine;
import software.constructs.Construct;

/** The Spark jobs on Glue and their run: Silver until Bronze is read, then Gold, on a schedule, one run at a time. */
public final class TransformStack extends PipelineStack {
    private final Transform transform;

    /** Makes the stack. */
    public TransformStack(Construct scope, Settings settings, Artefacts artefacts, Lake lake) {
        super(scope, settings, "transform", "Spark jobs on Glue and their schedule", false);
        String prefix = settings.environment().prefix();
        String logPrefix = GlueRole.logGroupPrefix(prefix);
        logGroup("JobOutput", logPrefix + "/output", lake.key());
        logGroup("JobErrors", logPrefix + "/error", lake.key());
        Role role = GlueRole.create(this, lake, prefix);
        GlueCode code = new GlueCode(
                this, artefacts, "SilverLauncher", "GoldLauncher", "AuditLauncher", "SupersedeLauncher", "Placeholder");
        code.grantRead(role);
        if (settings.lake().lakeFormation()) {
            LakeFormationGrants.create(this, lake, role);
        }
        GlueJobs jobs = new GlueJobs(this, prefix, settings.transform(), lake, role, securityConfiguration(lake), code);
        create(jobs, role);
        QualityRulesets.create(this, prefix, lake, artefacts.rulesets());
        StateMachine pipeline = pipeline(jobs, lake);
        schedule(pipeline);
        this.transform = new Transform(
                pipeline, List.of(jobs.name("Silver"), jobs.name("Gold"), jobs.name("Audit")), jobs.name("Audit"));
    }

    /** Returns what the other stacks use. */
    public Transform transform() {
        return transform;
    }

    private void create(GlueJobs jobs, Role role) {
        TransformSettings transform = settings().transform();
        List<CfnJob> all = List.of(
                jobs.create(
                        "Silver",
                        Map.of(
                                "--topic", Stream.TOPIC,
                                "--business-time-zone", transform.businessTimeZone(),
                                "--default-currency", transform.defaultCurrency(),
                                "--conflict-window-days", Integer.toString(transform.conflictWindowDays()),
                                "--max-batch-rows", Integer.toString(transform.maxBatchRows()))),
                jobs.create("Gold", Map.of("--business-time-zone", transform.businessTimeZone())),
                jobs.create("Audit", Map.of()),
                // Started by hand: docs/how-to/runbooks/load-dead-letter.md.
                jobs.create("Supersede", Map.of()));
        all.forEach(job -> job.getNode().addDependency(role));
    }

    private String securityConfiguration(Lake lake) {
        String key = lake.key().getKeyArn();
        return CfnSecurityConfiguration.Builder.create(this, "Security")
                .name(GlueRole.securityConfigurationName(
                        settings().environment().prefix()))
                .encryptionConfiguration(CfnSecurityConfiguration.EncryptionConfigurationProperty.builder()
                        .s3Encryptions(List.of(CfnSecurityConfiguration.S3EncryptionProperty.builder()
                                .s3EncryptionMode("SSE-KMS")
                                .kmsKeyArn(key)
                                .build()))
                        .cloudWatchEncryption(CfnSecurityConfiguration.CloudWatchEncryptionProperty.builder()
                                .cloudWatchEncryptionMode("SSE-KMS")
                                .kmsKeyArn(key)
                                .build())
                        .jobBookmarksEncryption(CfnSecurityConfiguration.JobBookmarksEncryptionProperty.builder()
                                .jobBookmarksEncryptionMode("CSE-KMS")
                                .kmsKeyArn(key)
                                .build())
                        .build())
                .build()
                .getRef();
    }

    private StateMachine pipeline(GlueJobs jobs, Lake lake) {
        String name = named("pipeline");
        LogGroup logs = logGroup("PipelineLogs", "/aws/vendedlogs/states/" + name, lake.key());
        StateMachine machine = Workflow.create(
                this,
                "Pipeline",
                name,
                Workflow.text("pipeline.asl.json"),
                logs,
                Map.of(
                        "Prefix", settings().environment().prefix(),
                        "SilverJob", jobs.name("Silver"),
                        "GoldJob", jobs.name("Gold"),
                        "LakeBucket", lake.bucketName()));
        Workflow.allowJobs(machine, lake, List.of(jobArn(jobs.name("Silver")), jobArn(jobs.name("Gold"))));
        Workflow.allowMetrics(machine);
        machine.addToRolePolicy(Statements.allow(
                "FindRuns",
                List.of("states:ListExecutions"),
                List.of(arn("states", "stateMachine", name, ArnFormat.COLON_RESOURCE_NAME))));
        return machine;
    }

    private String jobArn(String name) {
        return arn("glue", "job", name, ArnFormat.SLASH_RESOURCE_NAME);
    }

    private void schedule(StateMachine pipeline) {
        Schedule.Builder.create(this, "Schedule")
                .scheduleName(named("pipeline"))
                .description("Runs Silver and Gold; a run that finds another ends at once")
                .schedule(ScheduleExpression.rate(
                        Duration.minutes(settings().transform().scheduleMinutes())))
                .target(StepFunctionsStartExecution.Builder.create(pipeline)
                        .retryAttempts(2)
                        .maxEventAge(Duration.minutes(5))
                        .build())
                .build();
    }
}
