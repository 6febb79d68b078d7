package io.tillstream.infra.ingest;

import io.tillstream.infra.base.Lookup;
import io.tillstream.infra.base.Statements;
import io.tillstream.infra.security.Accepted;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.customresources.AwsCustomResource;
import software.amazon.awscdk.services.logs.ILogGroup;

/**
 * Which rack the brokers of a zone have. On MSK it is the zone's id, which is the same place for everybody, while an account has
 * its own names for zones; EC2 tells at deployment which is which.
 */
final class ZoneRacks {
    private ZoneRacks() {}

    /**
     * Returns what the writer's {@code --client-rack-by-zone} takes, known at deployment.
     *
     * @param zones ids of zones
     */
    static String ask(Stack stack, List<String> zones, ILogGroup logs) {
        List<String> distinct = zones.stream().distinct().toList();
        AwsCustomResource lookup = new Lookup(
                        "EC2",
                        "describeAvailabilityZones",
                        Map.of("ZoneIds", distinct),
                        Statements.allow("Zones", List.of("ec2:DescribeAvailabilityZones"), List.of("*")))
                .ask(stack, "ZoneIds", logs);
        Accepted.wildcards(
                lookup,
                "DescribeAvailabilityZones has no resources to name; it shows zones only.",
                "/^Resource::\\*$/");
        return IntStream.range(0, distinct.size())
                .mapToObj(zone -> "AvailabilityZones." + zone)
                .map(zone ->
                        lookup.getResponseField(zone + ".ZoneName") + "=" + lookup.getResponseField(zone + ".ZoneId"))
                .collect(Collectors.joining(","));
    }
}
