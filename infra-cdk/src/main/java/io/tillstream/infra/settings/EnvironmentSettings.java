package io.tillstream.infra.settings;

import java.util.List;
import java.util.Optional;

/**
 * Where the environment lives and what it is called.
 *
 * @param preset the defaults that it started from
 * @param prefix begins every name
 * @param account 12 digits; absent: that of the credentials at deployment
 * @param region the region
 * @param zones three availability zones
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
        String region = values.matching(Setting.REGION, "[a-z]{2}(-[a-z]+)+-[1-9]", "is not the name of a region");
        List<String> zones = values.list(Setting.AVAILABILITY_ZONES, "[a-z]{2}(-[a-z]+)+-[1-9][a-z]", "is not a zone");
        if (zones.isEmpty()) {
            zones = List.of(region + "a", region + "b", region + "c");
        }
        problems.require(
                zones.size() == 3 && List.copyOf(new java.util.TreeSet<>(zones)).size() == 3,
                Setting.AVAILABILITY_ZONES,
                String.join(",", zones),
                "must be three different zones: Redshift Serverless and MSK Express need three");
        problems.require(
                zones.stream().allMatch(zone -> zone.startsWith(region)),
                Setting.AVAILABILITY_ZONES,
                String.join(",", zones),
                "must be zones of " + region);
        return new EnvironmentSettings(
                preset,
                prefix,
                values.optional(Setting.ACCOUNT, "\\d{12}", "must be 12 digits"),
                region,
                zones,
                destroyData(values, prefix, problems));
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
