package io.tillstream.infra.network;

import io.tillstream.infra.base.PipelineStack;
import io.tillstream.infra.base.Statements;
import io.tillstream.infra.lake.Lake;
import io.tillstream.infra.settings.Settings;
import io.tillstream.infra.settings.StreamSettings;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.services.ec2.CfnSubnet;
import software.amazon.awscdk.services.ec2.FlowLogDestination;
import software.amazon.awscdk.services.ec2.FlowLogOptions;
import software.amazon.awscdk.services.ec2.FlowLogTrafficType;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpoint;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointOptions;
import software.amazon.awscdk.services.ec2.ISecurityGroup;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointOptions;
import software.amazon.awscdk.services.ec2.IpAddresses;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SecurityGroupImportOptions;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ec2.VpcAttributes;
import software.amazon.awscdk.services.iam.AnyPrincipal;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/**
 * The network: private subnets only, no internet gateway and no NAT. What tasks need of AWS they reach through endpoints, S3
 * through its free gateway.
 */
public final class NetworkStack extends PipelineStack {
    private static final int KAFKA_IAM_PORT = 9098;
    private static final int HTTPS = 443;

    /** Block of addresses of the third subnet where a region has two zones; no zone has this number. */
    private static final int AGAIN = 7;

    private final Network network;

    /** Makes the stack. */
    public NetworkStack(Construct scope, Settings settings, Lake lake) {
        super(scope, settings, "network", "private network without a way to the internet", false);
        boolean existing = settings.network().vpcId().isPresent();
        IVpc vpc = existing ? existingVpc() : newVpc(lake);
        SubnetSelection subnets = existing
                ? SubnetSelection.builder().subnets(vpc.getPrivateSubnets()).build()
                : SubnetSelection.builder()
                        .subnetType(SubnetType.PRIVATE_ISOLATED)
                        .build();
        ISecurityGroup brokers = brokers(vpc);
        SecurityGroup tasks = group(vpc, "Tasks", "Tasks that write to Kafka and from it");
        tasks.addEgressRule(brokers, Port.tcp(KAFKA_IAM_PORT), "Kafka with IAM over TLS");
        // S3 answers from public addresses through the gateway endpoint; in a new VPC no other route leads to them.
        tasks.addEgressRule(Peer.anyIpv4(), Port.tcp(HTTPS), "S3 and the interface endpoints");
        brokers.addIngressRule(tasks, Port.tcp(KAFKA_IAM_PORT), "Kafka with IAM over TLS", false);
        SecurityGroup warehouse = group(vpc, "Warehouse", "Redshift; nobody may connect until a rule is added");
        warehouse.addEgressRule(Peer.anyIpv4(), Port.tcp(HTTPS), "S3 through the gateway endpoint");
        this.network = new Network(vpc, subnets, vpc.selectSubnets(subnets).getSubnetIds(), tasks, brokers, warehouse);
        if (!existing) {
            interfaceEndpoints((Vpc) vpc, tasks);
        }
    }

    /** Returns what the other stacks use. */
    public Network network() {
        return network;
    }

    private IVpc existingVpc() {
        return Vpc.fromVpcAttributes(
                this,
                "Vpc",
                VpcAttributes.builder()
                        .vpcId(settings().network().vpcId().orElseThrow())
                        .availabilityZones(settings().environment().zones())
                        .privateSubnetIds(settings().network().subnetIds())
                        .build());
    }

    private Vpc newVpc(Lake lake) {
        Vpc vpc = Vpc.Builder.create(this, "Vpc")
                .vpcName(named("vpc"))
                .ipAddresses(IpAddresses.cidr(settings().network().cidr()))
                .availabilityZones(settings().environment().zones())
                .natGateways(0)
                .createInternetGateway(false)
                .restrictDefaultSecurityGroup(true)
                .subnetConfiguration(List.of(SubnetConfiguration.builder()
                        .name("private")
                        .subnetType(SubnetType.PRIVATE_ISOLATED)
                        .cidrMask(24)
                        .build()))
                .build();
        placeSubnets(vpc);
        closeDefaultGroup(lake);
        vpc.addFlowLog(
                "FlowLog",
                FlowLogOptions.builder()
                        .destination(FlowLogDestination.toCloudWatchLogs(logGroup(
                                "FlowLogs",
                                "/tillstream/" + settings().environment().prefix() + "/network",
                                lake.key())))
                        .trafficType(FlowLogTrafficType.REJECT)
                        .build());
        GatewayVpcEndpoint s3 = vpc.addGatewayEndpoint(
                "S3",
                GatewayVpcEndpointOptions.builder()
                        .service(GatewayVpcEndpointAwsService.S3)
                        .build());
        // Tasks can bring data to this account's buckets only; image layers lie in a bucket of ECR.
        s3.addToPolicy(Statements.allowPrincipal(
                "OwnBuckets",
                new AnyPrincipal(),
                List.of("s3:*"),
                "*",
                Map.of("StringEquals", Map.of("aws:ResourceAccount", getAccount()))));
        s3.addToPolicy(Statements.allowPrincipal(
                "ImageLayers",
                new AnyPrincipal(),
                List.of("s3:GetObject"),
                "arn:" + getPartition() + ":s3:::prod-" + getRegion() + "-starport-layer-bucket/*",
                Map.of()));
        return vpc;
    }

