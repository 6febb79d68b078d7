package io.tillstream.infra.settings;

import java.util.TreeSet;

/**
 * Kafka.
 *
 * @param cluster which cluster
 * @param partitions of the topic
 * @param retentionHours how long Kafka keeps a record
 */
public record StreamSettings(Cluster cluster, int partitions, int retentionHours) {
    /** Which MSK cluster the pipeline uses. */
    public sealed interface Cluster {}

    private static final String TWO_ZONES = "use msk-type=standard or an existing cluster there";

    /** Most bytes a second that one partition of MSK Serverless takes (Amazon MSK quotas). */
    private static final long SERVERLESS_PARTITION = 5_000_000;

    /** Most bytes a second that MSK Serverless takes (Amazon MSK quotas). */
    private static final long SERVERLESS_CLUSTER = 200_000_000;

    /** A new MSK Serverless cluster. */
    public record Serverless() implements Cluster {}

    /**
     * A new cluster of MSK Express brokers.
     *
     * @param instanceType broker type
     * @param brokers how many, a multiple of 3
     * @param kafkaVersion as MSK names it
     */
    public record Express(String instanceType, int brokers, String kafkaVersion) implements Cluster {}

    /**
     * A new cluster of standard brokers.
     *
     * @param instanceType broker type
     * @param brokers how many: a multiple of 3 in three zones, otherwise a multiple of 2 in two zones
     * @param volumeGib volume of each broker, GiB
     * @param kafkaVersion as MSK names it
     */
    public record Standard(String instanceType, int brokers, int volumeGib, String kafkaVersion) implements Cluster {
        /** Returns in how many zones the brokers are: as many copies of each record are kept. */
        public int zones() {
            return brokers % 3 == 0 ? 3 : 2;
        }
    }

    /**
     * A cluster that is there already.
     *
     * @param arn its ARN
     * @param securityGroupId its security group, which gets a rule for the writer
     */
    public record Existing(String arn, String securityGroupId) implements Cluster {}

    /** Most bytes a second that MSK Serverless takes for the topic; above it producers are throttled. */
    public long serverlessBytesPerSecond() {
        return Math.min(SERVERLESS_CLUSTER, partitions * SERVERLESS_PARTITION);
    }

    static StreamSettings from(Values values, EnvironmentSettings environment, Problems problems) {
        return new StreamSettings(
                cluster(values, environment, problems),
                values.number(Setting.PARTITIONS, 1, 1000),
                values.number(Setting.RETENTION_HOURS, 1, 8760));
    }

    private static Cluster cluster(Values values, EnvironmentSettings environment, Problems problems) {
        var arn = values.optional(
                Setting.MSK_CLUSTER_ARN,
                "arn:aws[a-z-]*:kafka:[a-z0-9-]+:\\d{12}:cluster/[^/\\s]+/[0-9a-z-]+",
                "is not the ARN of an MSK cluster");
        var group = values.optional(
                Setting.MSK_SECURITY_GROUP_ID, "sg-[0-9a-f]{8,17}", "is not the id of a security group");
        problems.require(
                arn.isPresent() == group.isPresent(),
                Setting.MSK_SECURITY_GROUP_ID,
                group.orElse(""),
                "must be given exactly when msk-cluster-arn is");
        String type = values.oneOf(Setting.MSK_TYPE, "serverless", "express", "standard");
        if (arn.isPresent()) {
            checkPlace(arn.get(), environment, problems);
            return new Existing(arn.get(), group.orElse(""));
        }
        int zones = new TreeSet<>(environment.zones()).size();
        return switch (type) {
            case "express" -> {
                problems.require(zones == 3, Setting.MSK_TYPE, type, "needs three zones; " + TWO_ZONES);
                yield express(values, problems);
            }
            case "standard" -> standard(values, zones, problems);
            default -> {
                problems.require(
                        Region.of(environment.region()).map(Region::serverless).orElse(true),
                        Setting.MSK_TYPE,
                        type,
                        "is not offered in " + environment.region() + "; " + TWO_ZONES);
                yield new Serverless();
            }
        };
    }

    /** Only where cluster and pipeline are in one region and account can a rule of one security group name the other. */
    private static void checkPlace(String arn, EnvironmentSettings environment, Problems problems) {
        String[] parts = arn.split(":", -1);
        if (parts.length < 6) {
            return;
        }
        problems.require(
                parts[3].equals(environment.region()),
                Setting.MSK_CLUSTER_ARN,
                arn,
                "is a cluster of region " + parts[3] + ", and region is " + environment.region());
        problems.require(
                environment.account().map(parts[4]::equals).orElse(true),
                Setting.MSK_CLUSTER_ARN,
                arn,
                "is a cluster of account " + parts[4] + ", and account is "
                        + environment.account().orElse(""));
    }

    /** Brokers of type t3.small run with ZooKeeper only, hence 3.8.x; Express runs with KRaft from 3.9 on. */
    private static String kafkaVersion(Values values, String otherwise) {
        return values.optional(Setting.KAFKA_VERSION, "\\d+\\.\\d+(\\.[x0-9]+)?(\\.kraft)?", "is not a Kafka version")
                .orElse(otherwise);
    }

    private static Standard standard(Values values, int zones, Problems problems) {
        int brokers = values.number(Setting.STANDARD_BROKERS, 2, 90);
        Standard standard = new Standard(
                values.matching(
                        Setting.STANDARD_BROKER,
                        "kafka\\.(t3\\.small|m[57]g?\\.(\\d{1,2}x)?large)",
                        "is not a standard broker type"),
                brokers,
                values.number(Setting.STANDARD_VOLUME_GIB, 1, 16_384),
                kafkaVersion(values, "3.8.x"));
        problems.require(
                brokers % standard.zones() == 0,
                Setting.STANDARD_BROKERS,
                brokers,
                "must be a multiple of 2 or 3, one share for each zone");
        problems.require(
                standard.zones() <= zones,
                Setting.STANDARD_BROKERS,
                brokers,
                "would be spread over three zones; this region has two: take a multiple of 2 that 3 does not divide");
        return standard;
    }

    private static Express express(Values values, Problems problems) {
        int brokers = values.number(Setting.EXPRESS_BROKERS, 3, 90);
        problems.require(
                brokers % 3 == 0, Setting.EXPRESS_BROKERS, brokers, "must be a multiple of 3, one share per zone");
        return new Express(
                values.matching(
                        Setting.EXPRESS_BROKER, "express\\.m7g\\.(\\d{1,2}x)?large", "is not an Express broker type"),
                brokers,
                kafkaVersion(values, "3.9.x.kraft"));
    }
}
