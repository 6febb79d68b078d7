package io.tillstream.infra.ingest;

/**
 * The tasks at Kafka, for those who watch them.
 *
 * @param clusterName the ECS cluster
 * @param serviceName the writer's service
 * @param logGroupName where the tasks log
 */
public record Ingest(String clusterName, String serviceName, String logGroupName) {}
