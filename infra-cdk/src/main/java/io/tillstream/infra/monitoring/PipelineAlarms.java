package io.tillstream.infra.monitoring;

import io.tillstream.infra.monitoring.Alarms.NoData;
import io.tillstream.infra.settings.Settings;
import io.tillstream.infra.settings.StreamSettings;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.stepfunctions.IStateMachine;

/**
 * Which alarms there are: along the way of a sale, from the topic to the warehouse.
 *
 * @param alarms makes them
 * @param settings thresholds
 * @param watched what they watch
 * @param metrics the pipeline's own metrics
 */
record PipelineAlarms(Alarms alarms, Settings settings, Watched watched, PipelineMetrics metrics) {
    private static final Duration MINUTE = Duration.minutes(1);
    private static final Duration QUARTER = Duration.minutes(15);

    /** What Redshift Serverless averages its capacity over; shorter periods may be empty. */
    private static final Duration HALF_HOUR = Duration.minutes(30);

    void create() {
        writer();
        throttling();
        runs();
        loads();
    }

    private void writer() {
        int lag = 3 * settings.ingest().lagSeconds();
        alarms.atLeast(
                "writer-lag",
                "The writer is more than " + lag + " s behind the topic.",
                new KafkaMetrics(watched.stream().clusterName()).timeLag(MINUTE),
                lag,
                10,
                NoData.GOOD);
        alarms.below(
                "writer-down",
                "Fewer writer tasks are running than the configured minimum.",
                ServiceMetrics.runningWriters(watched.ingest(), MINUTE),
                settings.ingest().minTasks(),
                10,
                NoData.BAD);
        alarms.below(
                "writer-silent",
                "No writer task reports a partition: none is running, or none has been assigned one.",
                new WriterMetrics(settings.environment().prefix()).partitions(Duration.minutes(5)),
                1,
                2,
                NoData.BAD);
        alarms.atLeast(
                "writer-errors",
                "The writer logged an error: a partition may have stopped and need a decision.",
                metrics.writerErrors(Duration.minutes(5)),
                1,
                1,
                NoData.GOOD);
    }

    /** Which alarms exist depends on the metrics of the cluster type; an existing cluster may be of either type. */
    private void throttling() {
        KafkaMetrics kafka = new KafkaMetrics(watched.stream().clusterName());
        if (settings.stream().cluster() instanceof StreamSettings.Serverless) {
            alarms.atLeast(
                    "kafka-near-quota",
                    "Ingest is above 80 % of the MSK Serverless quota for this number of partitions.",
                    kafka.bytesIn(MINUTE),
                    settings.stream().serverlessBytesPerSecond() * 4 / 5,
                    5,
                    NoData.GOOD);
        } else if (settings.stream().cluster() instanceof StreamSettings.Standard) {
            alarms.atLeast(
                    "kafka-disk-full",
                    "A broker's volume is four fifths full: when it is full, the topic takes no more sales.",
                    kafka.diskUsed(Duration.minutes(5)),
                    80,
                    3,
                    NoData.GOOD);
        } else {
            alarms.atLeast(
                    "kafka-produce-throttled",
                    "Brokers throttle producers: tills wait.",
                    kafka.throttle("Produce", MINUTE),
                    1,
                    5,
                    NoData.GOOD);
            alarms.atLeast(
                    "kafka-fetch-throttled",
                    "Brokers throttle consumers: the writer falls behind.",
                    kafka.throttle("Fetch", MINUTE),
                    1,
                    5,
                    NoData.GOOD);
        }
        if (settings.lake().requestMetrics()) {
            alarms.atLeast(
                    "lake-throttled",
                    "S3 throttles requests to the lake (503 Slow Down) or fails.",
                    ServiceMetrics.lakeErrors(watched.lake().bucketName(), Duration.minutes(5)),
                    20,
                    2,
                    NoData.GOOD);
        }
    }

