package io.tillstream.infra.loading;

import io.tillstream.infra.artefact.Artefacts;
import io.tillstream.infra.base.PipelineStack;
import io.tillstream.infra.base.Statements;
import io.tillstream.infra.lake.Lake;
import io.tillstream.infra.lake.LakeStack;
import io.tillstream.infra.security.Accepted;
import io.tillstream.infra.settings.Settings;
import io.tillstream.infra.warehouse.Warehouse;
import io.tillstream.lake.LakeKeys;
import io.tillstream.lake.LoadSetKeys;
import io.tillstream.lake.ProgramProtocol;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.amazon.awscdk.services.lambda.Tracing;
import software.amazon.awscdk.services.lambda.eventsources.SqsEventSource;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.scheduler.Schedule;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.amazon.awscdk.services.scheduler.ScheduleTargetInput;
import software.amazon.awscdk.services.scheduler.targets.LambdaInvoke;
import software.amazon.awscdk.services.sqs.IQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.triggers.Trigger;
import software.constructs.Construct;

/**
 * The loader behind the queue of load sets, the sweeper that wakes it for what events missed, and the migrations, which run at
 * deployment and fail it if they fail. No VPC: the Data API, S3 and SQS are reached over TLS with IAM.
 */
public final class LoadingStack extends PipelineStack {
    private static final int MEMORY_MIB = 1024;

    private final Lake lake;
    private final Warehouse warehouse;
    private final Loading loading;

    /** Makes the stack. */
    public LoadingStack(Construct scope, Settings settings, Artefacts artefacts, Lake lake, Warehouse warehouse) {
        super(scope, settings, "loading", "the loader of load sets and the migrations", false);
        this.lake = lake;
        this.warehouse = warehouse;
        Code code = Code.fromAsset(artefacts.loader().toString());
        Function migrations = function("Migrations", "io.tillstream.loader.MigrationHandler", code, false);
        Trigger migrate = Trigger.Builder.create(this, "Migrate")
                .handler(migrations)
                .timeout(LakeStack.LOAD_TIMEOUT)
                .build();
        trigger();
        Function loader = function("Loader", "io.tillstream.loader.LoadHandler", code, true);
        Alias live = Alias.Builder.create(this, "Live")
                .aliasName("live")
                .version(loader.getCurrentVersion())
                .build();
        // One load set at a time is a matter of speed: the fence of invariant 7 lets only one through. 2 is the least
        // allowed.
        live.addEventSource(SqsEventSource.Builder.create(withoutKey(lake.loads()))
                .batchSize(1)
                .maxConcurrency(2)
                .reportBatchItemFailures(true)
                .build());
        live.getNode().addDependency(migrate);
        GradualDeployment.create(this, settings.environment().prefix(), live);
        sweeper(live);
        this.loading = new Loading(live, loader.getFunctionName(), migrations);
    }

    /** Returns what the other stacks use. */
    public Loading loading() {
        return loading;
    }

