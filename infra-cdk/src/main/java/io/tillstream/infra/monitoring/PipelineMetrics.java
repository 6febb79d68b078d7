package io.tillstream.infra.monitoring;

import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;

/**
 * The pipeline's own metrics, which its state machines and log filters write.
 *
 * @param environment prefix of the environment
 */
public record PipelineMetrics(String environment) {
    /** Namespace of all of them. */
    public static final String NAMESPACE = "Tillstream";

    /** A metric, summed over each period. */
    public Metric sum(String name, Duration period) {
        return metric(name, "Sum", period);
    }

    /** A metric with the statistic of that name. */
    public Metric metric(String name, String statistic, Duration period) {
        return Metric.Builder.create()
                .namespace(NAMESPACE)
                .metricName(name)
                .dimensionsMap(Map.of("Environment", environment))
                .statistic(statistic)
                .period(period)
                .build();
    }

    /** Lines that the writer logged as errors. A log filter cannot add dimensions, so they have a namespace of their own. */
    public Metric writerErrors(Duration period) {
        return Metric.Builder.create()
                .namespace(NAMESPACE + "/" + environment)
                .metricName("WriterErrors")
                .statistic("Sum")
                .period(period)
                .build();
    }

    /** Share of rows that went to quarantine, in percent; 0 while nothing comes in. */
    public MathExpression quarantinePercent(Duration period) {
        return MathExpression.Builder.create()
                .expression("IF(rows > 0, 100 * quarantined / rows, 0)")
                .usingMetrics(new java.util.TreeMap<>(
                        Map.of("rows", sum("RowsIn", period), "quarantined", sum("RowsQuarantined", period))))
                .label("quarantined %")
                .period(period)
                .build();
    }
}
