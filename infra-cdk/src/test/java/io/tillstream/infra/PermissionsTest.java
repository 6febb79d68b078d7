package io.tillstream.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.aws.redshift.DataApi;
import io.tillstream.aws.s3.ObjectStore;
import io.tillstream.infra.transform.Workflow;
import io.tillstream.infra.warehouse.Warehouse;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every role allows what the code behind it calls, and nothing else. */
@RequiresNode
class PermissionsTest {
    /** What a call of the SDK needs (service authorisation reference). */
    private static final Map<String, Set<String>> NEEDS = Map.ofEntries(
            Map.entry("s3:putObject", Set.of("s3:PutObject", "kms:GenerateDataKey")),
            Map.entry("s3:headObject", Set.of("s3:GetObject", "s3:ListBucket", "kms:Decrypt")),
            Map.entry("s3:getObject", Set.of("s3:GetObject", "s3:ListBucket", "kms:Decrypt")),
            Map.entry("s3:getObjectAsBytes", Set.of("s3:GetObject", "s3:ListBucket", "kms:Decrypt")),
            Map.entry("s3:listObjectsV2", Set.of("s3:ListBucket")),
            Map.entry("s3:listObjectsV2Paginator", Set.of("s3:ListBucket")),
            Map.entry("s3:deleteObject", Set.of("s3:DeleteObject")),
            Map.entry("redshiftdata:executeStatement", dataApi("ExecuteStatement")),
            Map.entry("redshiftdata:batchExecuteStatement", dataApi("BatchExecuteStatement")),
            Map.entry("redshiftdata:describeStatement", Set.of("redshift-data:DescribeStatement")),
            Map.entry("redshiftdata:getStatementResult", Set.of("redshift-data:GetStatementResult")),
            Map.entry("redshiftdata:getStatementResultPaginator", Set.of("redshift-data:GetStatementResult")));

    /** What a task of a state machine needs (Step Functions guide, IAM policies for integrated services). */
    private static final Map<String, Set<String>> TASKS = Map.of(
            "aws-sdk:redshiftserverless:createSnapshot", Set.of("redshift-serverless:CreateSnapshot"),
            "aws-sdk:sfn:listExecutions", Set.of("states:ListExecutions"),
            "aws-sdk:s3:getObject", Set.of("s3:GetObject", "s3:ListBucket", "kms:Decrypt"),
            "aws-sdk:cloudwatch:putMetricData", Set.of("cloudwatch:PutMetricData"),
            "glue:startJobRun.sync",
                    Set.of("glue:StartJobRun", "glue:GetJobRun", "glue:GetJobRuns", "glue:BatchStopJobRun"),
            "aws-sdk:redshiftdata:executeStatement",
                    Set.of(
                            "redshift-data:ExecuteStatement",
                            "redshift-serverless:GetCredentials",
                            "tag:GetResources",
                            "tag:GetTagKeys"),
            "aws-sdk:redshiftdata:describeStatement", Set.of("redshift-data:DescribeStatement"),
            "aws-sdk:redshiftdata:getStatementResult", Set.of("redshift-data:GetStatementResult"));

    /** What Step Functions itself needs to deliver logs and traces. */
    private static final Set<String> LOGS_AND_TRACES = Set.of(
            "logs:CreateLogDelivery",
            "logs:GetLogDelivery",
            "logs:UpdateLogDelivery",
            "logs:DeleteLogDelivery",
            "logs:ListLogDeliveries",
            "logs:PutResourcePolicy",
            "logs:DescribeResourcePolicies",
            "logs:DescribeLogGroups",
            "xray:PutTraceSegments",
            "xray:PutTelemetryRecords",
            "xray:GetSamplingRules",
            "xray:GetSamplingTargets");

