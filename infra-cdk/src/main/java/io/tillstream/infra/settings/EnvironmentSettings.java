package io.tillstream.infra.settings;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where the environment lives and what it is called.
 *
 * @param preset the defaults that it started from
 * @param prefix begins every name
 * @param account 12 digits; absent: that of the credentials at deployment
 * @param region the region
 * @param zones ids of the availability zones of the three subnets; a region with two zones has the first one twice
 * @param destroyData whether deleting a stack deletes its data: only if both keys say so
 */
public record EnvironmentSettings(
        Preset preset,
        String prefix,
        Optional<String> account,
        String region,
        List<String> zones,
        boolean destroyData) {
    /** Returns what the Glue databases' names begin with: SQL takes no hyphens. */
    public String namespacePrefix() {
        return prefix.replace('-', '_') + "_";
    }

    static EnvironmentSettings from(Preset preset, Values values, Problems problems) {
        String prefix = values.matching(
                Setting.PREFIX,
                "[a-z][a-z0-9]*(-[a-z0-9]+)*",
                "must be lower-case letters, digits and single hyphens, and begin with a letter");
        problems.require(
                prefix.length() >= 3 && prefix.length() <= 20,
                Setting.PREFIX,
                prefix,
                "must have at least 3 characters, as Redshift's names, and at most 20");
        Region region = region(values, problems);
        return new EnvironmentSettings(
                preset,
                prefix,
                values.optional(Setting.ACCOUNT, "\\d{12}", "must be 12 digits"),
                region.name(),
                zones(values, region, problems),
                destroyData(values, prefix, problems));
    }

    private static Region region(Values values, Problems problems) {
        String name = values.text(Setting.REGION);
        return Region.of(name).orElseGet(() -> {
            problems.add(
                    Setting.REGION,
                    name,
                    "is not a region where all services of the pipeline are offered; these are "
                            + String.join(", ", Region.names()));
            return Region.of(Setting.REGION.defaultIn(Preset.DEV)).orElseThrow();
        });
    }

    private static List<String> zones(Values values, Region region, Problems problems) {
        List<String> zones = values.list(
                Setting.AVAILABILITY_ZONES,
                Pattern.quote(region.zonePrefix()) + "[1-9]",
                "is not the id of a zone of " + region.name() + ", for example "
                        + region.zones().get(0)
                        + " (aws ec2 describe-availability-zones shows ids)");
        if (zones.isEmpty()) {
            zones = region.zones();
        }
        String given = String.join(",", zones);
        int needed = region.zones().size();
        problems.require(
                zones.size() == needed && Set.copyOf(zones).size() == needed,
                Setting.AVAILABILITY_ZONES,
                given,
                needed == 3
                        ? "must be three different zones: Redshift Serverless and MSK Express need three"
                        : "must be two different zones: " + region.name() + " has no more for an account");
        problems.require(
                zones.stream().noneMatch(Region.REFUSED_ZONES::contains),
                Setting.AVAILABILITY_ZONES,
                given,
                "has a zone in which MSK takes no subnets, " + Region.REFUSED_ZONES);
        return zones.size() == 2 ? List.of(zones.get(0), zones.get(1), zones.get(0)) : zones;
    }

    /** One key alone is a mistake somewhere, and data is not what one makes mistakes with: it is refused. */
    private static boolean destroyData(Values values, String prefix, Problems problems) {
        boolean destroy = values.oneOf(Setting.REMOVAL, "retain", "destroy").equals("destroy");
        String confirmed = values.text(Setting.CONFIRM_REMOVAL);
        if (destroy) {
            problems.require(
                    confirmed.equals(prefix),
                    Setting.CONFIRM_REMOVAL,
                    confirmed,
                    "must repeat the prefix, " + prefix
                            + ", because removal=destroy deletes every sale with the stacks");
        } else {
            problems.require(
                    confirmed.isEmpty(),
                    Setting.CONFIRM_REMOVAL,
                    confirmed,
                    "is given, but removal is retain: set both to delete data, or neither");
        }
        return destroy && confirmed.equals(prefix);
    }
}
