package io.tillstream.infra.monitoring;

import io.tillstream.infra.settings.StreamSettings;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TextWidget;

/** One page that follows a sale from the topic to the warehouse, left to right, top to bottom, and ends with what it costs. */
final class PipelineDashboard {
    private static final Duration FIVE = Duration.minutes(5);
    private static final Duration HOUR = Duration.hours(1);

    private PipelineDashboard() {}

    static void create(
            Stack stack, String prefix, StreamSettings.Cluster cluster, Watched watched, PipelineMetrics metrics) {
        KafkaMetrics kafka = new KafkaMetrics(watched.stream().clusterName());
        WriterMetrics writer = new WriterMetrics(prefix);
        String loader = watched.loading().functionName();
        String workgroup = watched.warehouse().workgroup();
        MetricOptions five = MetricOptions.builder().period(FIVE).build();
        Dashboard.Builder.create(stack, "Dashboard")
                .dashboardName(prefix)
                .widgets(List.of(
                        List.<IWidget>of(TextWidget.Builder.create()
                                .markdown("# " + prefix
                                        + "\nTopic, Bronze, Silver, Gold, warehouse. What each alarm means:"
                                        + " docs/how-to/runbooks in the repository.")
                                .width(24)
                                .height(2)
                                .build()),
                        List.<IWidget>of(
                                graph("Topic: bytes per second", bytesIn(cluster, kafka)),
                                graph("Writer: lag, seconds", kafka.timeLag(FIVE)),
                                graph("Writer: records not read", kafka.offsetLag(FIVE)),
                                graph("Writer: tasks", ServiceMetrics.runningWriters(watched.ingest(), FIVE))),
                        List.<IWidget>of(
                                graph(
                                        "Silver: rows",
                                        metrics.sum("RowsIn", FIVE),
                                        metrics.sum("RowsAccepted", FIVE),
                                        metrics.sum("RowsDuplicate", FIVE),
                                        metrics.sum("RowsQuarantined", FIVE)),
                                graph("Silver: quarantined, percent", metrics.quarantinePercent(HOUR)),
                                graph("Gold: fact rows", metrics.sum("FactRows", FIVE)),
                                graph(
                                        "Runs per hour that read all of Bronze",
                                        metrics.sum("SilverCompleted", HOUR),
                                        metrics.sum("GoldCompleted", HOUR))),
                        List.<IWidget>of(
                                graph(
                                        "Bronze, Silver, Gold: age of the newest record, seconds",
                                        writer.freshness(FIVE),
                                        metrics.metric("SilverAgeSeconds", "Maximum", FIVE),
                                        metrics.metric("GoldAgeSeconds", "Maximum", FIVE)),
                                graph(
                                        "Load sets: newest published, newest loaded",
                                        metrics.metric("LoadSetPublished", "Maximum", FIVE),
                                        metrics.metric("LoadSetLoaded", "Maximum", FIVE)),
                                graph(
                                        "Warehouse: till to fact, p95, seconds",
                                        metrics.metric("TillToFactP95Seconds", "Maximum", FIVE)),
                                graph(
                                        "Bronze: records, unreadable rows",
                                        writer.records(FIVE),
                                        writer.corruptRows(FIVE))),
                        List.<IWidget>of(
                                graph(
                                        "Load sets: waiting, in the dead-letter queue",
                                        watched.lake().loads().metricApproximateNumberOfMessagesVisible(five),
                                        watched.lake().deadLoads().metricApproximateNumberOfMessagesVisible(five)),
                                graph(
                                        "Load: time, milliseconds",
                                        ServiceMetrics.lambda("Duration", loader, "p50", FIVE),
                                        ServiceMetrics.lambda("Duration", loader, "Maximum", FIVE)),
                                graph(
                                        "Load: age of the oldest message, seconds",
                                        watched.lake().loads().metricApproximateAgeOfOldestMessage(five)),
                                graph(
                                        "Ledger: 0 = balanced, 1 = not balanced",
                                        metrics.metric("LedgerUnbalanced", "Maximum", HOUR))),
                        List.<IWidget>of(
                                graph(
                                        "Cost: warehouse, RPU seconds per hour",
                                        ServiceMetrics.warehouseSeconds(workgroup, HOUR)),
                                graph("Cost: warehouse, RPU in use", ServiceMetrics.warehouseCapacity(workgroup, FIVE)),
                                graph(
                                        "Cost: loader, calls per hour",
                                        ServiceMetrics.lambda("Invocations", loader, "Sum", HOUR)),
                                graph(
                                        "Errors",
                                        ServiceMetrics.lambda("Errors", loader, "Sum", FIVE),
                                        metrics.writerErrors(FIVE)))))
                .build();
    }

    /** An existing cluster may be of either kind. */
    private static IMetric[] bytesIn(StreamSettings.Cluster cluster, KafkaMetrics kafka) {
        if (cluster instanceof StreamSettings.Serverless) {
            return new IMetric[] {kafka.bytesIn(FIVE)};
        }
        return cluster instanceof StreamSettings.Express || cluster instanceof StreamSettings.Standard
                ? new IMetric[] {kafka.brokerBytesIn(FIVE)}
                : new IMetric[] {kafka.bytesIn(FIVE), kafka.brokerBytesIn(FIVE)};
    }

    private static GraphWidget graph(String title, IMetric... metrics) {
        return GraphWidget.Builder.create()
                .title(title)
                .left(List.of(metrics))
                .width(6)
                .height(6)
                .build();
    }
}
