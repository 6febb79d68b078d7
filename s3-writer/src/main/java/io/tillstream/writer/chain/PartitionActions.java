package io.tillstream.writer.chain;

import io.tillstream.lake.BronzeObject;
import io.tillstream.lake.ChainId;
import io.tillstream.writer.error.ChainAlarmException;

/**
 * What {@link PartitionMachine} wants done for its partition. Carried out at once or later, but in order; an answer goes
 * back to the machine only after the call that gave the command has returned.
 */
public interface PartitionActions {
    /**
     * Find the chain's end and answer with {@link PartitionMachine#found} or {@link PartitionMachine#notFound}.
     *
     * @param attempt 1 for the first attempt; wait longer with each
     */
    void find(int attempt);

    /** Fetch nothing until the next {@link #seek} or {@link #resume}. */
    void pause();

    /** Fetch again. */
    void resume();

    /**
     * Read from an offset, and fetch again.
     *
     * @param offset the offset of the next record to read
     * @param leaderEpoch the epoch of what lies before the offset, to be checked against the log (KIP-320), or
     *     {@link BronzeObject#NO_EPOCH}
     */
    void seek(long offset, int leaderEpoch);

    /** Close the open staging file; what is read from now on goes to a new one. */
    void close(OffsetRange range, RotationReason reason);

    /**
     * Make sure that the topic's id is still the chain's, then create the object of the closed range. Answer with one of
     * {@link PartitionMachine#created}, {@link PartitionMachine#exists}, {@link PartitionMachine#undecided},
     * {@link PartitionMachine#recreated}.
     *
     * @param attempt 1 for the first attempt; wait longer with each
     */
    void put(ChainId chain, OffsetRange range, int attempt);

    /** Drop the closed staging file. */
    void discardClosed();

    /** Drop the open staging file. */
    void discardOpen();

    /**
     * Tell the consumer group how far the chain reaches. May fail: the chain decides.
     *
     * @param offset the offset after the object
     * @param key the object's key
     */
    void commit(long offset, String key);

    /** Stop this partition: manual action is required. */
    void stop(ChainAlarmException error);
}
