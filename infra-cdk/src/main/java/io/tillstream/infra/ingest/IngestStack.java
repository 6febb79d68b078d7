package io.tillstream.infra.ingest;

import io.tillstream.infra.artefact.Artefacts;
import io.tillstream.infra.base.PipelineStack;
import io.tillstream.infra.lake.Lake;
import io.tillstream.infra.monitoring.KafkaMetrics;
import io.tillstream.infra.monitoring.WriterMetrics;
import io.tillstream.infra.network.Network;
import io.tillstream.infra.security.Accepted;
import io.tillstream.infra.settings.IngestSettings;
import io.tillstream.infra.settings.Settings;
import io.tillstream.infra.stream.Stream;
import io.tillstream.lake.LakeKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.applicationautoscaling.AdjustmentType;
import software.amazon.awscdk.services.applicationautoscaling.BasicStepScalingPolicyProps;
import software.amazon.awscdk.services.applicationautoscaling.EnableScalingProps;
import software.amazon.awscdk.services.applicationautoscaling.MetricAggregationType;
import software.amazon.awscdk.services.applicationautoscaling.ScalingInterval;
import software.amazon.awscdk.services.ecr.IRepository;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.ecr.assets.Platform;
import software.amazon.awscdk.services.ecs.AssetImageProps;
import software.amazon.awscdk.services.ecs.AwsLogDriverMode;
import software.amazon.awscdk.services.ecs.AwsLogDriverProps;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerDependency;
import software.amazon.awscdk.services.ecs.ContainerDependencyCondition;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.ContainerInsights;
import software.amazon.awscdk.services.ecs.DeploymentCircuitBreaker;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.HealthCheck;
import software.amazon.awscdk.services.ecs.LogDriver;
import software.amazon.awscdk.services.ecs.MountPoint;
import software.amazon.awscdk.services.ecs.PropagatedTagSource;
import software.amazon.awscdk.services.ecs.Volume;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/** The writer as a Fargate service that grows with the lag, and, where wanted, a task of simulated tills to run by hand. */
public final class IngestStack extends PipelineStack {
    /** Fargate's longest time between TERM and KILL; the writer needs less, and loses nothing if it is cut short. */
    private static final Duration STOP_TIMEOUT = Duration.seconds(120);

    private static final String STAGING = "/staging";

    /** Only within the task: its health check asks here. */
    private static final int HEALTH_PORT = 9404;

    private static final String OF_THE_CLUSTER =
            "/^Resource::arn:.*:kafka:.*:(topic|group)\\/[a-z0-9-]+\\/\\*\\/[a-z0-9_-]+$/";

    private final Lake lake;
    private final Stream stream;
    private final LogGroup logs;
    private final Ingest ingest;

    /** Makes the stack. */
    public IngestStack(
            Construct scope, Settings settings, Artefacts artefacts, Lake lake, Network network, Stream stream) {
        super(scope, settings, "ingest", "the writer from Kafka to Bronze", false);
        this.lake = lake;
        this.stream = stream;
        this.logs = logGroup("Logs", "/tillstream/" + settings.environment().prefix() + "/ingest", lake.key());
        Cluster cluster = Cluster.Builder.create(this, "Cluster")
                .clusterName(named("ingest"))
                .vpc(network.vpc())
                .containerInsightsV2(ContainerInsights.ENABLED)
                .build();
        ContainerImage image = image(artefacts);
        FargateService service = service(cluster, network, writer(image));
        scale(service);
        if (settings.ingest().simulator()) {
            simulator(image);
        }
        this.ingest = new Ingest(cluster.getClusterName(), service.getServiceName(), logs.getLogGroupName());
    }

    /** Returns what the other stacks use. */
    public Ingest ingest() {
        return ingest;
    }

    private ContainerImage image(Artefacts artefacts) {
        return settings()
                .ingest()
                .image()
                .map(this::givenImage)
                .orElseGet(() -> ContainerImage.fromAsset(
                        artefacts.image().toString(),
                        AssetImageProps.builder()
                                .platform(Platform.LINUX_AMD64)
                                .buildArgs(Map.of("BASE", settings().ingest().baseImage()))
                                .build()));
    }

