package io.tillstream.infra.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * All settings of an environment, checked. {@link Setting} documents each.
 *
 * @param environment where it lives
 * @param network the network
 * @param lake the lake
 * @param stream Kafka
 * @param ingest the tasks at Kafka
 * @param transform the Spark jobs
 * @param warehouse the warehouse
 * @param monitoring alarms and logs
 * @param analytics QuickSight
 */
public record Settings(
        EnvironmentSettings environment,
        NetworkSettings network,
        LakeSettings lake,
        StreamSettings stream,
        IngestSettings ingest,
        TransformSettings transform,
        WarehouseSettings warehouse,
        MonitoringSettings monitoring,
        AnalyticsSettings analytics) {

    /**
     * Checks what was given and takes the rest from a preset.
     *
     * @param preset the defaults
     * @param given values by setting name, without the context's prefix
     * @throws SettingsException if a name is unknown or values are wrong; it names all of them
     */
    public static Settings of(Preset preset, Map<String, String> given) {
        Problems problems = new Problems();
        Values values = new Values(preset, known(given), problems);
        EnvironmentSettings environment = EnvironmentSettings.from(preset, values, problems);
        TransformSettings transform = TransformSettings.from(values, problems);
        Settings settings = new Settings(
                environment,
                NetworkSettings.from(values, problems),
                LakeSettings.from(values, problems),
                StreamSettings.from(values, environment, problems),
                IngestSettings.from(values, problems),
                transform,
                WarehouseSettings.from(values, problems),
                MonitoringSettings.from(values, problems, transform.scheduleMinutes()),
                AnalyticsSettings.from(values, problems));
        problems.require(
                settings.ingest.maxTasks() <= settings.stream.partitions(),
                Setting.WRITER_MAX_TASKS,
                settings.ingest.maxTasks(),
                "is more than partitions, " + settings.stream.partitions() + ": the rest would be idle");
        problems.require(
                !(settings.stream.cluster() instanceof StreamSettings.Existing)
                        || settings.network.vpcId().isPresent(),
                Setting.VPC_ID,
                settings.network.vpcId().orElse(""),
                "must be the VPC of msk-cluster-arn: from a new VPC there is no way to its brokers");
        problems.throwIfAny();
        return settings;
    }

    /**
     * Returns what tells this network from the default one, as the end of a name; empty for the default. Clusters and their
     * subnets cannot be parted, so a cluster in another network is another cluster, with a name of its own beside the old one.
     */
    public String networkTag() {
        boolean usual = network.vpcId().isEmpty()
                && network.cidr().equals(Setting.VPC_CIDR.defaultIn(environment.preset()))
                && new TreeSet<>(environment.zones())
                        .equals(Region.of(environment.region())
                                .map(region -> new TreeSet<>(region.zones()))
                                .orElseGet(TreeSet::new));
        if (usual) {
            return "";
        }
        String place = network.vpcId().orElse(network.cidr())
                + network.subnetIds()
                + (network.vpcId().isPresent() ? "" : environment.zones());
        return "-" + HexFormat.of().toHexDigits(place.hashCode()).substring(2);
    }

    private static Map<Setting, String> known(Map<String, String> given) {
        Map<Setting, String> known = new EnumMap<>(Setting.class);
        List<String> unknown = new ArrayList<>();
        given.forEach((name, value) -> Setting.of(name)
                .ifPresentOrElse(
                        setting -> known.put(setting, value),
                        () -> unknown.add(name + ": no such setting; did you mean " + nearest(name) + "?")));
        if (!unknown.isEmpty()) {
            throw new SettingsException(unknown);
        }
        return known;
    }

    private static String nearest(String name) {
        return Arrays.stream(Setting.values())
                .map(Setting::label)
                .min(Comparator.comparingInt(label -> distance(label, name)))
                .orElseThrow();
    }

    /** Number of letters to change, add or remove (Levenshtein). */
    private static int distance(String left, String right) {
        int[] row = new int[right.length() + 1];
        Arrays.setAll(row, column -> column);
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int change = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[right.length()];
    }
}
