package io.tillstream.infra.monitoring;

import io.tillstream.infra.ingest.Ingest;
import io.tillstream.infra.lake.Lake;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Metric;

/** Metrics that AWS services write about our resources. */
final class ServiceMetrics {
    private ServiceMetrics() {}

    static Metric runningWriters(Ingest ingest, Duration period) {
        return of(
                "ECS/ContainerInsights",
                "RunningTaskCount",
                Map.of("ClusterName", ingest.clusterName(), "ServiceName", ingest.serviceName()),
                "Minimum",
                period);
    }

    static Metric lambda(String metric, String function, String statistic, Duration period) {
        return of("AWS/Lambda", metric, Map.of("FunctionName", function), statistic, period);
    }

    static Metric warehouseCapacity(String workgroup, Duration period) {
        return of("AWS/Redshift-Serverless", "ComputeCapacity", Map.of("Workgroup", workgroup), "Maximum", period);
    }

    static Metric warehouseSeconds(String workgroup, Duration period) {
        return of("AWS/Redshift-Serverless", "ComputeSeconds", Map.of("Workgroup", workgroup), "Sum", period);
    }

    /** Requests that S3 answered with 5xx, 503 Slow Down among them; only where the bucket's request metrics are on. */
    static Metric lakeErrors(String bucket, Duration period) {
        return of("AWS/S3", "5xxErrors", Map.of("BucketName", bucket, "FilterId", Lake.REQUEST_METRICS), "Sum", period);
    }

    static Metric of(String namespace, String name, Map<String, String> dimensions, String statistic, Duration period) {
        return Metric.Builder.create()
                .namespace(namespace)
                .metricName(name)
                .dimensionsMap(dimensions)
                .statistic(statistic)
                .period(period)
                .build();
    }
}
