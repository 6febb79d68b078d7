package io.tillstream.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
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
                "logs:CreateLogStream",
                "logs:PutLogEvents",
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
    }

    private static Set<String> dataApi(String action) {
        return Set.of("redshift-data:" + action, "secretsmanager:GetSecretValue", "kms:Decrypt");
    }

    @ParameterizedTest
    @EnumSource(Component.class)
    void rolesAllowWhatTheCodeCallsAndNothingElse(Component component) throws IOException {
        Path classes = Synthesised.ROOT.resolve(component.module).resolve("target/classes");
        assumeTrue(Files.isDirectory(classes), component.module + " is not built: its calls are unknown");
        Set<String> calls = SdkCalls.of(classes);
        assumeTrue(!calls.isEmpty(), component.module + " calls nothing yet");

        assertThat(NEEDS.keySet()).as("calls that this test knows").containsAll(calls);
        Set<String> needed =
                calls.stream().flatMap(call -> NEEDS.get(call).stream()).collect(Collectors.toCollection(TreeSet::new));
        needed.addAll(component.besides);
        Set<String> allowed = new TreeSet<>();
        for (JsonNode statement : Synthesised.DEV.statements(component.stage, component.role)) {
            JsonNode actions = statement.path("Action");
            if (actions.isTextual()) {
                allowed.add(actions.asText());
            }
            actions.forEach(action -> allowed.add(action.asText()));
        }

        assertThat(allowed).isEqualTo(needed);
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