    /** A component: its code, its role, and what it does besides its own calls of the SDK. */
    enum Component {
        WRITER(
                "s3-writer",
                "ingest",
                "WriterTaskRole",
                // Kafka's protocol (Amazon MSK guide, IAM access control), and the topic's creation in the same task.
                "kafka-cluster:Connect",
                "kafka-cluster:DescribeCluster",
                "kafka-cluster:CreateTopic",
                "kafka-cluster:AlterTopic",
                "kafka-cluster:DescribeTopic",
                "kafka-cluster:AlterTopicDynamicConfiguration",
                "kafka-cluster:DescribeTopicDynamicConfiguration",
                "kafka-cluster:ReadData",
                "kafka-cluster:DescribeGroup",
                "kafka-cluster:AlterGroup"),
        LOADER(
                "lambda-loader",
                "loading",
                "LoaderRole",
                // Lambda's own needs: log, trace, queue.
                "logs:CreateLogStream",
                "logs:PutLogEvents",
                "xray:PutTraceSegments",
                "xray:PutTelemetryRecords",
                "sqs:ReceiveMessage",
                "sqs:ChangeMessageVisibility",
                "sqs:GetQueueUrl",
                "sqs:DeleteMessage",
                "sqs:GetQueueAttributes"),
        MIGRATIONS(
                "lambda-loader",
                "loading",
                "MigrationsRole",
                "logs:CreateLogStream",
                "logs:PutLogEvents",
                "xray:PutTraceSegments",
                "xray:PutTelemetryRecords") {
            @Override
            boolean isItsOwn(String call) {
                return call.startsWith("redshiftdata:");
            }
        },
        JOBS(
                "glue-jobs",
                "transform",
                "JobRole",
                // Iceberg's catalog and files, Spark's files, Glue's own logs, metrics and code.
                "glue:GetDatabase",
                "glue:GetDatabases",
                "glue:GetTable",
                "glue:GetTables",
                "glue:CreateTable",
                "glue:DeleteTable",
                "glue:UpdateTable",
                "glue:GetSecurityConfiguration",
                "s3:GetObject",
                "s3:PutObject",
                "s3:DeleteObject",
                "s3:ListBucket",
                "s3:GetObject*",
                "s3:GetBucket*",
                "s3:List*",
                "kms:Decrypt",
                "kms:GenerateDataKey",
                "s3:AbortMultipartUpload",
                "logs:CreateLogGroup",
                "logs:CreateLogStream",
                "logs:PutLogEvents",
                "logs:AssociateKmsKey",
                "cloudwatch:PutMetricData");

        final String module;
        final String stage;
        final String role;
        final Set<String> besides;

        Component(String module, String stage, String role, String... besides) {
            this.module = module;
            this.stage = stage;
            this.role = role;
            this.besides = Set.of(besides);
        }

        /** Tells whether a call of the module is made behind this role: the module's other handler has a role of its own. */
        boolean isItsOwn(String call) {
            return true;
        }
    }

    private static Set<String> dataApi(String action) {
        return Set.of("redshift-data:" + action, "secretsmanager:GetSecretValue", "kms:Decrypt");
    }

    @ParameterizedTest
    @EnumSource(Component.class)
    void rolesAllowWhatTheCodeCallsAndNothingElse(Component component) throws IOException {
        Path classes = Synthesised.ROOT.resolve(component.module).resolve("target/classes");
        assumeTrue(Files.isDirectory(classes), component.module + " is not built: its calls are unknown");
        Set<String> calls = SdkCalls.of(classes).stream()
                .filter(component::isItsOwn)
                .collect(Collectors.toCollection(TreeSet::new));
        assumeTrue(!calls.isEmpty(), component.module + " calls nothing yet");

        assertThat(NEEDS.keySet()).as("calls that this test knows").containsAll(calls);
        Set<String> needed =
                calls.stream().flatMap(call -> NEEDS.get(call).stream()).collect(Collectors.toCollection(TreeSet::new));
        needed.addAll(component.besides);
        if (component == Component.LOADER) {
            // It logs in through IAM, with a database role that its role's tag names.
            needed.remove("secretsmanager:GetSecretValue");
            needed.addAll(Set.of("redshift-serverless:GetCredentials", "tag:GetResources", "tag:GetTagKeys"));
        }
        assertThat(allowed(Synthesised.DEV, component.stage, component.role)).isEqualTo(needed);
    }

    /** Every public method of a shared client that may reach AWS is in the table, and the table names nothing else. */
    @Test
    void theSharedClientsCallWhatTheTableSays() throws IOException {
        Path classes = Synthesised.ROOT.resolve("aws-clients/target/classes");
        assumeTrue(Files.isDirectory(classes), "aws-clients is not built: its calls are unknown");
        assertThat(new TreeSet<>(SdkCalls.SHARED_CALLS.values())).isEqualTo(SdkCalls.of(classes));
        Set<String> methods = new TreeSet<>();
        methods.addAll(publicMethods("s3", ObjectStore.class));
        methods.addAll(publicMethods("redshift", DataApi.class));
        methods.remove("s3.uri");
        methods.remove("redshift.client");
        assertThat(methods).isEqualTo(SdkCalls.SHARED_CALLS.keySet());
    }

