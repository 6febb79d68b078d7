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

    /**
     * Time from till to fact, p95, in seconds; at least {@code late} while a load set that was published a period ago is not in the
     * warehouse, where the slowest of no loads would look fast, and where nobody measured.
     */
    public MathExpression tillToFact(int late, Duration period) {
        return MathExpression.Builder.create()
                .expression("IF(FILL(published, 0) > FILL(loaded, 0), " + late + ", FILL(p95, " + late + "))")
                .usingMetrics(new java.util.TreeMap<>(Map.of(
                        "published", metric("LoadSetPublished", "Minimum", period),
                        "loaded", metric("LoadSetLoaded", "Maximum", period),
                        "p95", metric("TillToFactP95Seconds", "Maximum", period))))
                .label("till to fact, seconds")
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