    private ContainerImage givenImage(String uri) {
        String path = uri.substring(uri.indexOf('/') + 1);
        boolean digest = path.contains("@");
        int cut = digest ? path.indexOf('@') : path.lastIndexOf(':');
        String[] host = uri.split("\\.", -1);
        IRepository repository = Repository.fromRepositoryArn(
                this,
                "Repository",
                "arn:" + getPartition() + ":ecr:" + host[3] + ":" + host[0] + ":repository/" + path.substring(0, cut));
        return ContainerImage.fromEcrRepository(repository, path.substring(cut + 1));
    }

    private FargateTaskDefinition task(String id) {
        IngestSettings ingest = settings().ingest();
        return FargateTaskDefinition.Builder.create(this, id)
                .family(named(id.toLowerCase(java.util.Locale.ROOT)))
                .cpu(ingest.cpu())
                .memoryLimitMiB(ingest.memoryMib())
                .volumes(List.of(Volume.builder().name("staging").build()))
                .build();
    }

    private FargateTaskDefinition writer(ContainerImage image) {
        FargateTaskDefinition task = task("Writer");
        ContainerDefinition topic = container(
                task,
                "topic",
                image,
                false,
                List.of(
                        "io.tillstream.writer.TopicMain",
                        "--bootstrap-servers",
                        stream.bootstrapServers(),
                        "--topic",
                        Stream.TOPIC,
                        "--partitions",
                        Integer.toString(settings().stream().partitions()),
                        "--retention-hours",
                        Integer.toString(settings().stream().retentionHours()),
                        "--kafka-security",
                        "msk-iam"));
        ContainerDefinition writer = container(
                task,
                "writer",
                image,
                true,
                writerCommand(),
                HealthCheck.builder()
                        .command(List.of("CMD-SHELL", "curl -sf http://127.0.0.1:" + HEALTH_PORT + "/live || exit 1"))
                        .interval(Duration.seconds(30))
                        .retries(3)
                        .startPeriod(Duration.minutes(1))
                        .build());
        writer.addContainerDependencies(ContainerDependency.builder()
                .container(topic)
                .condition(ContainerDependencyCondition.SUCCESS)
                .build());
        task.addToTaskRolePolicy(stream.allowCluster());
        task.addToTaskRolePolicy(stream.allowTopic(
                "kafka-cluster:CreateTopic",
                "kafka-cluster:AlterTopic",
                "kafka-cluster:DescribeTopic",
                "kafka-cluster:AlterTopicDynamicConfiguration",
                "kafka-cluster:DescribeTopicDynamicConfiguration",
                "kafka-cluster:ReadData"));
        task.addToTaskRolePolicy(stream.allowGroup("kafka-cluster:DescribeGroup", "kafka-cluster:AlterGroup"));
        task.addToTaskRolePolicy(
                lake.allow("CreateBronze", List.of("s3:PutObject", "s3:GetObject"), LakeKeys.BRONZE + "*"));
        task.addToTaskRolePolicy(lake.allow("ReadSilverCursor", List.of("s3:GetObject"), LakeKeys.SILVER_CURSOR));
        task.addToTaskRolePolicy(lake.allowList(LakeKeys.BRONZE, LakeKeys.STATE));
        task.addToTaskRolePolicy(lake.allowEncrypt());
        acceptTask(task, "/^Resource::.*\\/bronze\\/\\*$/", OF_THE_CLUSTER);
        return task;
    }

    private List<String> writerCommand() {
        List<String> command = new ArrayList<>(List.of(
                "io.tillstream.writer.WriterMain",
                "--bootstrap-servers",
                stream.bootstrapServers(),
                "--topic",
                Stream.TOPIC,
                "--group-id",
                Stream.WRITER_GROUP,
                "--lake-bucket",
                lake.bucketName(),
                "--staging-dir",
                STAGING,
                "--rotate-seconds",
                Integer.toString(settings().ingest().rotateSeconds()),
                "--kafka-security",
                "msk-iam",
                "--health-port",
                Integer.toString(HEALTH_PORT),
                "--emf-namespace",
                WriterMetrics.namespace(settings().environment().prefix())));
        if (settings().ingest().zoneRack()) {
            LogGroup lookups = logGroup(
                    "LookupLogs", "/tillstream/" + settings().environment().prefix() + "/ingest-lookups", lake.key());
            command.add("--client-rack-by-zone");
            command.add(ZoneRacks.ask(this, settings().environment().zones(), lookups));
        }
        return command;
    }