    private static Set<String> publicMethods(String kind, Class<?> client) {
        return Arrays.stream(client.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(method -> kind + "." + method.getName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A state machine's calls are the resources of its tasks. */
    @ParameterizedTest
    @CsvSource({
        "pipeline, transform, PipelineRole",
        "reconcile, monitoring, ReconcileRole",
        "freshness, monitoring, FreshnessRole",
        "snapshot, warehouse, SnapshotRole"
    })
    void stateMachinesMayDoWhatTheirTasksDoAndNothingElse(String definition, String stage, String role)
            throws IOException {
        Set<String> needed = new TreeSet<>(LOGS_AND_TRACES);
        for (JsonNode state : new ObjectMapper()
                .readTree(Workflow.text(definition + ".asl.json"))
                .path("States")) {
            if (state.path("Type").asText().equals("Task")) {
                String task = state.path("Resource").asText().replaceFirst(".*:::", "");
                assertThat(TASKS.keySet()).as("tasks that this test knows").contains(task);
                needed.addAll(TASKS.get(task));
            }
        }
        assertThat(allowed(stage.equals("warehouse") ? Synthesised.EVERYTHING : Synthesised.PROD, stage, role))
                .isEqualTo(needed);
    }

    /** The tasks at Kafka beside the writer: what is run by hand. */
    @Test
    void theSimulatorMayWriteToTheTopicAndNothingElse() {
        assertThat(allowed(Synthesised.EVERYTHING, "ingest", "SimulatorTaskRole"))
                .containsExactlyInAnyOrder(
                        "kafka-cluster:Connect",
                        "kafka-cluster:DescribeCluster",
                        "kafka-cluster:WriteDataIdempotently",
                        "kafka-cluster:DescribeTopic",
                        "kafka-cluster:WriteData");
    }

    @Test
    void whoLogsInByIamHasANarrowDatabaseRoleAndNoSecret() {
        for (Synthesised environment : List.of(Synthesised.DEV, Synthesised.PROD)) {
            assertThat(databaseRole(environment, "monitoring", "ReconcileRole")).containsExactly("tillstream_operator");
            assertThat(databaseRole(environment, "loading", "LoaderRole")).containsExactly("tillstream_loader");
            assertThat(allowed(environment, "loading", "LoaderRole"))
                    .contains("redshift-serverless:GetCredentials")
                    .doesNotContain("secretsmanager:GetSecretValue");
            assertThat(databaseRole(environment, "loading", "MigrationsRole")).isEmpty();
            assertThat(environment
                            .resources("monitoring", "AWS::StepFunctions::StateMachine")
                            .toString())
                    .doesNotContain("SecretArn");
        }
        assertThat(databaseRole(Synthesised.EXISTING, "loading", "LoaderRole")).isEmpty();
        assertThat(databaseRole(Synthesised.EXISTING, "monitoring", "ReconcileRole"))
                .isEmpty();
        assertThat(Synthesised.EXISTING
                        .resources("monitoring", "AWS::StepFunctions::StateMachine")
                        .toString())
                .contains("SecretArn");
    }

    /** The migrations make the roles that the tags name. */
    @Test
    void theMigrationsMakeTheDatabaseRoles() throws IOException {
        Path migrations =
                Synthesised.ROOT.resolve("redshift-sql/src/main/resources/io/tillstream/warehouse/migrations");
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(migrations)) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".sql")).toList()) {
                all.append(Files.readString(file));
            }
        }
        assertThat(all.toString())
                .contains("CREATE ROLE " + Warehouse.LOADER_ROLE + ";", "CREATE ROLE " + Warehouse.READER_ROLE + ";");
    }

    private static List<String> databaseRole(Synthesised environment, String stage, String role) {
        List<String> roles = new ArrayList<>();
        environment.template(stage).path("Resources").properties().forEach(resource -> {
            if (resource.getKey().startsWith(role)) {
                resource.getValue().at("/Properties/Tags").forEach(tag -> {
                    if (tag.path("Key").asText().equals("RedshiftDbRoles")) {
                        roles.add(tag.path("Value").asText());
                    }
                });
            }
        });
        return roles;
    }

    private static Set<String> allowed(Synthesised environment, String stage, String role) {
        Set<String> allowed = new TreeSet<>();
        for (JsonNode statement : environment.statements(stage, role)) {
            JsonNode actions = statement.path("Action");
            if (actions.isTextual()) {
                allowed.add(actions.asText());
            }
            actions.forEach(action -> allowed.add(action.asText()));
        }
        return allowed;
    }

    @ParameterizedTest
    @EnumSource(Synthesised.class)
    void noStatementAllowsEverything(Synthesised environment) {
        environment
                .all("AWS::IAM::Policy")
                .forEach(policy -> Stream.of(policy.at("/Properties/PolicyDocument/Statement"))
                        .forEach(statements -> statements.forEach(statement -> assertThat(
                                        statement.path("Action").toString())
                                .isNotEqualTo("\"*\"")
                                .doesNotContain("s3:*", "kms:*", "glue:*", "redshift-data:*", "kafka-cluster:*"))));
    }
}