    /**
     * Puts each subnet into the zone of that id, with addresses of its zone's own: subnets of other zones can then be made
     * beside these while a deployment moves from one set of zones to another.
     */
    private void placeSubnets(Vpc vpc) {
        List<String> zones = settings().environment().zones();
        for (int i = 0; i < zones.size(); i++) {
            String zone = zones.get(i);
            boolean again = zones.subList(0, i).contains(zone);
            int block = again ? AGAIN : Character.digit(zone.charAt(zone.length() - 1), 10) % AGAIN;
            CfnSubnet subnet =
                    (CfnSubnet) vpc.getIsolatedSubnets().get(i).getNode().getDefaultChild();
            subnet.overrideLogicalId("Subnet" + block);
            subnet.setCidrBlock(settings().network().block(block));
            subnet.setAvailabilityZone(null);
            subnet.setAvailabilityZoneId(zone);
        }
    }

    /** The CDK's own function that takes the rules from the VPC's default group names no log group. */
    private void closeDefaultGroup(Lake lake) {
        String logs = logGroup(
                        "DefaultGroupLogs",
                        "/tillstream/" + settings().environment().prefix() + "/default-group",
                        lake.key())
                .getLogGroupName();
        getNode().getChildren().stream()
                .filter(child -> child.getNode().getId().startsWith("Custom::VpcRestrictDefaultSG"))
                .forEach(provider -> ((CfnResource) provider.getNode().findChild("Handler"))
                        .addPropertyOverride("LoggingConfig", Map.of("LogGroup", logs)));
    }

    private void interfaceEndpoints(Vpc vpc, SecurityGroup tasks) {
        SecurityGroup endpoints = group(vpc, "Endpoints", "Interface endpoints");
        endpoints.addIngressRule(tasks, Port.tcp(HTTPS), "TLS from the tasks");
        SubnetSelection subnets = SubnetSelection.builder()
                .subnets(
                        vpc.getIsolatedSubnets().subList(0, settings().network().endpointZones()))
                .build();
        Map<String, InterfaceVpcEndpointAwsService> services = new java.util.TreeMap<>(Map.of(
                "EcrApi", InterfaceVpcEndpointAwsService.ECR,
                "EcrImages", InterfaceVpcEndpointAwsService.ECR_DOCKER,
                "Logs", InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS));
        services.forEach((id, service) -> vpc.addInterfaceEndpoint(
                        id,
                        InterfaceVpcEndpointOptions.builder()
                                .service(service)
                                .subnets(subnets)
                                .securityGroups(List.of(endpoints))
                                .open(false)
                                .build())
                .addToPolicy(ownAccountOnly(id.equals("Logs"))));
    }

    /** Credentials of another account reach nothing through our endpoints; ours reach what tasks do there. */
    private PolicyStatement ownAccountOnly(boolean logs) {
        return Statements.allowPrincipal(
                "OwnTasks",
                new AnyPrincipal(),
                logs
                        ? List.of("logs:CreateLogStream", "logs:PutLogEvents")
                        : List.of(
                                "ecr:GetAuthorizationToken",
                                "ecr:BatchCheckLayerAvailability",
                                "ecr:BatchGetImage",
                                "ecr:GetDownloadUrlForLayer"),
                "*",
                Map.of("StringEquals", Map.of("aws:PrincipalAccount", getAccount())));
    }

    private ISecurityGroup brokers(IVpc vpc) {
        if (settings().stream().cluster() instanceof StreamSettings.Existing cluster) {
            return SecurityGroup.fromSecurityGroupId(
                    this,
                    "Brokers",
                    cluster.securityGroupId(),
                    SecurityGroupImportOptions.builder().mutable(true).build());
        }
        return group(vpc, "Brokers", "MSK brokers");
    }

    private SecurityGroup group(IVpc vpc, String id, String meaning) {
        return SecurityGroup.Builder.create(this, id)
                .vpc(vpc)
                .description(meaning)
                .allowAllOutbound(false)
                .build();
    }
}
