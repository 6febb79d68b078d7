package io.tillstream.infra.stream;

import io.tillstream.infra.base.Lookup;
import io.tillstream.infra.base.PipelineStack;
import io.tillstream.infra.base.Statements;
import io.tillstream.infra.lake.Lake;
import io.tillstream.infra.network.Network;
import io.tillstream.infra.settings.Settings;
import io.tillstream.infra.settings.StreamSettings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.customresources.AwsCustomResource;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.msk.CfnCluster;
import software.amazon.awscdk.services.msk.CfnConfiguration;
import software.amazon.awscdk.services.msk.CfnServerlessCluster;
import software.constructs.Construct;

/**
 * The cluster: Serverless, Express, standard brokers, or one that is there already. IAM is the only way in, TLS the only transport. The topic
 * itself is made by the first writer task, in the same way on every kind of cluster.
 */
public final class StreamStack extends PipelineStack {
    private final Stream stream;

    /** Makes the stack. */
    public StreamStack(Construct scope, Settings settings, Lake lake, Network network) {
        super(scope, settings, "stream", "Kafka", true);
        LogGroup lookups =
                logGroup("LookupLogs", "/tillstream/" + settings.environment().prefix() + "/stream", lake.key());
        StreamSettings.Cluster cluster = settings.stream().cluster();
        String tag = settings.networkTag();
        // Java 17 has no patterns in switch; Cluster is sealed, and the last branch names what else it may be.
        if (cluster instanceof StreamSettings.Existing existing) {
            this.stream = stream("Existing", existing.arn(), existing.arn().split("/", -1)[1], lookups);
        } else if (cluster instanceof StreamSettings.Express express) {
            String id = "Express" + tag;
            this.stream = stream(id, express(id, express, lake, network).getRef(), named("express" + tag), lookups);
        } else if (cluster instanceof StreamSettings.Standard standard) {
            String id = "Standard" + tag;
            this.stream = stream(id, standard(id, standard, lake, network).getRef(), named("standard" + tag), lookups);
        } else {
            String id = "Serverless" + tag;
            this.stream = stream(id, serverless(id, network).getAttrArn(), named("serverless" + tag), lookups);
        }
    }

    /** Returns what the other stacks use. */
    public Stream stream() {
        return stream;
    }

    private CfnServerlessCluster serverless(String id, Network network) {
        CfnServerlessCluster cluster = CfnServerlessCluster.Builder.create(this, id)
                .clusterName(named(id.toLowerCase(Locale.ROOT)))
                .clientAuthentication(CfnServerlessCluster.ClientAuthenticationProperty.builder()
                        .sasl(CfnServerlessCluster.SaslProperty.builder()
                                .iam(CfnServerlessCluster.IamProperty.builder()
                                        .enabled(true)
                                        .build())
                                .build())
                        .build())
                .vpcConfigs(List.of(CfnServerlessCluster.VpcConfigProperty.builder()
                        .subnetIds(network.subnetIds())
                        .securityGroups(List.of(network.brokers().getSecurityGroupId()))
                        .build()))
                .build();
        cluster.applyRemovalPolicy(dataRemoval());
        return cluster;
    }

    private CfnCluster express(String id, StreamSettings.Express express, Lake lake, Network network) {
        CfnCluster cluster = provisioned(id, lake, express.kafkaVersion(), express.brokers())
                // From this level on brokers tell how long they throttle clients.
                .enhancedMonitoring("PER_BROKER")
                .brokerNodeGroupInfo(brokers(network, express.instanceType(), network.subnetIds())
                        .build())
                .build();
        cluster.applyRemovalPolicy(dataRemoval());
        return cluster;
    }

    private CfnCluster standard(String id, StreamSettings.Standard standard, Lake lake, Network network) {
        CfnCluster cluster = provisioned(id, lake, standard.kafkaVersion(), standard.brokers())
                .brokerNodeGroupInfo(brokers(
                                network,
                                standard.instanceType(),
                                network.subnetIds().subList(0, standard.zones()))
                        .storageInfo(CfnCluster.StorageInfoProperty.builder()
                                .ebsStorageInfo(CfnCluster.EBSStorageInfoProperty.builder()
                                        .volumeSize(standard.volumeGib())
                                        .build())
                                .build())
                        .build())
                .configurationInfo(configuration(standard.zones()))
                .build();
        cluster.applyRemovalPolicy(dataRemoval());
        return cluster;
    }

