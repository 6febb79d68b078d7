package io.tillstream.writer.chain;

import io.tillstream.lake.BronzeObject;
import io.tillstream.lake.BronzeObject.Kind;
import io.tillstream.lake.ChainId;
import io.tillstream.writer.chain.AssignmentRules.Decision.CreateGap;
import io.tillstream.writer.chain.AssignmentRules.Decision.Refuse;
import io.tillstream.writer.error.ChainAlarmException;
import io.tillstream.writer.error.ChainAlarmException.Alarm;

/**
 * Extends one partition's chain (invariant 1). Pure: told what happened, it gives {@link PartitionActions}; it does no
 * input or output, has no clock and no threads, and does not depend on how other writers behave.
 *
 * <p>Why it is exact: a range starts at offset 0 or at the end of an object that exists ({@link #found} and
 * {@link #created} are the only places that set a start), and the store creates an object at a start once. While a
 * closed range is being written the next one may be read, but it is not put before the first is known to exist with
 * exactly the end that this machine gave it; otherwise it is discarded. Not thread-safe.
 */
public final class PartitionMachine {
    private final PartitionActions actions;

    private Phase phase = Phase.FINDING;
    private ChainId chain;
    private long limit = ChainEnd.NO_LIMIT;

    /** The open range is from here to just before {@link #position}. */
    private long openFirst;

    private long position;
    private int leaderEpoch = BronzeObject.NO_EPOCH;

    /** The closed range whose creation has no answer yet, or null. */
    private OffsetRange writing;

    private int attempt;

    /** Why the open range must be closed once {@link #writing} is done, or null. */
    private RotationReason due;

    /**
     * Whether retention has removed what comes next, so that the chain's end must be found once everything read is in Bronze.
     */
    private boolean overtaken;

    private enum Phase {
        FINDING,
        READING,
        STOPPED
    }

    /** Makes a machine that gives its actions to {@code actions}. */
    public PartitionMachine(PartitionActions actions) {
        this.actions = actions;
    }

    /** The partition was assigned. */
    public void assigned() {
        find();
    }

    /** The chain's end was found. */
    public void found(AssignmentFacts facts) {
        requirePhase(Phase.FINDING);
        chain = facts.chain();
        limit = facts.end().limit();
        long next = facts.end().next();
        AssignmentRules.Decision decision = AssignmentRules.decide(facts);
        if (decision instanceof Refuse refuse) {
            stop(refuse.error());
        } else if (decision instanceof CreateGap gap) {
            write(new OffsetRange(next, gap.last(), Kind.GAP, BronzeObject.NO_EPOCH), RotationReason.GAP);
        } else {
            readFrom(next, facts.end().leaderEpoch());
        }
    }

    /** The chain's end could not be found just now. */
    public void notFound() {
        requirePhase(Phase.FINDING);
        actions.find(++attempt);
    }

    /**
     * Every record from {@link #position} to just before {@code newPosition} was staged, and nothing at or after
     * {@link #limit}.
     *
     * @param newPosition the consumer's position; offsets without a record before it are holes
     * @param epoch the leader epoch of the last batch read
     */
    public void advanced(long newPosition, int epoch) {
        requirePhase(Phase.READING);
        if (newPosition < position) {
            throw new IllegalStateException(
                    "%s: the position went back from %d to %d".formatted(chain.label(), position, newPosition));
        }
        position = Math.min(newPosition, limit);
        leaderEpoch = epoch;
        if (position == limit) {
            rotate(RotationReason.LIMIT);
        }
    }

    /** Requests that the open range be closed, if there is anything in it. */
    public void rotate(RotationReason reason) {
        if (phase != Phase.READING || position == openFirst) {
            return;
        }
        if (writing != null) {
            due = reason;
            if (reason.stopsReading()) {
                actions.pause();
            }
            return;
        }
        OffsetRange range = new OffsetRange(openFirst, position - 1, Kind.RANGE, leaderEpoch);
        openFirst = position;
        if (position == limit) {
            actions.pause();
        }
        write(range, reason);
    }

    /** The object of a range was created. An answer to a range that was given up since has no effect. */
    public void created(OffsetRange range) {
        if (range == writing) {
            written();
        }
    }

