package io.tillstream.writer.error;

import io.tillstream.lake.error.ManualActionRequiredException;

/** The chain cannot go on by itself without a risk of loss: a person has to decide (invariant 1). Raise an alarm. */
public final class ChainAlarmException extends ManualActionRequiredException {
    private static final long serialVersionUID = 1L;

    private final Alarm alarm;

    /** What is wrong. */
    public enum Alarm {
        /** Kafka's retention removed offsets that were not yet in Bronze. */
        RETENTION_GAP,
        /** The log ends before the chain does: records that Bronze has are gone from Kafka. */
        LOG_TRUNCATED,
        /** The log has other records than those that Bronze has (another leader epoch, KIP-320). */
        LOG_DIVERGED,
        /** There is no chain where there must be one. */
        CHAIN_LOST,
        /** An object of the chain contradicts its key or its neighbours. */
        CHAIN_BROKEN,
        /** An operator confirmed a gap that is none. */
        GAP_REFUSED
    }

    /**
     * Makes one.
     *
     * @param alarm what is wrong
     * @param message the topic, the partition, the offsets, and what an operator can do
     */
    public ChainAlarmException(Alarm alarm, String message) {
        super(alarm + ": " + message);
        this.alarm = alarm;
    }

    /** Returns what is wrong. */
    public Alarm alarm() {
        return alarm;
    }
}