    /**
     * A record that is acknowledged is on two brokers: MSK's own defaults ask for one where there are two zones. While one of two
     * brokers is restarted, producers wait and send again.
     */
    private CfnCluster.ConfigurationInfoProperty configuration(int zones) {
        CfnConfiguration configuration = CfnConfiguration.Builder.create(this, "Configuration" + zones)
                .name(named("kafka-" + zones))
                .description("Tillstream: no acknowledged record on one broker only")
                .serverProperties(String.join(
                        "\n",
                        "auto.create.topics.enable=false",
                        "default.replication.factor=" + zones,
                        "min.insync.replicas=2",
                        "unclean.leader.election.enable=false",
                        "replica.selector.class=org.apache.kafka.common.replica.RackAwareReplicaSelector"))
                .build();
        return CfnCluster.ConfigurationInfoProperty.builder()
                .arn(configuration.getAttrArn())
                .revision(configuration.getAttrLatestRevisionRevision())
                .build();
    }

    private CfnCluster.BrokerNodeGroupInfoProperty.Builder brokers(
            Network network, String instanceType, List<String> subnets) {
        return CfnCluster.BrokerNodeGroupInfoProperty.builder()
                .instanceType(instanceType)
                .clientSubnets(subnets)
                .securityGroups(List.of(network.brokers().getSecurityGroupId()));
    }

    private CfnCluster.Builder provisioned(String id, Lake lake, String kafkaVersion, int brokers) {
        LogGroup brokerLogs =
                logGroup("BrokerLogs", "/tillstream/" + settings().environment().prefix() + "/brokers", lake.key());
        return CfnCluster.Builder.create(this, id)
                .clusterName(named(id.toLowerCase(Locale.ROOT)))
                .kafkaVersion(kafkaVersion)
                .numberOfBrokerNodes(brokers)
                .clientAuthentication(CfnCluster.ClientAuthenticationProperty.builder()
                        .sasl(CfnCluster.SaslProperty.builder()
                                .iam(CfnCluster.IamProperty.builder()
                                        .enabled(true)
                                        .build())
                                .build())
                        .unauthenticated(CfnCluster.UnauthenticatedProperty.builder()
                                .enabled(false)
                                .build())
                        .build())
                .encryptionInfo(CfnCluster.EncryptionInfoProperty.builder()
                        .encryptionAtRest(CfnCluster.EncryptionAtRestProperty.builder()
                                .dataVolumeKmsKeyId(lake.key().getKeyArn())
                                .build())
                        .encryptionInTransit(CfnCluster.EncryptionInTransitProperty.builder()
                                .clientBroker("TLS")
                                .inCluster(true)
                                .build())
                        .build())
                .loggingInfo(CfnCluster.LoggingInfoProperty.builder()
                        .brokerLogs(CfnCluster.BrokerLogsProperty.builder()
                                .cloudWatchLogs(CfnCluster.CloudWatchLogsProperty.builder()
                                        .enabled(true)
                                        .logGroup(brokerLogs.getLogGroupName())
                                        .build())
                                .build())
                        .build());
    }

    /** CloudFormation does not tell a cluster's addresses; MSK's API does. */
    private Stream stream(String id, String arn, String name, LogGroup logs) {
        AwsCustomResource lookup = new Lookup(
                        "Kafka",
                        "getBootstrapBrokers",
                        Map.of("ClusterArn", arn),
                        Statements.allow("BootstrapServers", List.of("kafka:GetBootstrapBrokers"), List.of(arn)))
                .ask(this, id + "Servers", logs);
        return new Stream(
                arn,
                name,
                resource(arn, name, "topic", Stream.TOPIC),
                resource(arn, name, "group", Stream.WRITER_GROUP),
                lookup.getResponseField("BootstrapBrokerStringSaslIam"));
    }

    /**
     * Topics and groups have the cluster's ARN with another kind, and their name after the cluster's UUID. The UUID of a new
     * cluster is not known ahead; within an account and a region its name is as good.
     */
    private String resource(String clusterArn, String clusterName, String kind, String name) {
        boolean known = settings().stream().cluster() instanceof StreamSettings.Existing;
        String base = known
                ? clusterArn.replace(":cluster/", ":" + kind + "/")
                : arn("kafka", kind, clusterName + "/*", ArnFormat.SLASH_RESOURCE_NAME);
        return base + "/" + name;
    }
}
