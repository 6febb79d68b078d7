package io.tillstream.infra.network;

import java.util.List;
import software.amazon.awscdk.services.ec2.ISecurityGroup;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.SubnetSelection;

/**
 * The network, for those who run in it.
 *
 * @param vpc the VPC
 * @param subnets its private subnets
 * @param subnetIds their ids, one in each zone
 * @param tasks security group of the tasks at Kafka
 * @param brokers security group of the brokers
 * @param warehouse security group of the warehouse
 */
public record Network(
        IVpc vpc,
        SubnetSelection subnets,
        List<String> subnetIds,
        ISecurityGroup tasks,
        ISecurityGroup brokers,
        ISecurityGroup warehouse) {}
