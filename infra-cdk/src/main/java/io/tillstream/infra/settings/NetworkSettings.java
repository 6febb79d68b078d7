package io.tillstream.infra.settings;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The network.
 *
 * @param vpcId an existing VPC, else a new one
 * @param subnetIds its private subnets, in the order of the zones; empty with a new VPC
 * @param cidr address range of a new VPC
 * @param endpointZones zones of a new VPC that get interface endpoints
 */
public record NetworkSettings(Optional<String> vpcId, List<String> subnetIds, String cidr, int endpointZones) {
    private static final Pattern CIDR =
            Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(1[6-9]|2[01])");

    static NetworkSettings from(Values values, Problems problems) {
        Optional<String> vpc = values.optional(Setting.VPC_ID, "vpc-[0-9a-f]{8,17}", "is not the id of a VPC");
        List<String> subnets = values.list(Setting.SUBNET_IDS, "subnet-[0-9a-f]{8,17}", "is not the id of a subnet");
        problems.require(
                subnets.size() == (vpc.isPresent() ? 3 : 0),
                Setting.SUBNET_IDS,
                String.join(",", subnets),
                "must be three subnets with vpc-id, and none without");
        return new NetworkSettings(vpc, subnets, cidr(values, problems), values.number(Setting.ENDPOINT_ZONES, 1, 3));
    }

    /** Each zone has a block of 256 addresses in the range, and a region has up to seven blocks in use: hence /21 at least. */
    private static String cidr(Values values, Problems problems) {
        String cidr = values.text(Setting.VPC_CIDR);
        Matcher parts = CIDR.matcher(cidr);
        boolean valid = parts.matches()
                && IntStream.rangeClosed(1, 4).allMatch(octet -> Integer.parseInt(parts.group(octet)) <= 255);
        problems.require(valid, Setting.VPC_CIDR, cidr, "must be an IPv4 range of size /16 to /21");
        if (valid) {
            long address = IntStream.rangeClosed(1, 4)
                    .mapToLong(octet -> Long.parseLong(parts.group(octet)) << (8 * (4 - octet)))
                    .sum();
            problems.require(
                    address % (1L << (32 - Integer.parseInt(parts.group(5)))) == 0,
                    Setting.VPC_CIDR,
                    cidr,
                    "must begin at a multiple of its size: EC2 would take another range than the one written");
        }
        return cidr;
    }

    /** Returns the addresses of a block of 256 in the range of a new VPC. */
    public String block(int number) {
        String[] octets = cidr.substring(0, cidr.indexOf('/')).split("\\.", -1);
        return octets[0] + "." + octets[1] + "." + (Integer.parseInt(octets[2]) + number) + ".0/24";
    }
}
