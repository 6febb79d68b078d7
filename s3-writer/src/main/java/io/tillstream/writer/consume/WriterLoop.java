package io.tillstream.writer.consume;

import io.tillstream.aws.s3.ObjectStore;
import io.tillstream.lake.BronzeObject;
import io.tillstream.lake.error.PipelineException;
import io.tillstream.lake.error.RetryableException;
import io.tillstream.lake.error.TerminalException;
import io.tillstream.writer.chain.CommittedOffset;
import io.tillstream.writer.chain.RotationReason;
import io.tillstream.writer.error.ChainAlarmException;
import io.tillstream.writer.kafka.TopicLog;
import io.tillstream.writer.metrics.LoopState;
import io.tillstream.writer.metrics.WriterMetrics;
import io.tillstream.writer.stage.StagingDirectory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writer's one thread: polls, stages, rotates, commits. Listing and creating objects happen on other threads, so that
 * polling continues and the group keeps its partitions.
 *
 * <p>When one partition requires manual action, what the others have staged is written first, and then the whole
 * process stops: a writer that continues with the rest would hide the fault, and nothing is lost by waiting.
 */
public final class WriterLoop implements ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(WriterLoop.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration DRAIN = Duration.ofSeconds(8);
    private static final Duration COMMIT = Duration.ofSeconds(3);
    private static final Duration COMMITTED = Duration.ofSeconds(5);
    private static final long OBSERVE_NANOS = Duration.ofSeconds(1).toNanos();

    private final Consumer<byte[], byte[]> consumer;
    private final Background background;
    private final PartitionContext context;
    private final Map<TopicPartition, PartitionTask> tasks = new HashMap<>();
    private final MemoryRelief memory;
    private final Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>();

    /** Assigned partitions of which it is not known yet what the group has committed. */
    private final Set<TopicPartition> withoutCommit = new HashSet<>();

    private int committedAttempt;
    private long askAgainAt;
    private boolean joined;
    private long observedAt = Long.MIN_VALUE;
    private volatile boolean stopping;

    /**
     * Makes a loop.
     *
     * @param consumer a consumer that reads committed records only, commits nothing by itself, and has no reset policy
     * @param log the topic's state
     * @param store the lake
     * @param finder finds the ends of chains
     * @param staging the staging files
     * @param rotation when a range is closed
     * @param scheduler other threads
     * @param nanoTime a clock for durations, in nanoseconds
     * @param metrics the writer's meters
     */
    public WriterLoop(
            Consumer<byte[], byte[]> consumer,
            TopicLog log,
            ObjectStore store,
            ChainFinder finder,
            StagingDirectory staging,
            Rotation rotation,
            Scheduler scheduler,
            LongSupplier nanoTime,
            WriterMetrics metrics) {
        this.consumer = consumer;
        this.background = new Background(scheduler);
        this.memory = new MemoryRelief(rotation.memory());
        this.context = new PartitionContext(
                consumer, log, store, finder, staging, rotation, background, commits, nanoTime, metrics);
    }

    /**
     * Writes until {@link #stop} is called; then writes what is staged.
     *
     * @param topic the topic
     * @throws PipelineException if the writer cannot go on; what the other partitions had staged is in Bronze
     */
    public void run(String topic) {
        consumer.subscribe(List.of(topic), this);
        boolean drained;
        try {
            while (!stopping) {
                step();
            }
            drained = drain(tasks.values(), RotationReason.SHUTDOWN);
        } catch (ChainAlarmException e) {
            drainRest(e);
            throw e;
        }
        if (!drained) {
            throw new RetryableException(
                    "not everything that was read could be written within " + DRAIN.toSeconds()
                            + " s. Nothing is lost: the next writer reads it again",
                    null);
        }
    }

    /** Makes {@link #run} return soon. For any thread. */
    public void stop() {
        stopping = true;
    }

    /** Returns the most memory that open files ever took together. */
    long peakMemory() {
        return memory.peak();
    }

    /** One turn: take answers, poll, stage, rotate, commit. */
    void step() {
        background.runAnswers();
        askForCommits();
        ConsumerRecords<byte[], byte[]> batch = poll();
        for (Map.Entry<TopicPartition, OffsetAndMetadata> next :
                batch.nextOffsets().entrySet()) {
            PartitionTask task = tasks.get(next.getKey());
            if (task != null) {
                task.stage(
                        batch.records(next.getKey()),
                        next.getValue().offset(),
                        next.getValue().leaderEpoch().orElse(BronzeObject.NO_EPOCH));
                memory.relieve(tasks.values());
            }
        }
        tasks.values().forEach(PartitionTask::rotateIfDue);
        commitSoon();
        observe();
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        joined = true;
        for (TopicPartition partition : partitions) {
            // There must be a position before the next poll, because there is no reset policy; the chain decides the
            // real
            // one, and nothing is fetched until then.
            consumer.seek(partition, 0);
            consumer.pause(List.of(partition));
            tasks.put(partition, new PartitionTask(context, partition));
            withoutCommit.add(partition);
        }
        committedAttempt = 0;
        askForCommits();
    }

    /**
     * Asks what the group has committed, and starts the partitions that waited for it. The coordinator is often away during
     * the very rebalance that makes the question necessary: then it is asked again at a later turn, because without the
     * commits a whole chain would have to be listed.
     */
    private void askForCommits() {
        if (withoutCommit.isEmpty()
                || (committedAttempt > 0 && context.nanoTime().getAsLong() - askAgainAt < 0)) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> committed;
        try {
            committed = consumer.committed(Set.copyOf(withoutCommit), COMMITTED);
        } catch (RetriableException e) {
            committedAttempt++;
            Duration pause = Background.pause(committedAttempt + 1);
            askAgainAt = context.nanoTime().getAsLong() + pause.toNanos();
            LOG.warn(
                    "{}: asking for the group's offsets again in {} ms: {}",
                    withoutCommit,
                    pause.toMillis(),
                    e.toString());
            return;
        }
        List<TopicPartition> known = List.copyOf(withoutCommit);
        withoutCommit.clear();
        for (TopicPartition partition : known) {
            tasks.get(partition)
                    .assigned(Optional.ofNullable(committed.get(partition))
                            .map(offset -> new CommittedOffset(offset.offset(), offset.metadata()))
                            .orElse(CommittedOffset.NONE));
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        List<PartitionTask> revoked = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            Optional.ofNullable(tasks.get(partition)).ifPresent(revoked::add);
        }
        if (!drain(revoked, RotationReason.REVOKED)) {
            LOG.warn(
                    "not everything of {} was written before it was revoked; the next writer reads it again",
                    partitions);
        }
        onPartitionsLost(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            Optional.ofNullable(tasks.remove(partition)).ifPresent(PartitionTask::abandon);
            commits.remove(partition);
            withoutCommit.remove(partition);
        }
    }

    private ConsumerRecords<byte[], byte[]> poll() {
        try {
            return consumer.poll(POLL);
        } catch (LogTruncationException e) {
            e.offsetOutOfRangePartitions()
                    .forEach((partition, offset) -> task(partition)
                            .ifPresent(task -> task.diverged("position " + offset + ", the log's: "
                                    + e.divergentOffsets().get(partition))));
        } catch (OffsetOutOfRangeException e) {
            e.partitions().forEach(partition -> task(partition).ifPresent(PartitionTask::outOfRange));
        } catch (KafkaException e) {
            if (e.getCause() instanceof PipelineException ours) {
                throw ours;
            }
            throw new TerminalException(
                    "Kafka refused: " + e + ". Check --bootstrap-servers, --kafka-config and the writer's rights", e);
        }
        return ConsumerRecords.empty();
    }

    private void observe() {
        context.metrics().turned();
        long now = context.nanoTime().getAsLong();
        if (observedAt != Long.MIN_VALUE && now - observedAt < OBSERVE_NANOS) {
            return;
        }
        observedAt = now;
        int finding = 0;
        int files = 0;
        long lag = 0;
        long oldest = LoopState.NONE;
        for (PartitionTask task : tasks.values()) {
            finding += task.finding() ? 1 : 0;
            files += task.files();
            lag += task.lag();
            oldest = Math.min(oldest, task.oldestWaiting());
        }
        context.metrics().observed(new LoopState(joined, tasks.size(), finding, files, lag, oldest));
    }

    private Optional<PartitionTask> task(TopicPartition partition) {
        return Optional.ofNullable(tasks.get(partition));
    }

    private boolean drain(Collection<PartitionTask> draining, RotationReason reason) {
        draining.forEach(task -> task.rotate(reason));
        long deadline = System.nanoTime() + DRAIN.toNanos();
        boolean waiting = true;
        while (waiting && !draining.stream().allMatch(PartitionTask::drained)) {
            waiting = background.awaitAnswer(Duration.ofNanos(deadline - System.nanoTime()));
        }
        commitNow();
        return waiting;
    }

    private void drainRest(ChainAlarmException first) {
        boolean again = true;
        while (again) {
            try {
                drain(tasks.values(), RotationReason.SHUTDOWN);
                again = false;
            } catch (PipelineException e) {
                first.addSuppressed(e);
                // A partition asks for a person once; any other failure would only come back.
                again = e instanceof ChainAlarmException;
            }
        }
    }

    private void commitSoon() {
        if (!commits.isEmpty()) {
            consumer.commitAsync(Map.copyOf(commits), (offsets, failure) -> {
                if (failure != null) {
                    commitFailed(offsets, failure);
                }
            });
            commits.clear();
        }
    }

    private void commitNow() {
        if (!commits.isEmpty()) {
            try {
                consumer.commitSync(Map.copyOf(commits), COMMIT);
            } catch (KafkaException e) {
                commitFailed(commits, e);
            }
            commits.clear();
        }
    }

    /** The chain decides where the next writer starts, so a failed commit costs only a listing. */
    private static void commitFailed(Map<TopicPartition, OffsetAndMetadata> offsets, Exception failure) {
        LOG.warn(
                "the group's offsets were not committed ({}); the next assignment lists the chain: {}",
                failure,
                offsets);
    }
}