    private Function function(String id, String handler, Code code, boolean loads) {
        String name = named(id.toLowerCase(java.util.Locale.ROOT));
        LogGroup logs = logGroup(id + "Logs", "/aws/lambda/" + name, lake.key());
        Role role = Role.Builder.create(this, id + "Role")
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .build();
        role.addToPolicy(Statements.allow(
                "Logs", List.of("logs:CreateLogStream", "logs:PutLogEvents"), List.of(logs.getLogGroupArn())));
        String[] submit = {"redshift-data:ExecuteStatement", "redshift-data:BatchExecuteStatement"};
        (loads
                        ? warehouse.allowStatements(warehouse.loaderLogin(), role, Warehouse.LOADER_ROLE, lake, submit)
                        : warehouse.allowAdministration(lake, submit))
                .forEach(role::addToPolicy);
        if (loads) {
            role.addToPolicy(lake.allow("ReadLoadSets", List.of("s3:GetObject"), LoadSetKeys.ALL + "*"));
            role.addToPolicy(lake.allow("PauseSwitch", List.of("s3:GetObject"), LakeKeys.LOAD_PAUSED));
            role.addToPolicy(lake.allow(
                    "OwnState",
                    List.of("s3:GetObject", "s3:PutObject"),
                    LakeKeys.LOADER_OUTCOME,
                    LakeKeys.LOAD_ATTEMPT));
            role.addToPolicy(lake.allowList(LoadSetKeys.ALL, LakeKeys.STATE));
            role.addToPolicy(lake.allowEncrypt());
            role.addToPolicy(lake.allowDecryptMessages());
        }
        Map<String, String> environment =
                environment(loads ? warehouse.secretOf(warehouse.loaderLogin()) : Optional.of(warehouse.secretArn()));
        if (loads) {
            environment.put(
                    ProgramProtocol.SWEEP_MINUTES,
                    Integer.toString(settings().warehouse().sweepMinutes()));
        }
        Function.Builder builder = Function.Builder.create(this, id)
                .functionName(name)
                .runtime(Runtime.JAVA_17_AL2023)
                .handler(handler)
                .code(code)
                .role(role)
                .memorySize(MEMORY_MIB)
                .timeout(LakeStack.LOAD_TIMEOUT)
                .tracing(Tracing.ACTIVE)
                .logGroup(logs)
                .environment(environment);
        if (loads) {
            // The migrations run once for each deployment, unpublished: a snapshot would serve nobody.
            builder.snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS);
        }
        Function function = builder.build();
        if (loads) {
            Annotations.of(function).acknowledgeWarning("@aws-cdk/aws-lambda:snapStartRequirePublish");
        }
        Accepted.finding(
                function,
                "AwsSolutions-L1",
                "Java 17 is the version that the whole project is built and tested with; Spark on Glue fixes it.");
        Accepted.wildcards(
                role,
                "DescribeStatement, GetStatementResult, the reading of tags and X-Ray have no resources to name; load sets are numbered, and"
                        + " log streams are named by Lambda.",
                "/^Resource::\\*$/",
                "/^Resource::.*\\/loads\\/\\*$/",
                "/^Resource::.*Logs.*$/");
        return function;
    }

    /** The queue without its key: the CDK would let the role use the key for anything, and not for this queue's messages alone. */
    private IQueue withoutKey(IQueue queue) {
        return Queue.fromQueueArn(this, "Loads", queue.getQueueArn());
    }

    private Map<String, String> environment(Optional<String> secret) {
        Map<String, String> environment = new TreeMap<>(Map.of(
                ProgramProtocol.LAKE_BUCKET, lake.bucketName(),
                ProgramProtocol.WORKGROUP, warehouse.workgroup(),
                ProgramProtocol.DATABASE, warehouse.database(),
                ProgramProtocol.COPY_ROLE_ARN, warehouse.copyRoleArn()));
        secret.ifPresent(arn -> environment.put(ProgramProtocol.SECRET_ARN, arn));
        return environment;
    }

    /**
     * Every minute, so that a load that failed is tried again within two and an outage of any length heals within five minutes
     * of its end. The loader asks the warehouse only where something waits, or every {@code sweep-minutes}.
     */
    private void sweeper(Alias loader) {
        Schedule.Builder.create(this, "Sweeper")
                .scheduleName(named("sweeper"))
                .description("Wakes the loader for load sets that failed or whose events were lost")
                .schedule(ScheduleExpression.rate(Duration.minutes(1)))
                .target(LambdaInvoke.Builder.create(loader)
                        .input(ScheduleTargetInput.fromObject(Map.of("Records", List.of())))
                        .retryAttempts(0)
                        .build())
                .build();
    }

    /** The CDK's own function behind the trigger names no log group; Lambda would make one, not encrypted and kept for ever. */
    private void trigger() {
        String logs = logGroup(
                        "TriggerLogs", "/tillstream/" + settings().environment().prefix() + "/loading", lake.key())
                .getLogGroupName();
        getNode().getChildren().stream()
                .filter(child -> child.getNode().getId().startsWith("AWSCDK.Trigger"))
                .forEach(provider -> {
                    ((CfnResource) provider.getNode().findChild("Handler"))
                            .addPropertyOverride("LoggingConfig", Map.of("LogGroup", logs));
                    Accepted.finding(
                            provider, "AwsSolutions-L1", "The CDK chooses the runtime of its own trigger function.");
                });
    }
}
