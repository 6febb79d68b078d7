package io.tillstream.infra.settings;

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

    static StreamSettings from(Values values, Problems problems) {
        return new StreamSettings(
                cluster(values, problems),
                values.number(Setting.PARTITIONS, 1, 1000),
                values.number(Setting.RETENTION_HOURS, 1, 8760));
    }

    private static Cluster cluster(Values values, Problems problems) {
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
        boolean express =
                values.oneOf(Setting.MSK_TYPE, "serverless", "express").equals("express");
        if (arn.isPresent()) {
            return new Existing(arn.get(), group.orElse(""));
        }
        return express ? express(values, problems) : new Serverless();
    }

    private static Express express(Values values, Problems problems) {
        int brokers = values.number(Setting.EXPRESS_BROKERS, 3, 90);
        problems.require(
                brokers % 3 == 0, Setting.EXPRESS_BROKERS, brokers, "must be a multiple of 3, one share per zone");
        return new Express(
                values.matching(
                        Setting.EXPRESS_BROKER, "express\\.m7g\\.(\\d{1,2}x)?large", "is not an Express broker type"),
                brokers,
                values.matching(
                        Setting.KAFKA_VERSION, "\\d+\\.\\d+(\\.[x0-9]+)?(\\.kraft)?", "is not a Kafka version"));
    }
}
