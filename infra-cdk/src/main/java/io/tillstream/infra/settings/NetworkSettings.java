package io.tillstream.infra.settings;

import java.util.List;
import java.util.Optional;

/**
 * The network.
 *
 * @param vpcId an existing VPC, else a new one
 * @param subnetIds its private subnets, in the order of the zones; empty with a new VPC
 * @param cidr address range of a new VPC
 * @param endpointZones zones of a new VPC that get interface endpoints
 */
public record NetworkSettings(Optional<String> vpcId, List<String> subnetIds, String cidr, int endpointZones) {
    static NetworkSettings from(Values values, Problems problems) {
        Optional<String> vpc = values.optional(Setting.VPC_ID, "vpc-[0-9a-f]{8,17}", "is not the id of a VPC");
        List<String> subnets = values.list(Setting.SUBNET_IDS, "subnet-[0-9a-f]{8,17}", "is not the id of a subnet");
        problems.require(
                subnets.size() == (vpc.isPresent() ? 3 : 0),
                Setting.SUBNET_IDS,
                String.join(",", subnets),
                "must be three subnets with vpc-id, and none without");
        return new NetworkSettings(
                vpc,
                subnets,
                values.matching(
                        Setting.VPC_CIDR,
                        "(\\d{1,3}\\.){3}\\d{1,3}/(1[6-9]|2[0-2])",
                        "must be an IPv4 range of size /16 to /22"),
                values.number(Setting.ENDPOINT_ZONES, 1, 3));
    }
}
