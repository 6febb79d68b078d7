package io.tillstream.infra.settings;

import java.util.Arrays;
import java.util.Optional;

/**
 * Every setting: its name, its default in each preset, and what it means. In {@code cdk.json} and with {@code -c} the name has
 * the prefix {@value #CONTEXT_PREFIX}. An empty default means that the setting is absent.
 */
public enum Setting {
    PREFIX(
            "prefix",
            "tillstream-dev",
            "tillstream",
            "Begins the name of everything; one account holds one environment per prefix"),
    ACCOUNT("account", "", "", "Account to deploy to, 12 digits; absent: that of the credentials"),
    REGION("region", "us-east-1", "us-east-1", "Region to deploy to"),
    AVAILABILITY_ZONES("availability-zones", "", "", "Three zones, comma-separated; absent: a, b and c of the region"),
    REMOVAL("removal", "retain", "retain", "retain or destroy: what happens to data when its stack is deleted"),
    CONFIRM_REMOVAL("confirm-removal", "", "", "Second key of removal=destroy: the prefix, typed again"),

    VPC_ID("vpc-id", "", "", "Existing VPC; absent: a new one"),
    SUBNET_IDS(
            "subnet-ids", "", "", "Private subnets of the existing VPC, one in each zone, in the order of the zones"),
    VPC_CIDR("vpc-cidr", "10.61.0.0/16", "10.61.0.0/16", "Address range of a new VPC, IPv4, /16 to /22"),

    ENDPOINT_ZONES("endpoint-zones", "1", "3", "Zones of a new VPC that get interface endpoints, 1 to 3; each costs"),

    BRONZE_COLD_DAYS("bronze-cold-days", "0", "90", "Days until Bronze moves to Glacier Instant Retrieval; 0: never"),
    UNDELETE_DAYS(
            "undelete-days",
            "3",
            "30",
            "Days for which replaced or deleted versions outside Bronze and load sets are kept"),

    LAKE_REQUEST_METRICS(
            "lake-request-metrics", "false", "true", "true: S3 counts requests and errors, and its throttling alarms"),
    MSK_TYPE("msk-type", "serverless", "serverless", "serverless, or express above about 76 GB a day"),
    MSK_CLUSTER_ARN("msk-cluster-arn", "", "", "Existing MSK cluster with IAM authentication; absent: a new one"),
    MSK_SECURITY_GROUP_ID("msk-security-group-id", "", "", "Security group of the existing cluster"),
    EXPRESS_BROKER("express-broker", "express.m7g.large", "express.m7g.large", "Broker type of msk-type=express"),
    EXPRESS_BROKERS("express-brokers", "3", "3", "Number of Express brokers, a multiple of 3"),
    KAFKA_VERSION("kafka-version", "3.9.x", "3.9.x", "Kafka version of msk-type=express"),
    PARTITIONS("partitions", "4", "12", "Partitions of the topic, 1 to 1000; can grow, never shrink"),
    RETENTION_HOURS(
            "retention-hours", "168", "336", "How long Kafka keeps a sale; the writer may be down for less than this"),

    WRITER_IMAGE(
            "writer-image",
            "",
            "",
            "Image in ECR by tag or digest; absent: built from the Dockerfile asset, which needs Docker"),
    WRITER_CPU("writer-cpu", "512", "1024", "CPU units of a writer task: 256, 512, 1024, 2048 or 4096"),
    WRITER_MEMORY("writer-memory", "1024", "2048", "Memory of a writer task, MiB, 2 to 8 for each CPU unit"),
    WRITER_MIN_TASKS("writer-min-tasks", "1", "2", "Fewest writer tasks"),
    WRITER_MAX_TASKS("writer-max-tasks", "2", "12", "Most writer tasks; more than partitions is waste"),
    WRITER_ROTATE_SECONDS("writer-rotate-seconds", "120", "60", "Longest wait before Bronze gets a file"),
    WRITER_LAG_SECONDS(
            "writer-lag-seconds", "120", "60", "Lag from which a writer task is added, and thrice which alarms"),
    WRITER_RACK(
            "writer-rack",
            "zone",
            "zone",
            "zone: the writer reads from brokers in its own availability zone, where MSK allows it; none: from the leaders"),
    SIMULATOR("simulator", "false", "false", "true adds a task that simulates tills, to be run by hand"),

