package io.tillstream.infra.operators;

import io.tillstream.infra.base.PipelineStack;
import io.tillstream.infra.base.Statements;
import io.tillstream.infra.lake.Lake;
import io.tillstream.infra.security.Accepted;
import io.tillstream.infra.settings.Settings;
import io.tillstream.infra.warehouse.Warehouse;
import io.tillstream.lake.LakeKeys;
import io.tillstream.lake.LoadSetKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.services.athena.CfnWorkGroup;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/**
 * SQL on Silver and Gold, by a workgroup of Athena whose results stay in the lake, and two policies to give to people: one to ask the
 * warehouse, one for what the commands and runbooks of an operator do besides. Nobody has them until an account's administrator
 * attaches them.
 */
public final class OperatorsStack extends PipelineStack {
    /** A query may read this much, 1 TiB: one that forgets its condition ends before it costs more than five dollars. */
    private static final double MOST_BYTES = 1L << 40;

    /** Makes the stack. */
    public OperatorsStack(Construct scope, Settings settings, Lake lake, Warehouse warehouse) {
        super(scope, settings, "operators", "SQL on the lake, and what operators may do", false);
        athena(lake);
        policy(
                "Analyst",
                "Asks the warehouse, with the rights of the database role that the identity's tag RedshiftDbRoles names",
                List.of(
                        Statements.allow(
                                "Ask",
                                List.of("redshift-data:ExecuteStatement", "redshift-serverless:GetCredentials"),
                                List.of(warehouse.workgroupArn())),
                        Statements.allow(
                                "OwnStatements",
                                List.of(
                                        "redshift-data:DescribeStatement",
                                        "redshift-data:GetStatementResult",
                                        "redshift-data:CancelStatement"),
                                List.of("*"),
                                Map.of(
                                        "StringEquals",
                                        Map.of("redshift-data:statement-owner-iam-userid", "${aws:userid}"))),
                        Statements.allow(
                                "DatabaseRoleTag", List.of("tag:GetResources", "tag:GetTagKeys"), List.of("*"))));
        policy("Operator", "Runs the commands of an operator on loads, runs and tables", operator(lake));
        policy(
                "On-call",
                "Looks at everything that alarms are about, restarts the writer and moves dead letters back",
                onCall(lake));
    }

    private void athena(Lake lake) {
        CfnWorkGroup.Builder.create(this, "Athena")
                .name(settings().environment().prefix())
                .description("SQL on Silver and Gold, for operators")
                .recursiveDeleteOption(true)
                .workGroupConfiguration(CfnWorkGroup.WorkGroupConfigurationProperty.builder()
                        .enforceWorkGroupConfiguration(true)
                        .publishCloudWatchMetricsEnabled(false)
                        .bytesScannedCutoffPerQuery(MOST_BYTES)
                        .resultConfiguration(CfnWorkGroup.ResultConfigurationProperty.builder()
                                .outputLocation("s3://" + lake.bucketName() + "/" + LakeKeys.RESULTS + "athena/")
                                .encryptionConfiguration(CfnWorkGroup.EncryptionConfigurationProperty.builder()
                                        .encryptionOption("SSE_KMS")
                                        .kmsKey(lake.key().getKeyArn())
                                        .build())
                                .build())
                        .build())
                .build();
    }

    private List<PolicyStatement> operator(Lake lake) {
        String prefix = settings().environment().prefix();
        return List.of(
                Statements.allow(
                        "Athena",
                        List.of(
                                "athena:StartQueryExecution",
                                "athena:StopQueryExecution",
                                "athena:GetQueryExecution",
                                "athena:GetQueryResults"),
                        List.of(arn("athena", "workgroup", prefix, ArnFormat.SLASH_RESOURCE_NAME))),
                Statements.allow(
                        "Catalog",
                        List.of("glue:GetDatabase", "glue:GetTable", "glue:GetTables", "glue:GetPartitions"),
                        catalogArns(lake)),
                lake.allow(
                        "ReadLake",
                        List.of("s3:GetObject"),
                        LakeKeys.BRONZE + "*",
                        LakeKeys.WAREHOUSE + "*",
                        LoadSetKeys.ALL + "*",
                        LakeKeys.STATE + "*"),
                lake.allow(
                        "QueryResults",
                        List.of("s3:PutObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"),
                        LakeKeys.RESULTS + "athena/*"),
                lake.allow(
                        "PauseSwitch", List.of("s3:PutObject", "s3:DeleteObject"), LakeKeys.STATE + "load-paused.json"),
                lake.allowList(LakeKeys.BRONZE, LakeKeys.WAREHOUSE, LoadSetKeys.ALL, LakeKeys.STATE),
                Statements.allow("LocateLake", List.of("s3:GetBucketLocation"), List.of(lake.bucketArn())),
                lake.allowEncrypt(),
                Statements.allow(
                        "Redrive",
                        List.of("lambda:InvokeFunction"),
                        List.of(arn("lambda", "function", named("loader"), ArnFormat.COLON_RESOURCE_NAME) + ":live")),
                Statements.allow(
                        "Jobs",
                        List.of("glue:StartJobRun", "glue:GetJobRun", "glue:GetJobRuns"),
                        List.of(
                                arn("glue", "job", named("supersede"), ArnFormat.SLASH_RESOURCE_NAME),
                                arn("glue", "job", named("audit"), ArnFormat.SLASH_RESOURCE_NAME))),
                Statements.allow(
                        "Runs",
                        List.of("states:ListExecutions", "states:StartExecution"),
                        List.of(
                                arn("states", "stateMachine", named("pipeline"), ArnFormat.COLON_RESOURCE_NAME),
                                arn("states", "stateMachine", named("reconcile"), ArnFormat.COLON_RESOURCE_NAME))),
                Statements.allow(
                        "WhyRunsFailed",
                        List.of("states:DescribeExecution", "states:GetExecutionHistory"),
                        List.of(
                                arn("states", "execution", named("pipeline") + ":*", ArnFormat.COLON_RESOURCE_NAME),
                                arn("states", "execution", named("reconcile") + ":*", ArnFormat.COLON_RESOURCE_NAME))));
    }

