package io.tillstream.infra.stream;

import io.tillstream.infra.base.Lookup;
import io.tillstream.infra.base.PipelineStack;
import io.tillstream.infra.base.Statements;
import io.tillstream.infra.lake.Lake;
import io.tillstream.infra.network.Network;
import io.tillstream.infra.settings.Settings;
import io.tillstream.infra.settings.StreamSettings;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.customresources.AwsCustomResource;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.msk.CfnCluster;
import software.amazon.awscdk.services.msk.CfnServerlessCluster;
import software.constructs.Construct;

/**
 * The cluster: Serverless, Express, or one that is there already. IAM is the only way in, TLS the only transport. The topic
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
        // Java 17 has no patterns in switch; Cluster is sealed, and the last branch names what else it may be.
        if (cluster instanceof StreamSettings.Existing existing) {
            this.stream = stream(existing.arn(), existing.arn().split("/", -1)[1], lookups);
        } else if (cluster instanceof StreamSettings.Express express) {
            this.stream = stream(express(express, lake, network).getRef(), named("express"), lookups);
        } else {
            this.stream = stream(serverless(network).getAttrArn(), named("serverless"), lookups);
        }
    }

    /** Returns what the other stacks use. */
    public Stream stream() {
        return stream;
    }

    private CfnServerlessCluster serverless(Network network) {
        CfnServerlessCluster cluster = CfnServerlessCluster.Builder.create(this, "Serverless")
                .clusterName(named("serverless"))
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

    private CfnCluster express(StreamSettings.Express express, Lake lake, Network network) {
        LogGroup brokerLogs =
                logGroup("BrokerLogs", "/tillstream/" + settings().environment().prefix() + "/brokers", lake.key());
        CfnCluster cluster = CfnCluster.Builder.create(this, "Express")
                .clusterName(named("express"))
                .kafkaVersion(express.kafkaVersion())
                .numberOfBrokerNodes(express.brokers())
                // From this level on brokers tell how long they throttle clients.
                .enhancedMonitoring("PER_BROKER")
                .brokerNodeGroupInfo(CfnCluster.BrokerNodeGroupInfoProperty.builder()
                        .instanceType(express.instanceType())
                        .clientSubnets(network.subnetIds())
                        .securityGroups(List.of(network.brokers().getSecurityGroupId()))
                        .build())
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
                        .build())
                .build();
        cluster.applyRemovalPolicy(dataRemoval());
        return cluster;
    }

    /** CloudFormation does not tell a cluster's addresses; MSK's API does. */
    private Stream stream(String arn, String name, LogGroup logs) {
        AwsCustomResource lookup = new Lookup(
                        "Kafka",
                        "getBootstrapBrokers",
                        Map.of("ClusterArn", arn),
                        Statements.allow("BootstrapServers", List.of("kafka:GetBootstrapBrokers"), List.of(arn)))
                .ask(this, "BootstrapServers", logs);
        return new Stream(arn, name, lookup.getResponseField("BootstrapBrokerStringSaslIam"));
    }
}
