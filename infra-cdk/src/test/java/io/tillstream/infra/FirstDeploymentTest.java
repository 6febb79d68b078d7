package io.tillstream.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What AWS would refuse at the first deployment, and what a failed one would leave in the way of the next. */
@RequiresNode
class FirstDeploymentTest {
    /** By which property CloudFormation names a resource: where it is given, two resources cannot have the same. */
    private static final List<String> NAMES = List.of(
            "BucketName",
            "QueueName",
            "ClusterName",
            "NamespaceName",
            "WorkgroupName",
            "AliasName",
            "LogGroupName",
            "FunctionName",
            "RoleName",
            "ServiceName",
            "TopicName",
            "StateMachineName",
            "DashboardName",
            "AlarmName",
            "Name");

    /** Zone names are shuffled for each account: use1-az3, which MSK refuses, is us-east-1a, b or c in half of them. */
    @ParameterizedTest
    @EnumSource(Synthesised.class)
    void subnetsAreInZonesOfTheSamePlaceInEveryAccount(Synthesised environment) {
        List<JsonNode> subnets = environment.all("AWS::EC2::Subnet");
        assertThat(subnets).hasSize(environment == Synthesised.EXISTING ? 0 : 3);
        assertThat(subnets).allSatisfy(subnet -> {
            assertThat(subnet.at("/Properties/AvailabilityZone").isMissingNode())
                    .isTrue();
            assertThat(subnet.at("/Properties/AvailabilityZoneId").asText())
                    .matches("use1-az[1-6]")
                    .isNotEqualTo("use1-az3");
        });
        assertThat(subnets)
                .extracting(subnet -> subnet.at("/Properties/CidrBlock").asText())
                .doesNotHaveDuplicates();
    }

    /** CloudFormation keeps what is retained even when a creation is rolled back (DeletionPolicy reference, RetainExceptOnCreate). */
    @ParameterizedTest
    @EnumSource(Synthesised.class)
    void aCreationThatIsRolledBackLeavesNothingWithAName(Synthesised environment) {
        List<String> named = new ArrayList<>();
        List<String> left = new ArrayList<>();
        environment
                .templates()
                .forEach((stage, template) -> template.path("Resources")
                        .properties()
                        .forEach(entry -> {
                            JsonNode resource = entry.getValue();
                            String name = NAMES.stream()
                                    .filter(property -> resource.path("Properties")
                                                    .path(property)
                                                    .isValueNode()
                                            || resource.path("Properties")
                                                    .path(property)
                                                    .has("Fn::Join"))
                                    .findFirst()
                                    .orElse("");
                            if (!name.isEmpty()
                                    || resource.path("Type").asText().equals("AWS::Glue::Database")) {
                                named.add(stage + "/" + entry.getKey());
                                if (List.of("Retain", "Snapshot")
                                        .contains(
                                                resource.path("DeletionPolicy").asText())) {
                                    left.add(stage + "/" + entry.getKey());
                                }
                            }
                        }));
        assertThat(named).hasSizeGreaterThan(50);
        assertThat(left).isEmpty();
    }

    /** CloudFormation lets nobody change or delete an export that another stack imports. */
    @ParameterizedTest
    @EnumSource(Synthesised.class)
    void noSettingIsPinnedByAnExport(Synthesised environment) {
        environment.templates().forEach((stage, template) -> {
            assertThat(template.toString()).as(stage).doesNotContain("Fn::ImportValue");
            assertThat(template.path("Outputs"))
                    .as(stage)
                    .allSatisfy(output -> assertThat(output.has("Export")).isFalse());
        });
        assertThat(environment.template("ingest").toString()).contains("Fn::GetStackOutput");
    }

