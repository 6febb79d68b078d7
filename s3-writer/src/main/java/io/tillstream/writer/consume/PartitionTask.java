package io.tillstream.writer.consume;

import io.tillstream.lake.BronzeObject;
import io.tillstream.lake.ChainId;
import io.tillstream.lake.error.RetryableException;
import io.tillstream.writer.chain.AssignmentFacts;
import io.tillstream.writer.chain.CommittedOffset;
import io.tillstream.writer.chain.LogBounds;
import io.tillstream.writer.chain.OffsetRange;
import io.tillstream.writer.chain.PartitionActions;
import io.tillstream.writer.chain.PartitionMachine;
import io.tillstream.writer.chain.RotationReason;
import io.tillstream.writer.error.ChainAlarmException;
import io.tillstream.writer.stage.StagedObject;
import io.tillstream.writer.stage.StagingFile;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One assigned partition: carries out its machine's commands and tells it what happened. Everything but the background
 * work runs on the consumer's thread.
 */
final class PartitionTask implements PartitionActions {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionTask.class);

    private static final long UNKNOWN = -1;

    private final PartitionContext context;
    private final TopicPartition partition;
    private final PartitionMachine machine = new PartitionMachine(this);
    private CommittedOffset commit;
    private ChainId chain;
    private StagingFile open;
    private long heldBytes;
    private boolean aging;
    private long openedAt;
    private PutJob writing;
    private final WaitingTimes waiting = new WaitingTimes();
    private long inBronze = UNKNOWN;
    private boolean abandoned;
    private boolean askingForExtent;

    PartitionTask(PartitionContext context, TopicPartition partition) {
        this.context = context;
        this.partition = partition;
    }

    /**
     * Starts the work.
     *
     * @param committed what the group has committed
     */
    void assigned(CommittedOffset committed) {
        commit = committed;
        machine.assigned();
    }

    /**
     * Stages what was polled.
     *
     * @param records the records, in order
     * @param position the consumer's position after them
     * @param leaderEpoch the leader epoch of the last batch read
     */
    void stage(List<ConsumerRecord<byte[], byte[]>> records, long position, int leaderEpoch) {
        if (!machine.reading()) {
            return;
        }
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (record.offset() < machine.position()) {
                throw new IllegalStateException(
                        partition + ": expected offset " + machine.position() + " but got " + record.offset());
            }
            if (record.offset() >= machine.limit()) {
                break;
            }
            if (open == null) {
                open = context.staging().create(chain);
            }
            open.append(record.offset(), record.timestamp(), record.value());
        }
        if (!records.isEmpty()) {
            context.metrics().read(records);
            waiting.read(
                    records.get(0).timestamp(), records.get(records.size() - 1).timestamp());
        }
        heldBytes = open == null ? 0 : open.heldBytes();
        if (!aging) {
            aging = true;
            openedAt = context.nanoTime().getAsLong();
        }
        machine.advanced(position, leaderEpoch);
    }

    void rotateIfDue() {
        if (aging) {
            RotationReason reason = context.rotation()
                    .due(
                            open == null ? 0 : open.records(),
                            open == null ? 0 : open.bytes(),
                            context.nanoTime().getAsLong() - openedAt);
            if (reason != null) {
                machine.rotate(reason);
            }
        }
    }

    void rotate(RotationReason reason) {
        machine.rotate(reason);
    }

    boolean drained() {
        return machine.drained();
    }

    /** Returns whether the open range would be closed at once, because no other is on its way. */
    boolean closable() {
        return open != null && writing == null;
    }

    /** Returns about how many bytes the open file has. */
    long openBytes() {
        return open == null ? 0 : open.bytes();
    }

    /** Returns how much memory the open file takes. */
    long heldBytes() {
        return heldBytes;
    }

    /** Writes what the open file has in memory to disk. */
    void spill() {
        if (open != null) {
            open.spill();
            heldBytes = open.heldBytes();
        }
    }

    /** Returns whether the chain's end is still being looked up. */
    boolean finding() {
        return inBronze == UNKNOWN;
    }

    /** Returns how many staging files there are. */
    int files() {
        return (open == null ? 0 : 1) + (writing == null ? 0 : 1);
    }

    /** Returns how many offsets are not in Bronze yet, as far as the consumer knows the log's end. */
    long lag() {
        return finding()
                ? 0
                : Math.max(0, machine.position() - inBronze)
                        + context.consumer().currentLag(partition).orElse(0);
    }

    /** Returns the Kafka timestamp of the oldest record that is staged, or {@link io.tillstream.writer.metrics.LoopState#NONE}. */
    long oldestWaiting() {
        return waiting.oldest();
    }

    /** The broker refused the position. Asks it what it has; the topic may also be another one by now. */
    void outOfRange() {
        pause();
        if (!askingForExtent && machine.reading()) {
            askingForExtent = true;
            askForExtent(1);
        }
    }

    void diverged(String divergence) {
        if (machine.reading()) {
            machine.diverged(divergence);
        }
    }

    /** The partition is another writer's, or the writer ends: drops what was not written. It is still in Kafka. */
    void abandon() {
        abandoned = true;
        discardOpen();
        // A file whose creation is under way is dropped when the answer comes.
        if (writing != null && !writing.inFlight()) {
            discardClosed();
        }
    }

    @Override
    public void find(int attempt) {
        inBronze = UNKNOWN;
        CommittedOffset known = commit;
        search(attempt, () -> {
            try {
                AssignmentFacts facts = context.finder().find(partition.partition(), known);
                return () -> found(facts);
            } catch (RetryableException e) {
                LOG.warn("{}: finding the chain's end again: {}", partition, e.getMessage());
                return machine::notFound;
            }
        });
    }

    private void found(AssignmentFacts facts) {
        chain = facts.chain();
        inBronze = facts.end().next();
        LOG.info(
                "{}: the chain of topic id {} ends before offset {}",
                partition,
                chain.topicId(),
                facts.end().next());
        machine.found(facts);
    }

    @Override
    public void pause() {
        context.consumer().pause(List.of(partition));
    }

    @Override
    public void resume() {
        context.consumer().resume(List.of(partition));
    }

    @Override
    public void seek(long offset, int leaderEpoch) {
        Optional<Integer> epoch = leaderEpoch == BronzeObject.NO_EPOCH ? Optional.empty() : Optional.of(leaderEpoch);
        context.consumer().seek(partition, new OffsetAndMetadata(offset, epoch, ""));
        resume();
    }

    @Override
    public void close(OffsetRange range, RotationReason reason) {
        StagingFile file = open == null ? context.staging().create(chain) : open;
        open = null;
        heldBytes = 0;
        aging = false;
        long corrupt = file.corruptRows();
        StagedObject staged = file.close();
        LOG.info(
                "{}: offsets {} to {} closed by {}: {} records, {} rows, {} bytes",
                chain.label(),
                range.first(),
                range.last(),
                reason,
                staged.records(),
                staged.rows(),
                staged.bytes());
        context.metrics().rotated(reason, corrupt);
        writing = new PutJob(context, chain, range, staged, waiting.close());
    }

    @Override
    public void put(ChainId unused, OffsetRange range, int attempt) {
        PutJob job = writing;
        job.started();
        context.background().run(Scheduler.Lane.PUTS, attempt, () -> {
            Runnable answer = job.run(machine);
            return () -> {
                job.finished();
                if (abandoned) {
                    job.discard();
                } else {
                    answer.run();
                }
            };
        });
    }

    @Override
    public void discardClosed() {
        writing.discard();
        writing = null;
        waiting.discardClosed();
    }

    @Override
    public void discardOpen() {
        aging = false;
        waiting.discardOpen();
        if (open != null) {
            open.discard();
            open = null;
            heldBytes = 0;
        }
    }

    @Override
    public void commit(long offset, String key) {
        commit = new CommittedOffset(offset, key);
        inBronze = offset;
        context.commits().put(partition, new OffsetAndMetadata(offset, key));
    }

    @Override
    public void stop(ChainAlarmException error) {
        throw error;
    }

    private void askForExtent(int attempt) {
        ChainId asked = chain;
        search(attempt, () -> {
            try {
                boolean same = context.log().topicId().equals(asked.topicId());
                LogBounds extent = context.log().extent(partition.partition());
                return () -> extent(asked, same, extent);
            } catch (RetryableException e) {
                LOG.warn("{}: asking for the log's extent again: {}", partition, e.getMessage());
                return () -> askForExtent(attempt + 1);
            }
        });
    }

    private void extent(ChainId asked, boolean sameTopic, LogBounds extent) {
        askingForExtent = false;
        if (!sameTopic) {
            LOG.warn("{} was deleted and created again: what was read but is not in Bronze is dropped", partition);
            machine.recreated(asked);
        } else if (machine.reading()) {
            machine.outOfRange(extent);
        }
    }

    private void search(int attempt, Supplier<Runnable> work) {
        context.background().run(Scheduler.Lane.SEARCHES, attempt, () -> {
            Runnable answer = work.get();
            return () -> {
                if (!abandoned) {
                    answer.run();
                }
            };
        });
    }
}
