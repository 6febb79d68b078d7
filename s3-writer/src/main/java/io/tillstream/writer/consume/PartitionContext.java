package io.tillstream.writer.consume;

import io.tillstream.aws.s3.ObjectStore;
import io.tillstream.writer.kafka.TopicLog;
import io.tillstream.writer.metrics.WriterMetrics;
import io.tillstream.writer.stage.StagingDirectory;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * What all partitions of a writer share.
 *
 * @param consumer the consumer, for its own thread only
 * @param log the topic's state
 * @param store the lake
 * @param finder finds the ends of chains
 * @param staging the staging files
 * @param rotation when a range is closed
 * @param background other threads
 * @param commits offsets to commit, for the consumer's thread only
 * @param nanoTime a clock for durations, in nanoseconds
 * @param metrics the writer's meters
 */
record PartitionContext(
        Consumer<byte[], byte[]> consumer,
        TopicLog log,
        ObjectStore store,
        ChainFinder finder,
        StagingDirectory staging,
        Rotation rotation,
        Background background,
        Map<TopicPartition, OffsetAndMetadata> commits,
        LongSupplier nanoTime,
        WriterMetrics metrics) {}