    /** The databases of this environment alone: the prefix of another one may begin with ours. */
    private List<String> catalogArns(Lake lake) {
        List<String> arns = new ArrayList<>(
                List.of("arn:" + getPartition() + ":glue:" + getRegion() + ":" + getAccount() + ":catalog"));
        for (String layer : Lake.LAYERS) {
            arns.add(arn("glue", "database", lake.database(layer), ArnFormat.SLASH_RESOURCE_NAME));
            arns.add(arn("glue", "table", lake.database(layer) + "/*", ArnFormat.SLASH_RESOURCE_NAME));
        }
        return arns;
    }

    private List<PolicyStatement> onCall(Lake lake) {
        String prefix = settings().environment().prefix();
        return List.of(
                Statements.allow(
                        "Look",
                        List.of(
                                "cloudwatch:DescribeAlarms",
                                "cloudwatch:GetMetricStatistics",
                                "cloudwatch:GetMetricData",
                                "cloudtrail:LookupEvents",
                                "ce:GetCostAndUsage",
                                "lambda:GetAccountSettings",
                                "lambda:ListEventSourceMappings",
                                "servicequotas:GetServiceQuota"),
                        List.of("*")),
                Statements.allow(
                        "Logs",
                        List.of("logs:FilterLogEvents", "logs:DescribeLogStreams"),
                        java.util.stream.Stream.of(
                                        "/tillstream/" + prefix + "/*",
                                        "/aws-glue/" + prefix + "/*",
                                        "/aws/lambda/" + prefix + "-*",
                                        "/aws/vendedlogs/states/" + prefix + "-*")
                                .map(group -> arn("logs", "log-group", group, ArnFormat.COLON_RESOURCE_NAME))
                                .toList()),
                Statements.allow(
                        "Loader",
                        List.of("lambda:GetAlias"),
                        List.of(arn("lambda", "function", named("loader"), ArnFormat.COLON_RESOURCE_NAME))),
                Statements.allow(
                        "Schedules",
                        List.of("scheduler:GetSchedule"),
                        List.of(arn(
                                "scheduler", "schedule", "default/" + prefix + "-*", ArnFormat.SLASH_RESOURCE_NAME))),
                Statements.allow(
                        "Writer",
                        List.of("ecs:DescribeServices", "ecs:UpdateService", "ecs:DescribeTasks", "ecs:StopTask"),
                        List.of(
                                arn("ecs", "service", named("ingest") + "/*", ArnFormat.SLASH_RESOURCE_NAME),
                                arn("ecs", "task", named("ingest") + "/*", ArnFormat.SLASH_RESOURCE_NAME))),
                Statements.allow(
                        "Tasks",
                        List.of("ecs:ListTasks"),
                        List.of("*"),
                        Map.of(
                                "ArnEquals",
                                Map.of(
                                        "ecs:cluster",
                                        arn("ecs", "cluster", named("ingest"), ArnFormat.SLASH_RESOURCE_NAME)))),
                Statements.allow(
                        "DeadLetters",
                        List.of(
                                "sqs:GetQueueUrl",
                                "sqs:StartMessageMoveTask",
                                "sqs:ReceiveMessage",
                                "sqs:DeleteMessage"),
                        List.of(lake.deadLoads().getQueueArn())),
                Statements.allow(
                        "BackToTheQueue",
                        List.of("sqs:SendMessage"),
                        List.of(lake.loads().getQueueArn())),
                lake.allowMoveMessages(),
                Statements.allow(
                        "Warehouse",
                        List.of("redshift-serverless:GetNamespace", "redshift-serverless:ListRecoveryPoints"),
                        List.of("*")));
    }

    private void policy(String id, String meaning, List<PolicyStatement> statements) {
        ManagedPolicy policy = ManagedPolicy.Builder.create(this, id)
                .managedPolicyName(named(id.toLowerCase(java.util.Locale.ROOT)))
                .description(meaning)
                .statements(statements)
                .build();
        Accepted.wildcards(
                policy,
                "Objects, tables and runs are made by the pipeline: their names are not known ahead. Statements and tags have no"
                        + " resources to name.",
                "/^Resource::.*\\*$/");
    }
}
