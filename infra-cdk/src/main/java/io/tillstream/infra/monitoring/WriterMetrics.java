package io.tillstream.infra.monitoring;

import io.tillstream.infra.stream.Stream;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Metric;

/**
 * Metrics that the writer's tasks print in CloudWatch's embedded metric format, once a minute each.
 *
 * @param environment prefix of the environment
 */
public record WriterMetrics(String environment) {
    /** Namespace of an environment's writer. */
    public static String namespace(String environment) {
        return PipelineMetrics.NAMESPACE + "/" + environment;
    }

    /** Records written to Bronze. */
    Metric records(Duration period) {
        return metric("records", "Sum", period);
    }

    /** Rows that did not parse: kept in Bronze, quarantined by Silver. */
    Metric corruptRows(Duration period) {
        return metric("corrupt.rows", "Sum", period);
    }

    /** Seconds since Kafka took the newest record in Bronze. */
    Metric freshness(Duration period) {
        return metric("freshness", "Minimum", period);
    }

    /** Partitions that a task writes: printed as long as the writer lives. */
    Metric partitions(Duration period) {
        return metric("partitions", "Sum", period);
    }

    private Metric metric(String name, String statistic, Duration period) {
        return Metric.Builder.create()
                .namespace(namespace(environment))
                .metricName("tillstream.writer." + name)
                .dimensionsMap(Map.of("topic", Stream.TOPIC))
                .statistic(statistic)
                .period(period)
                .build();
    }
}