    /** The runtime java17 is Amazon Linux 2's, which ends first; a snapshot of a function that runs once serves nobody. */
    @ParameterizedTest
    @EnumSource(Synthesised.class)
    void functionsHaveARuntimeThatLastsAndSnapshotsWhereTheyServe(Synthesised environment) {
        Map<String, Boolean> snapshots = new TreeMap<>();
        environment.resources("loading", "AWS::Lambda::Function").stream()
                .filter(function -> function.at("/Properties/Runtime").asText().startsWith("java"))
                .forEach(function -> {
                    assertThat(function.at("/Properties/Runtime").asText()).isEqualTo("java17.al2023");
                    String handler = function.at("/Properties/Handler").asText();
                    snapshots.put(
                            handler.substring(handler.lastIndexOf('.') + 1),
                            function.at("/Properties/SnapStart").isObject());
                });
        assertThat(snapshots).isEqualTo(Map.of("LoadHandler", true, "MigrationHandler", false));
    }

    /** MSK has Kafka 3.9 twice: with ZooKeeper, and with KRaft, which alone Express runs. t3.small runs with ZooKeeper alone. */
    @Test
    void brokersHaveAKafkaVersionThatTheyRun() {
        assertThat(cluster(Synthesised.EVERYTHING).path("KafkaVersion").asText())
                .isEqualTo("3.9.x.kraft");
        JsonNode small = cluster(Synthesised.SMALL);
        assertThat(small.path("KafkaVersion").asText()).isEqualTo("3.8.x");
        assertThat(small.at("/BrokerNodeGroupInfo/InstanceType").asText()).isEqualTo("kafka.t3.small");
        assertThat(small.path("NumberOfBrokerNodes").asInt())
                .isEqualTo(small.at("/BrokerNodeGroupInfo/ClientSubnets").size());
    }

    /** An acknowledged sale must outlive a broker: MSK's default for two zones is one copy. */
    @Test
    void everyAcknowledgedRecordIsOnTwoBrokers() {
        assertThat(Synthesised.SMALL
                        .resource("stream", "AWS::MSK::Configuration")
                        .at("/Properties/ServerProperties")
                        .asText()
                        .lines())
                .contains(
                        "default.replication.factor=2",
                        "min.insync.replicas=2",
                        "unclean.leader.election.enable=false");
    }

    @Test
    void lakeFormationGrantsTheJobsTheirTablesWhereIamAloneDoesNot() {
        assertThat(Synthesised.PROD.all("AWS::LakeFormation::PrincipalPermissions"))
                .isEmpty();
        assertThat(Synthesised.EVERYTHING.resources("transform", "AWS::LakeFormation::PrincipalPermissions"))
                .hasSize(4)
                .allSatisfy(grant ->
                        assertThat(grant.at("/Properties/Principal").toString()).contains("JobRole"))
                .anySatisfy(grant -> assertThat(grant.toString()).contains("CREATE_TABLE", "all_silver"))
                .anySatisfy(grant -> assertThat(grant.toString()).contains("TableWildcard", "SELECT", "all_gold"));
    }

    /** CloudFormation documents no Fn::Select or Fn::Split around a reference to another stack. */
    @ParameterizedTest
    @EnumSource(Synthesised.class)
    void referencesAreTakenAsTheyAre(Synthesised environment) {
        environment.templates().forEach((stage, template) -> {
            TreeSet<String> around = new TreeSet<>();
            collectAround(template, "", around);
            assertThat(around).as(stage).isSubsetOf("Fn::Join");
        });
    }

    private static void collectAround(JsonNode node, String function, TreeSet<String> around) {
        node.properties().forEach(entry -> {
            if (entry.getKey().equals("Fn::GetStackOutput") && !function.isEmpty()) {
                around.add(function);
            }
            collectAround(entry.getValue(), entry.getKey().startsWith("Fn::") ? entry.getKey() : function, around);
        });
        if (node.isArray()) {
            node.forEach(child -> collectAround(child, function, around));
        }
    }

    private static JsonNode cluster(Synthesised environment) {
        return environment.resource("stream", "AWS::MSK::Cluster").path("Properties");
    }
}
