package io.tillstream.infra.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A region that has every service of the pipeline. Zones are named by their ids: an id means the same place in every account, while
 * names such as {@code us-east-1a} are shuffled, and MSK takes no subnet in zone {@code use1-az3}.
 *
 * @param name as AWS writes it
 * @param zones ids of the zones that the pipeline uses unless told otherwise: three, or two where an account has no more
 * @param serverless whether MSK Serverless is offered (Amazon MSK developer guide, MSK Serverless)
 */
public record Region(String name, List<String> zones, boolean serverless) {
    /** Zones in which MSK refuses client subnets (CloudFormation reference, AWS::MSK::Cluster BrokerNodeGroupInfo). */
    static final List<String> REFUSED_ZONES = List.of("use1-az3");

    private static final Map<String, Region> SUPPORTED = supported();

    /** Returns a supported region. */
    static Optional<Region> of(String name) {
        return Optional.ofNullable(SUPPORTED.get(name));
    }

    /** Returns the names of all supported regions. */
    public static List<String> names() {
        return List.copyOf(SUPPORTED.keySet());
    }

    /** Returns what the ids of the region's zones begin with. */
    String zonePrefix() {
        return zones.get(0).replaceFirst("\\d+$", "");
    }

    private static Map<String, Region> supported() {
        Map<String, Region> regions = new LinkedHashMap<>();
        for (Region region : List.of(
                region("us-east-1", "use1", 1, 2, 4),
                region("us-east-2", "use2", 1, 2, 3),
                region("us-west-2", "usw2", 1, 2, 3),
                region("ca-central-1", "cac1", 1, 2, 4),
                region("eu-central-1", "euc1", 1, 2, 3),
                region("eu-north-1", "eun1", 1, 2, 3),
                region("eu-west-1", "euw1", 1, 2, 3),
                region("eu-west-2", "euw2", 1, 2, 3),
                region("eu-west-3", "euw3", 1, 2, 3),
                region("ap-south-1", "aps1", 1, 2, 3),
                region("ap-northeast-1", "apne1", 1, 2, 4),
                region("ap-northeast-2", "apne2", 1, 2, 3),
                region("ap-southeast-1", "apse1", 1, 2, 3),
                region("ap-southeast-2", "apse2", 1, 2, 3),
                // An account has two zones here, and Redshift Serverless takes three subnets in two of them (Redshift
                // management guide, considerations for Serverless).
                new Region("us-west-1", List.of("usw1-az1", "usw1-az3"), false))) {
            regions.put(region.name, region);
        }
        return regions;
    }

    private static Region region(String name, String prefix, int... zones) {
        return new Region(
                name,
                java.util.Arrays.stream(zones)
                        .mapToObj(zone -> prefix + "-az" + zone)
                        .toList(),
                true);
    }
}
