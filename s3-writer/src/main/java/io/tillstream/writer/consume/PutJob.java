package io.tillstream.writer.consume;

import io.tillstream.lake.BronzeMetadata;
import io.tillstream.lake.BronzeObject;
import io.tillstream.lake.ChainId;
import io.tillstream.lake.error.RetryableException;
import io.tillstream.lake.error.TerminalException;
import io.tillstream.writer.chain.OffsetRange;
import io.tillstream.writer.chain.PartitionMachine;
import io.tillstream.writer.stage.StagedObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The creation of one object: {@link #run} on a background thread, everything else on the consumer's. */
final class PutJob {
    private static final Logger LOG = LoggerFactory.getLogger(PutJob.class);

    private final PartitionContext context;
    private final ChainId chain;
    private final OffsetRange range;
    private final StagedObject staged;
    private final long newestMillis;
    private final BronzeObject object;
    private boolean inFlight;

    /**
     * Prepares it.
     *
     * @param newestMillis Kafka timestamp of the range's last record, or {@link WaitingTimes#NO_RECORD}
     */
    PutJob(PartitionContext context, ChainId chain, OffsetRange range, StagedObject staged, long newestMillis) {
        this.context = context;
        this.chain = chain;
        this.range = range;
        this.staged = staged;
        this.newestMillis = newestMillis;
        this.object = staged.describe(range);
    }

    void started() {
        inFlight = true;
    }

    void finished() {
        inFlight = false;
    }

    boolean inFlight() {
        return inFlight;
    }

    void discard() {
        try {
            Files.deleteIfExists(staged.file());
        } catch (IOException e) {
            throw new TerminalException("cannot remove the staging file " + staged.file() + " (" + e + ")", e);
        }
    }

    /**
     * Creates the object, if the topic still is the chain's.
     *
     * @return what to tell the machine
     */
    Runnable run(PartitionMachine machine) {
        String key = chain.key(range.first());
        try {
            String topicId = context.log().topicId();
            if (!topicId.equals(chain.topicId())) {
                LOG.warn(
                        "{} was deleted and created again as {}: offsets {} to {}, read but not in Bronze, are dropped",
                        chain.label(),
                        topicId,
                        range.first(),
                        range.last());
                return () -> machine.recreated(chain);
            }
            return switch (context.store().create(key, staged.file(), BronzeMetadata.of(object))) {
                case CREATED -> created(machine, key);
                case CONFLICT -> undecided(machine, key, "another request for it is under way");
                case EXISTS -> exists(machine, key);
            };
        } catch (RetryableException e) {
            return undecided(machine, key, e.getMessage());
        }
    }

    private Runnable created(PartitionMachine machine, String key) {
        LOG.info(
                "{} created: to offset {}, {} rows, {} records, {} holes, {} gaps, {} bytes",
                key,
                object.last(),
                object.rows(),
                object.records(),
                object.holes(),
                object.gaps(),
                staged.bytes());
        context.metrics().reached(newestMillis);
        return () -> machine.created(range);
    }

    private Runnable exists(PartitionMachine machine, String key) {
        Optional<BronzeObject> winner = context.finder().reader().object(chain, range.first());
        if (winner.isEmpty()) {
            return undecided(machine, key, "it existed, but is gone");
        }
        LOG.info(
                "{} exists already, to offset {}; the file to offset {} is dropped",
                key,
                winner.get().last(),
                range.last());
        return () -> machine.exists(range, winner.get());
    }

    private Runnable undecided(PartitionMachine machine, String key, String why) {
        LOG.warn("{} is put again: {}", key, why);
        return () -> machine.undecided(range);
    }
}
