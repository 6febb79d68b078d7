package io.tillstream.infra.monitoring;

import io.tillstream.infra.stream.Stream;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;

/**
 * Metrics of MSK. They exist only while the writer's group has committed offsets.
 *
 * @param clusterName the cluster
 */
public record KafkaMetrics(String clusterName) {
    /** Estimated time until the writer has what is in the topic now, in seconds: of the slowest partition. */
    public Metric timeLag(Duration period) {
        return ofGroup("EstimatedMaxTimeLag", period);
    }

    /** Records that the writer has not read, all partitions together. */
    public Metric offsetLag(Duration period) {
        return ofGroup("SumOffsetLag", period);
    }

    /** Bytes a second that come into the topic: only MSK Serverless tells without a dearer level of monitoring. */
    public Metric bytesIn(Duration period) {
        return Metric.Builder.create()
                .namespace("AWS/Kafka")
                .metricName("BytesInPerSec")
                .dimensionsMap(Map.of("Cluster Name", clusterName, "Topic", Stream.TOPIC))
                .statistic("Average")
                .period(period)
                .build();
    }

    /** Bytes a second that come in, where brokers are counted and topics are not: not on MSK Serverless. */
    public MathExpression brokerBytesIn(Duration period) {
        return overBrokers("SUM(BytesInPerSec)", "bytes in a second, all brokers", period);
    }

    /** Longest time that any broker held back a request of that kind, in milliseconds; not on MSK Serverless. */
    public MathExpression throttle(String request, Duration period) {
        return overBrokers("MAX(" + request + "ThrottleTime)", request + " throttled, ms", period);
    }

    /** Share of the fullest broker's volume that is used, in percent; standard brokers only. */
    public MathExpression diskUsed(Duration period) {
        return overBrokers("MAX(KafkaDataLogsDiskUsed)", "fullest volume, percent", period);
    }

    private MathExpression overBrokers(String aggregate, String label, Duration period) {
        return MathExpression.Builder.create()
                .expression("SELECT " + aggregate
                        + " FROM SCHEMA(\"AWS/Kafka\", \"Broker ID\", \"Cluster Name\")"
                        + " WHERE \"Cluster Name\" = '" + clusterName + "'")
                .label(label)
                .period(period)
                .build();
    }

    private Metric ofGroup(String name, Duration period) {
        return Metric.Builder.create()
                .namespace("AWS/Kafka")
                .metricName(name)
                .dimensionsMap(Map.of(
                        "Cluster Name", clusterName, "Consumer Group", Stream.WRITER_GROUP, "Topic", Stream.TOPIC))
                .statistic("Maximum")
                .period(period)
                .build();
    }
}
