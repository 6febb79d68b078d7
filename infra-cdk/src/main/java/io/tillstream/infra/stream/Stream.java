package io.tillstream.infra.stream;

import io.tillstream.infra.base.Statements;
import io.tillstream.lake.TopicNames;
import java.util.List;
import software.amazon.awscdk.services.iam.PolicyStatement;

/**
 * Kafka, for those who write to it and read from it.
 *
 * @param clusterArn the cluster
 * @param clusterName its name, a dimension of its metrics
 * @param topicArn the topic as an IAM resource
 * @param groupArn the writer's consumer group as an IAM resource
 * @param bootstrapServers addresses for IAM authentication
 */
public record Stream(String clusterArn, String clusterName, String topicArn, String groupArn, String bootstrapServers) {
    /** The topic of sales. */
    public static final String TOPIC = TopicNames.DEFAULT;
    /** Consumer group of the s3-writer. */
    public static final String WRITER_GROUP = "s3-writer";

    /** Allows what every client needs of the cluster itself, and further actions on it. */
    public PolicyStatement allowCluster(String... further) {
        List<String> actions = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("kafka-cluster:Connect", "kafka-cluster:DescribeCluster"),
                        java.util.Arrays.stream(further))
                .toList();
        return Statements.allow("KafkaCluster", actions, List.of(clusterArn));
    }

    /** Allows actions on the topic. */
    public PolicyStatement allowTopic(String... actions) {
        return Statements.allow("KafkaTopic", List.of(actions), List.of(topicArn));
    }

    /** Allows actions on the writer's consumer group. */
    public PolicyStatement allowGroup(String... actions) {
        return Statements.allow("KafkaGroup", List.of(actions), List.of(groupArn));
    }
}
