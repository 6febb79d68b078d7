package io.tillstream.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@RequiresNode
class SecurityTest {
    @ParameterizedTest
    @EnumSource(Synthesised.class)
    void nothingIsPublic(Synthesised environment) {
        assertThat(environment.all("AWS::EC2::InternetGateway")).isEmpty();
        assertThat(environment.all("AWS::EC2::NatGateway")).isEmpty();
        assertThat(environment.all("AWS::Lambda::Url")).isEmpty();
        assertThat(environment.all("AWS::EC2::Subnet"))
                .allSatisfy(subnet -> assertThat(
                                subnet.at("/Properties/MapPublicIpOnLaunch").asBoolean())
                        .isFalse());
        assertThat(environment.all("AWS::ECS::Service"))
                .isNotEmpty()
                .allSatisfy(service -> assertThat(
                                service.at("/Properties/NetworkConfiguration/AwsvpcConfiguration/AssignPublicIp")
                                        .asText())
                        .isEqualTo("DISABLED"));
        assertThat(environment.all("AWS::RedshiftServerless::Workgroup"))
                .hasSize(1)
                .allSatisfy(workgroup -> assertThat(
                                workgroup.at("/Properties/PubliclyAccessible").asText())
                        .isEqualTo("false"));
    }

    @Test
    void s3IsReachedThroughTheFreeGatewayAndOnlyThisAccountsBuckets() {
        for (Synthesised environment : List.of(Synthesised.DEV, Synthesised.PROD)) {
            List<JsonNode> gateways = environment.resources("network", "AWS::EC2::VPCEndpoint").stream()
                    .map(endpoint -> endpoint.path("Properties"))
                    .filter(endpoint ->
                            endpoint.path("VpcEndpointType").asText().equals("Gateway"))
                    .toList();
            assertThat(gateways).hasSize(1);
            assertThat(gateways.get(0).path("ServiceName").toString()).contains(".s3");
            assertThat(gateways.get(0).path("RouteTableIds")).hasSize(3);
            assertThat(gateways.get(0).path("PolicyDocument").toString()).contains("aws:ResourceAccount");
        }
        assertThat(Synthesised.EXISTING.all("AWS::EC2::VPCEndpoint")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Synthesised.class)
    void noSecurityGroupLetsTheWorldIn(Synthesised environment) {
        environment
                .all("AWS::EC2::SecurityGroup")
                .forEach(group -> assertThat(
                                group.at("/Properties/SecurityGroupIngress").toString())
                        .doesNotContain("0.0.0.0/0"));
        assertThat(environment.all("AWS::EC2::SecurityGroupIngress")).allSatisfy(rule -> {
            assertThat(rule.at("/Properties/CidrIp").isMissingNode()).isTrue();
            assertThat(rule.at("/Properties/SourceSecurityGroupId").isMissingNode())
                    .isFalse();
        });
    }

    @ParameterizedTest
    @EnumSource(Synthesised.class)
    void everyBucketRefusesPlainTextPublicAccessAndLists(Synthesised environment) {
        assertThat(environment.all("AWS::S3::Bucket")).hasSize(2).allSatisfy(bucket -> {
            JsonNode block = bucket.at("/Properties/PublicAccessBlockConfiguration");
            assertThat(block)
                    .hasSize(4)
                    .allSatisfy(flag -> assertThat(flag.asBoolean()).isTrue());
            assertThat(bucket.at("/Properties/OwnershipControls/Rules/0/ObjectOwnership")
                            .asText())
                    .isEqualTo("BucketOwnerEnforced");
            assertThat(bucket.at("/Properties/BucketEncryption").isMissingNode())
                    .isFalse();
        });
        assertThat(environment.all("AWS::S3::BucketPolicy"))
                .hasSize(2)
                .allSatisfy(policy -> assertThat(statementTexts(policy))
                        .anyMatch(text -> text.contains("\"aws:SecureTransport\":\"false\"") && text.contains("Deny"))
                        .anyMatch(text -> text.contains("\"s3:TlsVersion\":1.2") && text.contains("Deny")));
    }

    @Test
    void bronzeTakesConditionalCreatesOnlyAndIsNeverDeleted() {
        List<String> statements = lakePolicy(Synthesised.PROD);

        assertThat(statements)
                .anySatisfy(text -> assertThat(text)
                        .contains("\"Effect\":\"Deny\"", "\"s3:PutObject\"", "/bronze/*", "/loads/*/batch*.json")
                        .contains("\"Null\":{\"s3:if-none-match\":\"true\"}")
                        .contains("\"Bool\":{\"s3:ObjectCreationOperation\":\"true\"}"));
        assertThat(statements)
                .anySatisfy(text ->
                        assertThat(text).contains("\"Effect\":\"Deny\"", "s3:DeleteObjectVersion", "/bronze/*"));
        assertThat(Synthesised.PROD.resources("lake", "AWS::S3::Bucket")).allSatisfy(bucket -> {
            for (JsonNode rule : bucket.at("/Properties/LifecycleConfiguration/Rules")) {
                if (rule.path("Prefix").asText().matches("bronze/|loads/")) {
                    assertThat(rule.toString()).doesNotContain("Expiration");
                    assertThat(rule.at("/Transitions/0/StorageClass").asText()).isEqualTo("GLACIER_IR");
                }
            }
        });
    }

    /** COPY of Parquet reads by presigned URLs from outside of the VPC (Redshift guide, COPY from columnar formats). */
    @ParameterizedTest
    @EnumSource(Synthesised.class)
    void copyKeepsWorking(Synthesised environment) {
        assertThat(lakePolicy(environment))
                .allSatisfy(text -> assertThat(text)
                        .doesNotContainIgnoringCase("SourceVpc")
                        .doesNotContainIgnoringCase("signatureAge")
                        .doesNotContainIgnoringCase("authType"));
        assertThat(environment.statements("warehouse", "CopyRole").toString())
                .contains("s3:GetObject", "s3:ListBucket", "s3:GetBucketLocation", "kms:Decrypt")
                .doesNotContain("s3:Put", "s3:Delete");
    }

    @ParameterizedTest
    @EnumSource(Synthesised.class)
    void oneKeyThatRotatesEncryptsWhatIsStored(Synthesised environment) {
        JsonNode key = environment.resource("lake", "AWS::KMS::Key");
        assertThat(key.at("/Properties/EnableKeyRotation").asBoolean()).isTrue();
        assertThat(environment.all("AWS::KMS::Key")).hasSize(1);
        assertThat(environment.all("AWS::SQS::Queue"))
                .allSatisfy(queue -> assertThat(
                                queue.at("/Properties/KmsMasterKeyId").isMissingNode())
                        .isFalse());
        assertThat(environment.all("AWS::SNS::Topic"))
                .allSatisfy(topic -> assertThat(
                                topic.at("/Properties/KmsMasterKeyId").isMissingNode())
                        .isFalse());
        JsonNode namespace = environment
                .resource("warehouse", "AWS::RedshiftServerless::Namespace")
                .path("Properties");
        assertThat(namespace.has("KmsKeyId")).isTrue();
        assertThat(namespace.path("ManageAdminPassword").asText()).isEqualTo("true");
        assertThat(namespace.has("AdminUserPassword")).isFalse();
        assertThat(namespace.path("LogExports")).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(Synthesised.class)
    void everyLogGroupIsEncryptedAndForgetsInTime(Synthesised environment) {
        assertThat(environment.all("AWS::Logs::LogGroup")).isNotEmpty().allSatisfy(group -> {
            assertThat(group.at("/Properties/KmsKeyId").isMissingNode()).isFalse();
            assertThat(group.at("/Properties/RetentionInDays").asInt()).isPositive();
        });
    }

    /** Lambda makes a group for a function that names none: not encrypted, kept for ever. */
    @ParameterizedTest
    @EnumSource(Synthesised.class)
    void everyFunctionLogsToOneOfThem(Synthesised environment) {
        assertThat(environment.all("AWS::Lambda::Function"))
                .hasSizeGreaterThan(3)
                .allSatisfy(function -> assertThat(function.at("/Properties/LoggingConfig/LogGroup/Ref")
                                .asText())
                        .as(function.at("/Properties/Handler").asText())
                        .contains("Logs"));
    }

    /** Who writes to what the key encrypts, and nobody else. */
    @ParameterizedTest
    @EnumSource(Synthesised.class)
    void theKeyServesTheServicesThatWriteAndNoOthers(Synthesised environment) {
        List<String> services = new java.util.ArrayList<>();
        environment
                .resource("lake", "AWS::KMS::Key")
                .at("/Properties/KeyPolicy/Statement")
                .forEach(statement -> {
                    if (statement.at("/Principal/Service").isTextual()) {
                        services.add(statement.at("/Principal/Service").asText());
                        assertThat(statement.path("Condition").isMissingNode()).isFalse();
                    }
                });
        assertThat(services)
                .containsExactlyInAnyOrder(
                        "logs.us-east-1.amazonaws.com",
                        "s3.amazonaws.com",
                        "cloudwatch.amazonaws.com",
                        "budgets.amazonaws.com");
        assertThat(environment.all("AWS::Events::Rule"))
                .as("nothing publishes by rules")
                .isEmpty();
    }

    /** Redshift makes the groups of its audit logs itself, open-ended, unless they are there (Redshift guide, audit logging). */
    @ParameterizedTest
    @EnumSource(Synthesised.class)
    void theWarehousesAuditLogsAreAmongThem(Synthesised environment) {
        String namespace = environment
                .resource("warehouse", "AWS::RedshiftServerless::Namespace")
                .at("/Properties/NamespaceName")
                .asText();
        assertThat(environment.resources("warehouse", "AWS::Logs::LogGroup"))
                .extracting(group -> group.at("/Properties/LogGroupName").asText())
                .contains(
                        "/aws/redshift/" + namespace + "/userlog",
                        "/aws/redshift/" + namespace + "/connectionlog",
                        "/aws/redshift/" + namespace + "/useractivitylog");
        assertThat(environment
                        .resource("warehouse", "AWS::RedshiftServerless::Namespace")
                        .path("DependsOn")
                        .toString())
                .contains("Userlog", "Connectionlog", "Useractivitylog");
    }

    /** Iceberg and the jobs' results delete all the time; markers without versions would pile up under their prefixes. */
    @ParameterizedTest
    @EnumSource(Synthesised.class)
    void deletedObjectsLeaveNoMarkersForEver(Synthesised environment) {
        List<JsonNode> rules = new java.util.ArrayList<>();
        environment
                .resources("lake", "AWS::S3::Bucket")
                .forEach(bucket ->
                        bucket.at("/Properties/LifecycleConfiguration/Rules").forEach(rules::add));
        for (String prefix : List.of("warehouse/", "state/", "reference/")) {
            assertThat(rules)
                    .filteredOn(rule -> rule.path("Prefix").asText().equals(prefix))
                    .hasSize(1)
                    .allSatisfy(rule -> assertThat(
                                    rule.path("ExpiredObjectDeleteMarker").asBoolean())
                            .isTrue());
        }
    }

    @Test
    void kafkaIsReachedByIamOverTlsOnly() {
        assertThat(Synthesised.DEV
                        .resource("stream", "AWS::MSK::ServerlessCluster")
                        .at("/Properties/ClientAuthentication/Sasl/Iam/Enabled")
                        .asBoolean())
                .isTrue();
        JsonNode express =
                Synthesised.EVERYTHING.resource("stream", "AWS::MSK::Cluster").path("Properties");
        assertThat(express.at("/EncryptionInfo/EncryptionInTransit/ClientBroker")
                        .asText())
                .isEqualTo("TLS");
        assertThat(express.at("/ClientAuthentication/Unauthenticated/Enabled").asText())
                .isEqualTo("false");
        assertThat(express.at("/ClientAuthentication/Sasl/Iam/Enabled").asBoolean())
                .isTrue();
        assertThat(express.at("/BrokerNodeGroupInfo/ConnectivityInfo").isMissingNode())
                .isTrue();
    }

    /** A dashboard only reads: its data source has a user with the analysts' role, not the administrator's secret. */
    @Test
    void quickSightReadsAsAnAnalyst() {
        JsonNode source = Synthesised.EVERYTHING
                .resource("analytics", "AWS::QuickSight::DataSource")
                .path("Properties");
        assertThat(source.at("/Credentials/SecretArn").asText()).contains(":secret:all-quicksight-");
        assertThat(source.at("/SslProperties/DisableSsl").asBoolean(true)).isFalse();
        assertThat(Synthesised.EVERYTHING.template("analytics").toString()).doesNotContain("adminPasswordSecretArn");
    }

    @Test
    void warehouseRefusesPlainTextAndEndlessQueries() {
        assertThat(Synthesised.PROD
                        .resource("warehouse", "AWS::RedshiftServerless::Workgroup")
                        .at("/Properties/ConfigParameters")
                        .toString())
                .contains("{\"ParameterKey\":\"require_ssl\",\"ParameterValue\":\"true\"}")
                .contains("max_query_execution_time");
    }

    @ParameterizedTest
    @EnumSource(
            value = Synthesised.class,
            names = {"SMALL", "DEV", "PROD", "EVERYTHING"})
    void dataOutlivesItsStack(Synthesised environment) throws Exception {
        for (String type : List.of(
                "AWS::S3::Bucket",
                "AWS::KMS::Key",
                "AWS::SQS::Queue",
                "AWS::MSK::ServerlessCluster",
                "AWS::MSK::Cluster",
                "AWS::RedshiftServerless::Namespace",
                "AWS::Glue::Database")) {
            assertThat(environment.all(type)).as(type).allSatisfy(resource -> {
                assertThat(resource.path("DeletionPolicy").asText()).isEqualTo("RetainExceptOnCreate");
                assertThat(resource.path("UpdateReplacePolicy").asText()).isEqualTo("Retain");
            });
        }
        String manifest = java.nio.file.Files.readString(environment.out().resolve("manifest.json"));
        assertThat(manifest.split("\"terminationProtection\": true", -1)).hasSize(1 + 3);
    }

    @Test
    void bothKeysTogetherDeleteData() {
        assertThat(Synthesised.EXISTING.all("AWS::S3::Bucket"))
                .allSatisfy(bucket ->
                        assertThat(bucket.path("DeletionPolicy").asText()).isEqualTo("Delete"));
        assertThat(lakePolicy(Synthesised.EXISTING)).noneMatch(text -> text.contains("BronzeIsNeverDeleted"));
        assertThat(Synthesised.EXISTING.resources("lake", "Custom::S3AutoDeleteObjects"))
                .as("a bucket that holds something cannot be deleted, the access logs' neither")
                .hasSize(2);
        assertThat(Synthesised.PROD.resources("lake", "Custom::S3AutoDeleteObjects"))
                .isEmpty();
    }

    /** A role may use the key through the services that need it for the role's work, and not by itself. */
    @ParameterizedTest
    @EnumSource(Synthesised.class)
    void rolesUseTheKeyThroughServicesOnly(Synthesised environment) {
        List<String> services = new java.util.ArrayList<>();
        environment
                .all("AWS::IAM::Policy")
                .forEach(policy -> policy.at("/Properties/PolicyDocument/Statement")
                        .forEach(statement -> {
                            if (statement.path("Action").toString().contains("kms:")) {
                                String via = statement
                                        .at("/Condition/StringEquals/kms:ViaService")
                                        .asText();
                                assertThat(via).as(statement.toString()).isNotEmpty();
                                services.add(via.substring(0, via.indexOf('.')));
                            }
                        }));
        assertThat(services).contains("s3", "sqs", "secretsmanager").containsOnly("s3", "sqs", "secretsmanager");
    }

    /** Security Hub EC2.2: the group that everything gets which names no other lets nothing in or out. */
    @Test
    void theDefaultSecurityGroupIsClosed() {
        assertThat(Synthesised.PROD.resources("network", "Custom::VpcRestrictDefaultSG"))
                .hasSize(1);
    }

    @Test
    void endpointsServeThisAccountOnly() {
        assertThat(Synthesised.PROD.resources("network", "AWS::EC2::VPCEndpoint"))
                .hasSize(4)
                .allSatisfy(endpoint -> assertThat(
                                endpoint.at("/Properties/PolicyDocument").toString())
                        .containsAnyOf("aws:PrincipalAccount", "aws:ResourceAccount"));
    }

    /**
     * Where a job's security configuration encrypts logs, Glue puts the names of the configuration and of the role into the
     * group's, and attaches the key itself.
     */
    @ParameterizedTest
    @EnumSource(Synthesised.class)
    void jobsLogToTheGroupsThatGlueUses(Synthesised environment) {
        String configuration = environment
                .resource("transform", "AWS::Glue::SecurityConfiguration")
                .at("/Properties/Name")
                .asText();
        String role = environment.resources("transform", "AWS::IAM::Role").stream()
                .filter(candidate -> candidate
                        .at("/Properties/AssumeRolePolicyDocument")
                        .toString()
                        .contains("glue.amazonaws.com"))
                .map(candidate -> candidate.at("/Properties/RoleName").asText())
                .findFirst()
                .orElseThrow();
        String prefix = environment
                .resources("transform", "AWS::Glue::Job")
                .get(0)
                .at("/Properties/DefaultArguments/--custom-logGroup-prefix")
                .asText();
        assertThat(role).isNotEmpty();
        assertThat(environment.resources("transform", "AWS::Logs::LogGroup"))
                .extracting(group -> group.at("/Properties/LogGroupName").asText())
                .contains(
                        prefix + "/" + configuration + "-role/" + role + "/output",
                        prefix + "/" + configuration + "-role/" + role + "/error");
        assertThat(environment.statements("transform", "JobRole"))
                .anySatisfy(statement -> assertThat(statement.toString())
                        .contains("logs:CreateLogGroup", "logs:AssociateKmsKey", "log-group:" + prefix + "/*"));
    }

    /** An upload that fails is taken back at once, not by the lifecycle rule a week later. */
    @ParameterizedTest
    @EnumSource(Synthesised.class)
    void jobsCanAbortTheirUploads(Synthesised environment) {
        assertThat(environment.statements("transform", "JobRole"))
                .filteredOn(statement -> statement.toString().contains("s3:PutObject"))
                .isNotEmpty()
                .allSatisfy(statement -> assertThat(statement.toString()).contains("s3:AbortMultipartUpload"));
    }

    @ParameterizedTest
    @EnumSource(Synthesised.class)
    void tasksCannotWriteToTheirOwnImage(Synthesised environment) {
        environment
                .all("AWS::ECS::TaskDefinition")
                .forEach(task -> assertThat(task.at("/Properties/ContainerDefinitions"))
                        .isNotEmpty()
                        .allSatisfy(container -> {
                            assertThat(container.path("ReadonlyRootFilesystem").asBoolean())
                                    .isTrue();
                            assertThat(container.has("Environment")).isFalse();
                            assertThat(container
                                            .at("/LogConfiguration/Options/mode")
                                            .asText())
                                    .isEqualTo("blocking");
                        }));
    }

    private static List<String> lakePolicy(Synthesised environment) {
        return environment.resources("lake", "AWS::S3::BucketPolicy").stream()
                .filter(policy -> policy.at("/Properties/Bucket/Ref").asText().startsWith("Lake"))
                .flatMap(policy -> statementTexts(policy).stream())
                .toList();
    }

    private static List<String> statementTexts(JsonNode policy) {
        return StreamSupport.stream(
                        policy.at("/Properties/PolicyDocument/Statement").spliterator(), false)
                .map(JsonNode::toString)
                .toList();
    }
}
