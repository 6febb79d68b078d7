package io.tillstream.infra.analytics;

import io.tillstream.infra.base.PipelineStack;
import io.tillstream.infra.base.Statements;
import io.tillstream.infra.network.Network;
import io.tillstream.infra.security.Accepted;
import io.tillstream.infra.settings.Settings;
import io.tillstream.infra.warehouse.Warehouse;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.ec2.CfnSecurityGroupIngress;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.quicksight.CfnDataSet;
import software.amazon.awscdk.services.quicksight.CfnDataSource;
import software.amazon.awscdk.services.quicksight.CfnVPCConnection;
import software.constructs.Construct;

/** A QuickSight connection into the VPC, the warehouse as its data source, {@code daily_sales} as its data set, and a dashboard. */
public final class AnalyticsStack extends PipelineStack {
    private static final int REDSHIFT_PORT = 5439;

    /**
     * Makes the stack.
     *
     * @param principal QuickSight user or group that owns all of it
     */
    public AnalyticsStack(Construct scope, Settings settings, String principal, Network network, Warehouse warehouse) {
        super(scope, settings, "analytics", "QuickSight over the warehouse", false);
        CfnVPCConnection connection = connection(network);
        String secret = settings.analytics().secretArn().orElseThrow();
        CfnDataSource source = source(principal, secret, warehouse, connection);
        CfnDataSet sales = dataSet(principal, source);
        new SalesDashboard(this, named("sales"), getAccount(), principal, sales.getAttrArn()).create();
    }

    private CfnVPCConnection connection(Network network) {
        SecurityGroup group = SecurityGroup.Builder.create(this, "QuickSight")
                .vpc(network.vpc())
                .description("From QuickSight to the warehouse")
                .allowAllOutbound(false)
                .build();
        group.addEgressRule(network.warehouse(), Port.tcp(REDSHIFT_PORT), "Redshift");
        // QuickSight is stateless towards a security group: answers need a rule as well (QuickSight guide, VPC set-up).
        group.addIngressRule(
                Peer.securityGroupId(network.warehouse().getSecurityGroupId()), Port.allTcp(), "Answers of Redshift");
        CfnSecurityGroupIngress.Builder.create(this, "WarehouseFromQuickSight")
                .groupId(network.warehouse().getSecurityGroupId())
                .ipProtocol("tcp")
                .fromPort(REDSHIFT_PORT)
                .toPort(REDSHIFT_PORT)
                .sourceSecurityGroupId(group.getSecurityGroupId())
                .description("QuickSight")
                .build();
        Role role = Role.Builder.create(this, "ConnectionRole")
                .assumedBy(new ServicePrincipal("quicksight.amazonaws.com"))
                .build();
        role.addToPolicy(Statements.allow(
                "NetworkInterfaces",
                List.of(
                        "ec2:CreateNetworkInterface",
                        "ec2:ModifyNetworkInterfaceAttribute",
                        "ec2:DeleteNetworkInterface",
                        "ec2:DescribeSubnets",
                        "ec2:DescribeSecurityGroups"),
                List.of("*")));
        Accepted.wildcards(
                role, "QuickSight names the interfaces that it makes; Describe has no resources.", "/^Resource::\\*$/");
        CfnVPCConnection connection = CfnVPCConnection.Builder.create(this, "Connection")
                .awsAccountId(getAccount())
                .vpcConnectionId(named("warehouse"))
                .name(named("warehouse"))
                .roleArn(role.getRoleArn())
                .subnetIds(network.subnetIds())
                .securityGroupIds(List.of(group.getSecurityGroupId()))
                .build();
        connection.getNode().addDependency(role);
        return connection;
    }

    /** By a secret: the data source's IAM parameters ask for credentials of provisioned clusters only (QuickSight API). */
    private CfnDataSource source(String principal, String secret, Warehouse warehouse, CfnVPCConnection connection) {
        return CfnDataSource.Builder.create(this, "Source")
                .awsAccountId(getAccount())
                .dataSourceId(named("warehouse"))
                .name("Tillstream " + settings().environment().prefix())
                .type("REDSHIFT")
                .dataSourceParameters(CfnDataSource.DataSourceParametersProperty.builder()
                        .redshiftParameters(CfnDataSource.RedshiftParametersProperty.builder()
                                .database(warehouse.database())
                                .host(warehouse.host())
                                .port(REDSHIFT_PORT)
                                .build())
                        .build())
                .credentials(CfnDataSource.DataSourceCredentialsProperty.builder()
                        .secretArn(secret)
                        .build())
                .sslProperties(CfnDataSource.SslPropertiesProperty.builder()
                        .disableSsl(false)
                        .build())
                .vpcConnectionProperties(CfnDataSource.VpcConnectionPropertiesProperty.builder()
                        .vpcConnectionArn(connection.getAttrArn())
                        .build())
                .permissions(List.of(CfnDataSource.ResourcePermissionProperty.builder()
                        .principal(principal)
                        .actions(List.of(
                                "quicksight:DescribeDataSource",
                                "quicksight:DescribeDataSourcePermissions",
                                "quicksight:PassDataSource"))
                        .build()))
                .build();
    }

    private CfnDataSet dataSet(String principal, CfnDataSource source) {
        List<CfnDataSet.InputColumnProperty> columns = Map.of(
                        "day",
                        "DATETIME",
                        "category",
                        "STRING",
                        "region",
                        "STRING",
                        "channel",
                        "STRING",
                        "currency",
                        "STRING",
                        "revenue",
                        "DECIMAL",
                        "units",
                        "DECIMAL",
                        "orders",
                        "INTEGER")
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .map(column -> CfnDataSet.InputColumnProperty.builder()
                        .name(column.getKey())
                        .type(column.getValue())
                        .build())
                .toList();
        return CfnDataSet.Builder.create(this, "DailySales")
                .awsAccountId(getAccount())
                .dataSetId(named("daily-sales"))
                .name("Daily sales")
                .importMode("DIRECT_QUERY")
                .physicalTableMap(Map.of(
                        "daily",
                        CfnDataSet.PhysicalTableProperty.builder()
                                .customSql(CfnDataSet.CustomSqlProperty.builder()
                                        .dataSourceArn(source.getAttrArn())
                                        .name("daily_sales")
                                        .sqlQuery("SELECT s.category, s.channel, s.currency, d.date AS day, s.orders,"
                                                + " s.region, s.revenue, s.units FROM sales.daily_sales s"
                                                + " JOIN sales.dim_date d ON d.date_key = s.date_key")
                                        .columns(columns)
                                        .build())
                                .build()))
                .permissions(List.of(CfnDataSet.ResourcePermissionProperty.builder()
                        .principal(principal)
                        .actions(List.of(
                                "quicksight:DescribeDataSet",
                                "quicksight:DescribeDataSetPermissions",
                                "quicksight:PassDataSet",
                                "quicksight:DescribeIngestion",
                                "quicksight:ListIngestions"))
                        .build()))
                .build();
    }
}
