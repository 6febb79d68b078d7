package io.tillstream.infra.settings;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Every setting: its name, its default in each preset, and what it means. Preset {@code small} is {@code dev} but for
 * {@link #SMALL_DIFFERS}. In {@code cdk.json} and with {@code -c} the name has
 * the prefix {@value #CONTEXT_PREFIX}. An empty default means that the setting is absent.
 */
public enum Setting {
    PREFIX(
            "prefix",
            "tillstream-dev",
            "tillstream",
            "First part of every name; an account can hold several environments, each with its own prefix"),
    ACCOUNT("account", "", "", "Account to deploy to, 12 digits; default: the account of the credentials"),
    REGION("region", "us-east-1", "us-east-1", "Region to deploy to"),
    AVAILABILITY_ZONES(
            "availability-zones",
            "",
            "",
            "Ids of three availability zones, separated by commas, for example use2-az1; with vpc-id, those of its subnets. Default: three that MSK takes (us-west-1: both)"),
    REMOVAL("removal", "retain", "retain", "What happens to data when its stack is deleted: retain or destroy"),
    CONFIRM_REMOVAL("confirm-removal", "", "", "Confirmation for removal=destroy: the prefix, typed again"),

    VPC_ID("vpc-id", "", "", "Existing VPC; default: a new one"),
    SUBNET_IDS(
            "subnet-ids", "", "", "Private subnets of the existing VPC, one for each zone, in the order of the zones"),
    VPC_CIDR("vpc-cidr", "10.61.0.0/16", "10.61.0.0/16", "Address range of a new VPC, IPv4, /16 to /21"),

    ENDPOINT_ZONES(
            "endpoint-zones",
            "1",
            "3",
            "Number of zones in a new VPC that get interface endpoints, 1 to 3; each one costs money"),

    BRONZE_COLD_DAYS(
            "bronze-cold-days", "0", "90", "Days until Bronze objects move to Glacier Instant Retrieval; 0: never"),
    UNDELETE_DAYS(
            "undelete-days",
            "3",
            "30",
            "Days for which replaced or deleted objects are kept (Bronze and load sets are never deleted)"),

    LAKE_REQUEST_METRICS(
            "lake-request-metrics",
            "false",
            "true",
            "true: S3 counts requests and errors, and an alarm reports throttling"),
    COPY_BUCKET(
            "copy-bucket",
            "",
            "",
            "Existing bucket in another region, with versioning, that gets a copy of bronze/ and state/; needs copy-key-arn"),
    COPY_KEY_ARN("copy-key-arn", "", "", "KMS key in the region of copy-bucket that encrypts the copies"),
    LAKE_FORMATION(
            "lake-formation",
            "false",
            "false",
            "true: grants the jobs their tables in Lake Formation, for accounts in which IAM alone does not; the deploying role must be a data lake administrator"),
    MSK_TYPE(
            "msk-type",
            "serverless",
            "serverless",
            "Cluster type: serverless; express, which is cheaper above about 76 GB a day; or standard, small brokers of a fixed size"),
    MSK_CLUSTER_ARN(
            "msk-cluster-arn",
            "",
            "",
            "Existing MSK cluster with IAM authentication, in the VPC of vpc-id, in this region and account; default: a new one"),
    MSK_SECURITY_GROUP_ID("msk-security-group-id", "", "", "Security group of the existing cluster"),
    EXPRESS_BROKER("express-broker", "express.m7g.large", "express.m7g.large", "Broker type of msk-type=express"),
    EXPRESS_BROKERS("express-brokers", "3", "3", "Number of Express brokers, a multiple of 3"),
    STANDARD_BROKER("standard-broker", "kafka.t3.small", "kafka.t3.small", "Broker type of msk-type=standard"),
    STANDARD_BROKERS("standard-brokers", "2", "3", "Number of standard brokers, a multiple of 2 or 3"),
    STANDARD_VOLUME_GIB("standard-volume-gib", "20", "100", "Volume of each standard broker in GiB, 1 to 16384"),
    KAFKA_VERSION(
            "kafka-version",
            "",
            "",
            "Kafka version of express or standard brokers; default: 3.9.x.kraft with express, 3.8.x with standard"),
    PARTITIONS("partitions", "4", "12", "Partitions of the topic, 1 to 1000; can be raised, never lowered"),
    RETENTION_HOURS(
            "retention-hours",
            "168",
            "336",
            "How long Kafka keeps a sale, applied to an existing topic too; the writer must not be down for longer"),

    WRITER_IMAGE(
            "writer-image",
            "",
            "",
            "Image in ECR, by tag or digest; default: built from the Dockerfile, which needs Docker"),
    WRITER_BASE_IMAGE(
            "writer-base-image",
            "public.ecr.aws/amazoncorretto/amazoncorretto:17-al2023-headless",
            "public.ecr.aws/amazoncorretto/amazoncorretto:17-al2023-headless",
            "Image that the writer's image is built on, by tag or digest: with a Java 17 and curl"),
    WRITER_CPU("writer-cpu", "512", "1024", "CPU units of a writer task: 256, 512, 1024, 2048 or 4096"),
    WRITER_MEMORY("writer-memory", "1024", "2048", "Memory of a writer task in MiB, 2 to 8 for each CPU unit"),
    WRITER_MIN_TASKS("writer-min-tasks", "1", "2", "Minimum number of writer tasks"),
    WRITER_MAX_TASKS(
            "writer-max-tasks",
            "2",
            "12",
            "Maximum number of writer tasks; more than the number of partitions is a waste"),
    WRITER_ROTATE_SECONDS(
            "writer-rotate-seconds", "120", "60", "Longest time in seconds before a record is written to Bronze"),
    WRITER_LAG_SECONDS(
            "writer-lag-seconds",
            "120",
            "60",
            "Lag in seconds at which a writer task is added; three times this lag raises an alarm"),
    WRITER_RACK(
            "writer-rack",
            "zone",
            "zone",
            "zone: the writer reads from brokers in its own availability zone, where MSK allows it; none: it reads from the partition leaders"),
    SIMULATOR("simulator", "false", "false", "true: adds a task that simulates tills, to be run by hand"),

    GLUE_LAUNCH(
            "glue-launch",
            "scala",
            "scala",
            "How Glue starts a job. scala: a Scala object calls the Java main class; java: Glue gets the name of the Java main class"),
    GLUE_WORKER("glue-worker", "G.1X", "G.1X", "Worker type: G.1X, G.2X, G.4X or G.8X"),
    GLUE_MAX_WORKERS(
            "glue-max-workers", "2", "10", "Maximum number of workers for a run, 2 to 299; Glue scales within it"),
    GLUE_TIMEOUT_MINUTES("glue-timeout-minutes", "60", "60", "Minutes after which a job run is stopped"),
    SCHEDULE_MINUTES("schedule-minutes", "15", "5", "Minutes between runs of Silver and Gold, 5 to 60"),
    BUSINESS_TIME_ZONE("business-time-zone", "UTC", "UTC", "Time zone of calendar fields, an IANA name"),
    DEFAULT_CURRENCY("default-currency", "USD", "USD", "Currency of sales without one, ISO 4217"),
    CONFLICT_WINDOW_DAYS(
            "conflict-window-days",
            "35",
            "35",
            "Days within which a sale's id is looked for: between the order dates, or since the decision on it"),
    MAX_BATCH_ROWS("max-batch-rows", "5000000", "5000000", "Maximum number of Bronze rows in a Silver batch"),

    REDSHIFT_BASE_RPU("redshift-base-rpu", "4", "8", "Base capacity in RPU: 4, or 8 to 512 in steps of 8"),
    REDSHIFT_MAX_RPU("redshift-max-rpu", "8", "64", "Maximum capacity in RPU, at least the base capacity"),
    REDSHIFT_DAILY_RPU_HOURS(
            "redshift-daily-rpu-hours",
            "48",
            "240",
            "RPU hours a day after which the warehouse answers nobody until midnight UTC, so that a runaway query cannot cost more; 0: no limit"),
    WAREHOUSE_SNAPSHOT_DAYS(
            "warehouse-snapshot-days",
            "0",
            "0",
            "Days for which a nightly snapshot of the warehouse is kept; 0: no snapshots, only the recovery points of the last 24 hours"),
    REDSHIFT_DATABASE("redshift-database", "tillstream", "tillstream", "Database of the warehouse"),
    LOADER_LOGIN(
            "loader-login",
            "role",
            "role",
            "How the loader logs in. role: through IAM with a database role that can load and refresh views, and nothing else; administrator: with the admin secret"),
    PROBE_LOGIN(
            "probe-login",
            "role",
            "role",
            "How the probes log in. role: through IAM with a database role that can only read; administrator: with the admin secret"),
    QUERY_SECONDS("query-seconds", "900", "3600", "Seconds after which a query is stopped"),
    SWEEP_MINUTES(
            "sweep-minutes",
            "60",
            "10",
            "Minutes between checks for load sets although nothing seems to wait, 5 to 60 or whole hours up to 1440; each check wakes the warehouse"),

    LOG_DAYS("log-days", "14", "90", "Days for which logs are kept: 1, 3, 5, 7, 14, 30, 60, 90, 180 or 365"),
    ALERT_EMAIL("alert-email", "", "", "E-mail address for alarms and budget warnings"),
    SLACK_WORKSPACE(
            "slack-workspace",
            "",
            "",
            "Slack workspace id (T…), authorised once in Amazon Q Developer; needs slack-channel"),
    SLACK_CHANNEL("slack-channel", "", "", "Slack channel id (C…)"),
    PAGERDUTY_URL("pagerduty-url", "", "", "HTTPS address of a PagerDuty CloudWatch integration"),
    MONTHLY_BUDGET_USD(
            "monthly-budget-usd", "1000", "3000", "Monthly cost in USD at which the budget warns; 0: no budget"),
    FRESHNESS_MINUTES(
            "freshness-minutes",
            "30",
            "15",
            "Objective in minutes from till to fact at the 95th percentile; an alarm fires when it is missed"),
    PROBE_MINUTES(
            "probe-minutes",
            "0",
            "15",
            "Minutes between freshness measurements, each of which wakes the warehouse; 0: never"),
    RECONCILE("reconcile", "true", "true", "true: compares Gold with the warehouse every night"),
    QUARANTINE_PERCENT(
            "quarantine-percent", "5", "1", "Percentage of quarantined rows in an hour that raises an alarm"),

    ANALYTICS("analytics", "false", "false", "true: adds a QuickSight data source, data set and dashboard"),
    QUICKSIGHT_PRINCIPAL("quicksight-principal", "", "", "ARN of the QuickSight user or group that owns them"),
    QUICKSIGHT_SECRET_ARN(
            "quicksight-secret-arn",
            "",
            "",
            "Secret (username, password) of an existing database user with the role tillstream_analyst");

    /** Begins every setting's name in the CDK's context. */
    public static final String CONTEXT_PREFIX = "tillstream:";

    /** Where preset {@code small} differs from {@code dev}. */
    private static final Map<Setting, String> SMALL_DIFFERS = new EnumMap<>(Map.ofEntries(
            Map.entry(PREFIX, "tillstream-small"),
            Map.entry(MSK_TYPE, "standard"),
            Map.entry(WRITER_CPU, "256"),
            Map.entry(WRITER_ROTATE_SECONDS, "600"),
            Map.entry(WRITER_LAG_SECONDS, "900"),
            Map.entry(SCHEDULE_MINUTES, "60"),
            Map.entry(FRESHNESS_MINUTES, "120"),
            Map.entry(SWEEP_MINUTES, "720"),
            Map.entry(MONTHLY_BUDGET_USD, "400")));

    private final String label;
    private final String dev;
    private final String prod;
    private final String meaning;

    Setting(String label, String dev, String prod, String meaning) {
        this.label = label;
        this.dev = dev;
        this.prod = prod;
        this.meaning = meaning;
    }

    /** Returns the name as it is written. */
    public String label() {
        return label;
    }

    /** Returns the name in the CDK's context. */
    public String contextKey() {
        return CONTEXT_PREFIX + label;
    }

    /** Returns what it means, in one line. */
    public String meaning() {
        return meaning;
    }

    /** Returns its default in a preset; empty: absent. */
    public String defaultIn(Preset preset) {
        return switch (preset) {
            case SMALL -> SMALL_DIFFERS.getOrDefault(this, dev);
            case DEV -> dev;
            case PROD -> prod;
        };
    }

    /** Returns the setting of that name. */
    public static Optional<Setting> of(String label) {
        return Arrays.stream(values())
                .filter(setting -> setting.label.equals(label))
                .findFirst();
    }
}