    private void runs() {
        Duration window = Duration.minutes(settings.monitoring().freshnessMinutes());
        alarms.below(
                "silver-stale",
                "No Silver run has read all of Bronze within the freshness objective.",
                metrics.sum("SilverCompleted", window),
                1,
                1,
                NoData.BAD);
        alarms.below(
                "gold-stale",
                "No Gold run has caught up with Bronze within the freshness objective.",
                metrics.sum("GoldCompleted", window),
                1,
                1,
                NoData.BAD);
        alarms.atLeast(
                "run-failed",
                "A run of Silver and Gold failed, timed out or was aborted.",
                failures(watched.transform().pipeline()),
                1,
                1,
                NoData.GOOD);
        alarms.atLeast(
                "run-blocked",
                "The quality gate blocked a batch: nothing newer reaches the warehouse until somebody decides.",
                metrics.sum("RunsBlocked", QUARTER),
                1,
                1,
                NoData.GOOD);
        alarms.atLeast(
                "quarantine-rate",
                "More than " + settings.monitoring().quarantinePercent()
                        + " % of the last hour's rows were quarantined.",
                metrics.quarantinePercent(Duration.hours(1)),
                settings.monitoring().quarantinePercent(),
                1,
                NoData.GOOD);
    }

    private void loads() {
        String loader = watched.loading().functionName();
        alarms.atLeast(
                "load-waiting",
                "A load set has been waiting for the warehouse for longer than the freshness objective.",
                watched.lake()
                        .loads()
                        .metricApproximateAgeOfOldestMessage(
                                MetricOptions.builder().period(MINUTE).build()),
                60 * settings.monitoring().freshnessMinutes(),
                5,
                NoData.GOOD);
        alarms.atLeast(
                "load-dead-letter",
                "The loader failed on the same message five times.",
                watched.lake()
                        .deadLoads()
                        .metricApproximateNumberOfMessagesVisible(
                                MetricOptions.builder().period(MINUTE).build()),
                1,
                1,
                NoData.GOOD);
        alarms.atLeast(
                "loader-errors",
                "The loader keeps failing.",
                ServiceMetrics.lambda("Errors", loader, "Sum", QUARTER),
                3,
                1,
                NoData.GOOD);
        alarms.atLeast(
                "loader-throttled",
                "Lambda refuses to run the loader: the account's concurrency is used up.",
                ServiceMetrics.lambda("Throttles", loader, "Sum", QUARTER),
                5,
                2,
                NoData.GOOD);
        alarms.below(
                "loader-silent",
                "The loader has not run, although the sweeper should wake it.",
                ServiceMetrics.lambda("Invocations", loader, "Sum", Duration.hours(2)),
                1,
                1,
                NoData.BAD);
        alarms.atLeast(
                "warehouse-saturated",
                "The warehouse has been at its maximum capacity for an hour.",
                ServiceMetrics.warehouseCapacity(watched.warehouse().workgroup(), HALF_HOUR),
                settings.warehouse().maxRpu(),
                2,
                NoData.GOOD);
    }

    void freshness() {
        int objective = 60 * settings.monitoring().freshnessMinutes();
        alarms.atLeast(
                "freshness-objective",
                "The slowest 5 % of the last hour's sales took longer than "
                        + settings.monitoring().freshnessMinutes()
                        + " minutes from till to fact, or a load set is waiting, or the measurement has stopped.",
                metrics.tillToFact(
                        objective, Duration.minutes(2 * settings.monitoring().probeMinutes())),
                objective,
                1,
                NoData.BAD);
    }

    void reconciliation(IStateMachine reconcile) {
        alarms.atLeast(
                "ledger-unbalanced",
                "Gold and the warehouse do not contain the same sales.",
                metrics.metric("LedgerUnbalanced", "Maximum", Duration.hours(1)),
                1,
                1,
                NoData.GOOD);
        alarms.atLeast(
                "reconcile-failed",
                "The nightly comparison of Gold and the warehouse ended without a result.",
                failures(reconcile),
                1,
                1,
                NoData.GOOD);
        alarms.below(
                "reconcile-missing",
                "No comparison of Gold and the warehouse has finished for two days.",
                metrics.metric("LedgerUnbalanced", "SampleCount", Duration.days(1)),
                1,
                2,
                NoData.BAD);
    }

    private static MathExpression failures(IStateMachine machine) {
        return MathExpression.Builder.create()
                .expression("failed + timedOut + aborted")
                .usingMetrics(new java.util.TreeMap<>(Map.of(
                        "failed", states("ExecutionsFailed", machine),
                        "timedOut", states("ExecutionsTimedOut", machine),
                        "aborted", states("ExecutionsAborted", machine))))
                .label("failed runs")
                .period(QUARTER)
                .build();
    }

    private static Metric states(String name, IStateMachine machine) {
        return ServiceMetrics.of(
                "AWS/States", name, Map.of("StateMachineArn", machine.getStateMachineArn()), "Sum", QUARTER);
    }
}
