package io.tillstream.writer.consume;

import io.tillstream.writer.chain.LogBounds;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Kafka's own mock consumer, for subscription, rebalance, pause, seek and commit, over a {@link FakeTopic}: it polls by
 * position, passes holes, and refuses positions that the log does not have, as KafkaConsumer does.
 */
final class FakeConsumer extends MockConsumer<byte[], byte[]> {
    private final FakeTopic topic;
    private final Map<TopicPartition, OffsetAndMetadata> seeks = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> commitsBefore = new HashMap<>();
    private int maxRecords = 1_000;
    private boolean diverged;
    private KafkaException commitFailure;
    private KafkaException committedFailure;
    private int committedQuestions;
    private boolean away;

    FakeConsumer(FakeTopic topic) {
        super("none");
        this.topic = topic;
    }

    void maxRecords(int max) {
        maxRecords = max;
    }

    int maxRecords() {
        return maxRecords;
    }

    /** Makes the brokers unreachable, or reachable again: polls bring nothing, the coordinator does not answer. */
    void brokersAway(boolean gone) {
        away = gone;
        TimeoutException timeout = gone ? new TimeoutException("no broker answers") : null;
        failCommits(timeout);
        failCommitted(timeout);
    }

    /** Makes every commit fail. */
    void failCommits(KafkaException failure) {
        commitFailure = failure;
    }

    /** Makes the writer's question for the group's commits fail, until it is given null. */
    void failCommitted(KafkaException failure) {
        committedFailure = failure;
    }

    /** Returns how often the writer has asked for the group's commits. */
    int committedQuestions() {
        return committedQuestions;
    }

    @Override
    public synchronized void commitAsync(
            Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
        if (commitFailure == null) {
            super.commitAsync(offsets, callback);
        } else {
            callback.onComplete(offsets, commitFailure);
        }
    }

    @Override
    public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
        if (commitFailure != null) {
            throw commitFailure;
        }
        super.commitSync(offsets, timeout);
    }

    /** Gives the group a commit from before this consumer. */
    void commitBefore(TopicPartition partition, OffsetAndMetadata commit) {
        commitsBefore.put(partition, commit);
    }

    @Override
    public synchronized Map<TopicPartition, OffsetAndMetadata> committed(
            Set<TopicPartition> partitions, Duration timeout) {
        committedQuestions++;
        if (committedFailure != null) {
            throw committedFailure;
        }
        return committed(partitions);
    }

    @Override
    public synchronized Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>(commitsBefore);
        committed.keySet().retainAll(partitions);
        committed.putAll(super.committed(partitions));
        return committed;
    }

    /** Makes the next poll find that the log has been written anew before the positions. */
    void diverge() {
        diverged = true;
    }

    /** Returns the last seek of a partition that came with metadata, as the writer's real ones do. */
    OffsetAndMetadata lastSeek(TopicPartition partition) {
        return seeks.get(partition);
    }

    @Override
    public void seek(TopicPartition partition, OffsetAndMetadata position) {
        seeks.put(partition, position);
        seek(partition, position.offset());
    }

    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        super.poll(timeout);
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        for (TopicPartition partition : assignment()) {
            if (!away && !paused().contains(partition)) {
                fetch(partition, records, next);
            }
        }
        return new ConsumerRecords<>(records, next);
    }

    private void fetch(
            TopicPartition partition,
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records,
            Map<TopicPartition, OffsetAndMetadata> next) {
        long position = position(partition);
        LogBounds log = topic.extent(partition.partition());
        if (diverged) {
            diverged = false;
            throw new LogTruncationException(
                    Map.of(partition, position), Map.of(partition, new OffsetAndMetadata(position - 1)));
        }
        if (position < log.start() || position > log.end()) {
            throw new OffsetOutOfRangeException(Map.of(partition, position));
        }
        List<ConsumerRecord<byte[], byte[]>> fetched = topic.records(partition.partition(), position, maxRecords);
        long end = fetched.size() < maxRecords
                ? log.end()
                : fetched.get(fetched.size() - 1).offset() + 1;
        if (end > position) {
            records.put(partition, fetched);
            next.put(partition, new OffsetAndMetadata(end, Optional.of(3), ""));
            seek(partition, end);
        }
    }
}