    GLUE_LAUNCH(
            "glue-launch",
            "scala",
            "scala",
            "scala: a Scala object calls the Java main; java: Glue gets the Java main's name"),
    GLUE_WORKER("glue-worker", "G.1X", "G.1X", "Worker type: G.1X, G.2X, G.4X or G.8X"),
    GLUE_MAX_WORKERS("glue-max-workers", "2", "10", "Most workers of a run, 2 to 299; Glue scales below it"),
    GLUE_TIMEOUT_MINUTES("glue-timeout-minutes", "60", "60", "A run is stopped after this"),
    SCHEDULE_MINUTES("schedule-minutes", "15", "5", "Minutes between runs of Silver and Gold, 5 to 60"),
    BUSINESS_TIME_ZONE("business-time-zone", "UTC", "UTC", "Zone of calendar fields, an IANA name"),
    DEFAULT_CURRENCY("default-currency", "USD", "USD", "Currency of sales that name none, ISO 4217"),
    CONFLICT_WINDOW_DAYS("conflict-window-days", "35", "35", "Days within which one id on two dates is a conflict"),
    MAX_BATCH_ROWS("max-batch-rows", "5000000", "5000000", "Most Bronze rows of a Silver batch"),

    REDSHIFT_BASE_RPU("redshift-base-rpu", "4", "8", "Base capacity: 4, or 8 to 512 in steps of 8"),
    REDSHIFT_MAX_RPU("redshift-max-rpu", "8", "64", "Most capacity, at least the base"),
    REDSHIFT_DATABASE("redshift-database", "tillstream", "tillstream", "Database of the warehouse"),
    LOADER_LOGIN(
            "loader-login",
            "administrator",
            "administrator",
            "administrator: by his secret; role: by IAM with a narrow database role, which may not refresh materialized views"),
    PROBE_LOGIN(
            "probe-login",
            "role",
            "role",
            "role: probes log in by IAM with a database role that only reads; administrator: by his secret"),
    QUERY_SECONDS("query-seconds", "900", "3600", "A query is stopped after this"),
    SWEEP_MINUTES(
            "sweep-minutes",
            "60",
            "10",
            "The sweeper asks the warehouse every this many minutes, 5 to 60, although nothing seems to wait; each time wakes it"),

    LOG_DAYS("log-days", "14", "90", "How long logs are kept: 1, 3, 5, 7, 14, 30, 60, 90, 180 or 365 days"),
    ALERT_EMAIL("alert-email", "", "", "Address that gets alarms and budget warnings"),
    SLACK_WORKSPACE(
            "slack-workspace",
            "",
            "",
            "Slack workspace id (T…), authorised once in Amazon Q Developer; with slack-channel"),
    SLACK_CHANNEL("slack-channel", "", "", "Slack channel id (C…)"),
    PAGERDUTY_URL("pagerduty-url", "", "", "https address of a PagerDuty CloudWatch integration"),
    MONTHLY_BUDGET_USD(
            "monthly-budget-usd", "1000", "3000", "Monthly cost in USD from which the budget warns; 0: no budget"),
    FRESHNESS_MINUTES("freshness-minutes", "30", "15", "Objective from till to fact at p95; missing it alarms"),
    PROBE_MINUTES(
            "probe-minutes",
            "0",
            "15",
            "Minutes between measurements of freshness in the warehouse, which wake it; 0: never"),
    RECONCILE("reconcile", "true", "true", "true compares Gold with the warehouse every night"),
    QUARANTINE_PERCENT("quarantine-percent", "5", "1", "Share of quarantined rows in an hour that alarms"),

    ANALYTICS("analytics", "false", "false", "true adds a QuickSight data source, data set and dashboard"),
    QUICKSIGHT_PRINCIPAL("quicksight-principal", "", "", "QuickSight user or group ARN that owns them"),
    QUICKSIGHT_LOGIN(
            "quicksight-login",
            "analyst",
            "analyst",
            "analyst: QuickSight logs in by quicksight-secret-arn; administrator: by his secret, which may do everything"),
    QUICKSIGHT_SECRET_ARN(
            "quicksight-secret-arn",
            "",
            "",
            "Secret (username, password) of a database user with role tillstream_analyst, made beforehand");

    /** Begins every setting's name in the CDK's context. */
    public static final String CONTEXT_PREFIX = "tillstream:";

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