    /**
     * An object exists already where a range starts: from another writer, or from a request of this one whose answer was
     * lost.
     */
    public void exists(OffsetRange range, BronzeObject winner) {
        if (range != writing) {
            return;
        }
        // In another epoch the same offsets may hold other records: what follows must be checked against the winner's
        // epoch (KIP-320), not against this machine's.
        if (winner.last() == range.last() && winner.leaderEpoch() == range.leaderEpoch()) {
            written();
        } else {
            discardAll();
            actions.commit(winner.next(), chain.key(winner.first()));
            find();
        }
    }

    /** It is not known whether the object of a range was created: HTTP 409, or no answer. */
    public void undecided(OffsetRange range) {
        if (range == writing) {
            actions.put(chain, range, ++attempt);
        }
    }

    /**
     * The topic has another id than a chain's: it was deleted and created again, so that nobody can tell of which topic
     * the staged records are.
     */
    public void recreated(ChainId gone) {
        if (gone.equals(chain) && (phase == Phase.READING || writing != null)) {
            discardAll();
            find();
        }
    }

    /** The log does not have the position. */
    public void outOfRange(LogBounds log) {
        requirePhase(Phase.READING);
        if (position > log.end()) {
            actions.discardOpen();
            stop(AssignmentRules.truncated(chain, position, log));
        } else if (position < log.start()) {
            // Lost only if no other writer has put it in Bronze meanwhile: the chain decides.
            actions.pause();
            overtaken = true;
            rotate(RotationReason.RETENTION);
            findIfFlushed();
        } else {
            actions.seek(position, leaderEpoch);
        }
    }

    /**
     * The log has other records before the position than those that were read (KIP-320).
     *
     * @param divergence what the broker said about where they part
     */
    public void diverged(String divergence) {
        actions.discardOpen();
        stop(new ChainAlarmException(
                Alarm.LOG_DIVERGED,
                ("%s: the log was truncated and written anew before offset %d (%s): Bronze has records that Kafka has"
                                + " lost. Nothing more is written. Write to a new topic; Bronze keeps what it has.")
                        .formatted(chain.label(), position, divergence)));
    }

    /** Returns whether records that are read now may be staged. */
    public boolean reading() {
        return phase == Phase.READING && !overtaken && position < limit;
    }

    /** Returns the offset from which the next records are expected. */
    public long position() {
        return position;
    }

    /** Returns the first offset that must not be staged. */
    public long limit() {
        return limit;
    }

    /** Returns whether nothing that was read waits to be written. */
    public boolean drained() {
        return writing == null && (phase != Phase.READING || position == openFirst);
    }

    private void find() {
        phase = Phase.FINDING;
        attempt = 1;
        overtaken = false;
        actions.pause();
        actions.find(attempt);
    }

    private void readFrom(long offset, int epoch) {
        phase = Phase.READING;
        openFirst = offset;
        position = offset;
        leaderEpoch = epoch;
        actions.seek(offset, epoch);
    }

    private void write(OffsetRange range, RotationReason reason) {
        writing = range;
        attempt = 1;
        actions.close(range, reason);
        actions.put(chain, range, attempt);
    }

    private void written() {
        OffsetRange done = writing;
        writing = null;
        actions.discardClosed();
        actions.commit(done.next(), chain.key(done.first()));
        if (done.next() == limit) {
            find();
        } else if (done.kind() == Kind.GAP) {
            readFrom(done.next(), BronzeObject.NO_EPOCH);
        } else {
            goOn();
        }
    }

    private void goOn() {
        if (due != null) {
            RotationReason reason = due;
            due = null;
            rotate(reason);
            if (reading()) {
                actions.resume();
            }
        }
        findIfFlushed();
    }

    private void findIfFlushed() {
        if (overtaken && drained()) {
            find();
        }
    }

    private void discardAll() {
        if (writing != null) {
            actions.discardClosed();
        }
        actions.discardOpen();
        writing = null;
        due = null;
    }

    private void stop(ChainAlarmException error) {
        phase = Phase.STOPPED;
        actions.pause();
        actions.stop(error);
    }

    private void requirePhase(Phase expected) {
        if (phase != expected) {
            throw new IllegalStateException("expected " + expected + " but was " + phase);
        }
    }
}