    private void simulator(ContainerImage image) {
        FargateTaskDefinition task = task("Simulator");
        container(
                task,
                "simulator",
                image,
                true,
                List.of(
                        "io.tillstream.producer.ProducerMain",
                        "produce",
                        "--events",
                        "20000",
                        "--bootstrap-servers",
                        stream.bootstrapServers(),
                        "--topic",
                        Stream.TOPIC,
                        "--kafka-config",
                        "/app/msk.properties"));
        task.addToTaskRolePolicy(stream.allowCluster("kafka-cluster:WriteDataIdempotently"));
        task.addToTaskRolePolicy(stream.allowTopic("kafka-cluster:DescribeTopic", "kafka-cluster:WriteData"));
        acceptTask(task, OF_THE_CLUSTER);
    }

    private ContainerDefinition container(
            FargateTaskDefinition task, String name, ContainerImage image, boolean essential, List<String> command) {
        return container(task, name, image, essential, command, null);
    }

    /** @param healthCheck null: ECS knows only whether the process runs */
    private ContainerDefinition container(
            FargateTaskDefinition task,
            String name,
            ContainerImage image,
            boolean essential,
            List<String> command,
            HealthCheck healthCheck) {
        ContainerDefinition container = task.addContainer(
                name,
                ContainerDefinitionOptions.builder()
                        .containerName(name)
                        .image(image)
                        .essential(essential)
                        .command(command)
                        .healthCheck(healthCheck)
                        .stopTimeout(STOP_TIMEOUT)
                        .readonlyRootFilesystem(true)
                        .logging(LogDriver.awsLogs(AwsLogDriverProps.builder()
                                .logGroup(logs)
                                .streamPrefix(name)
                                .mode(AwsLogDriverMode.BLOCKING)
                                .build()))
                        .build());
        container.addMountPoints(MountPoint.builder()
                .sourceVolume("staging")
                .containerPath(STAGING)
                .readOnly(false)
                .build());
        return container;
    }

    private FargateService service(Cluster cluster, Network network, FargateTaskDefinition task) {
        return FargateService.Builder.create(this, "WriterService")
                .serviceName(named("s3-writer"))
                .cluster(cluster)
                .taskDefinition(task)
                // No number of tasks: it would undo at each deployment what the lag has made of it.
                .propagateTags(PropagatedTagSource.SERVICE)
                .vpcSubnets(network.subnets())
                .securityGroups(List.of(network.tasks()))
                .assignPublicIp(false)
                .deploymentAlarms(
                        DeploymentWatch.create(this, settings().environment().prefix(), logs))
                .circuitBreaker(
                        DeploymentCircuitBreaker.builder().rollback(true).build())
                // A writer may run beside its successor: invariant 1 makes that harmless, and so no pause is needed.
                .minHealthyPercent(100)
                .maxHealthyPercent(200)
                .build();
    }

    /** Slow down, quick up: each change moves partitions. Absent metrics change nothing, so the service never shrinks to zero. */
    private void scale(FargateService service) {
        int lag = settings().ingest().lagSeconds();
        service.autoScaleTaskCount(EnableScalingProps.builder()
                        .minCapacity(settings().ingest().minTasks())
                        .maxCapacity(settings().ingest().maxTasks())
                        .build())
                .scaleOnMetric(
                        "Lag",
                        BasicStepScalingPolicyProps.builder()
                                .metric(new KafkaMetrics(stream.clusterName()).timeLag(Duration.minutes(1)))
                                .adjustmentType(AdjustmentType.CHANGE_IN_CAPACITY)
                                .metricAggregationType(MetricAggregationType.MAXIMUM)
                                .evaluationPeriods(5)
                                .cooldown(Duration.minutes(5))
                                .scalingSteps(List.of(
                                        ScalingInterval.builder()
                                                .upper(lag / 4)
                                                .change(-1)
                                                .build(),
                                        ScalingInterval.builder()
                                                .lower(lag)
                                                .upper(5 * lag)
                                                .change(1)
                                                .build(),
                                        ScalingInterval.builder()
                                                .lower(5 * lag)
                                                .change(2)
                                                .build()))
                                .build());
    }

    private static void acceptTask(FargateTaskDefinition task, String... objects) {
        if (objects.length > 0) {
            Accepted.wildcards(
                    task,
                    "Keys under this prefix hold topic, partition and offset, topics and groups the cluster's UUID: they cannot be named"
                            + " ahead.",
                    objects);
        }
        Accepted.wildcards(
                task.getExecutionRole(),
                "ecr:GetAuthorizationToken has no resource; the CDK writes this policy for every image in ECR.",
                "/^Resource::\\*$/");
    }
}
