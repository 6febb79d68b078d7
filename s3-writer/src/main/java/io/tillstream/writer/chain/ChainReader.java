package io.tillstream.writer.chain;

import io.tillstream.aws.s3.ObjectStore;
import io.tillstream.lake.BronzeMetadata;
import io.tillstream.lake.BronzeObject;
import io.tillstream.lake.ChainId;
import io.tillstream.lake.ContractException;
import io.tillstream.writer.error.ChainAlarmException;
import io.tillstream.writer.error.ChainAlarmException.Alarm;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the end of a chain in the object store. The chain decides where to read on, not the consumer group.
 *
 * <p>The keys are the proof (invariant 1): each object starts at 0 or where another ends, none is overwritten or deleted, so
 * the sorted keys are contiguous and the last object ends the chain. A search therefore lists keys, 1,000 a request, and asks
 * for the metadata of one object, however long the chain is. Whether somebody removed an object inside the chain is for
 * Silver and the audit to say: both check every object against the next.
 */
public final class ChainReader {
    private static final Logger LOG = LoggerFactory.getLogger(ChainReader.class);

    private final ObjectStore store;

    /** Makes a reader of the chains in a store. */
    public ChainReader(ObjectStore store) {
        this.store = store;
    }

    /**
     * Finds the end of a chain: from the object that the group's commit names, if that ends where the commit says,
     * otherwise from offset 0.
     *
     * @throws ChainAlarmException {@link Alarm#CHAIN_BROKEN} if the chain does not start where it must, or the object that
     *     decides overlaps another or has no sound metadata
     */
    public ChainEnd find(ChainId chain, CommittedOffset commit) {
        return chain.firstOffset(commit.key())
                .flatMap(first -> fromCommitted(chain, first, commit.offset()))
                .orElseGet(() -> fromStart(chain));
    }

    /** Returns the object that starts at an offset, or nothing if there is none. */
    public Optional<BronzeObject> object(ChainId chain, long first) {
        String key = chain.key(first);
        return store.head(key).map(head -> parse(key, first, head.metadata()));
    }

    private static BronzeObject parse(String key, long first, Map<String, String> metadata) {
        try {
            return BronzeMetadata.parse(first, metadata);
        } catch (ContractException e) {
            throw new ChainAlarmException(
                    Alarm.CHAIN_BROKEN,
                    "the metadata of " + key + " is not what this writer wrote: " + e.getMessage()
                            + ". Find out who changed the object; an earlier version of it may be in the bucket's history.");
        }
    }

    /** Returns nothing if the commit does not fit the object that it names. */
    private Optional<ChainEnd> fromCommitted(ChainId chain, long first, long committed) {
        // From just before the key, so that the listing shows whether the object is still there.
        Starts starts = new Starts(chain, store.keysAfter(chain.prefix(), chain.before(first)));
        if (starts.next() != first) {
            return Optional.empty();
        }
        long following = starts.next();
        if (following == committed) {
            return Optional.of(endAt(chain, starts.last(following)));
        }
        Optional<BronzeObject> named = object(chain, first).filter(object -> object.next() == committed);
        return named.map(object -> endBefore(chain, object.next(), object.leaderEpoch(), following));
    }

    private ChainEnd fromStart(ChainId chain) {
        Starts starts = new Starts(chain, store.keysAfter(chain.prefix(), chain.prefix()));
        long first = starts.next();
        return first == 0 ? endAt(chain, starts.last(first)) : endBefore(chain, 0, BronzeObject.NO_EPOCH, first);
    }

    private ChainEnd endAt(ChainId chain, long first) {
        BronzeObject object = object(chain, first)
                .orElseThrow(() -> new ChainAlarmException(
                        Alarm.CHAIN_BROKEN,
                        chain.key(first) + " was listed, but is gone: Bronze objects are never deleted"));
        return new ChainEnd(object.next(), object.leaderEpoch(), ChainEnd.NO_LIMIT);
    }

    /** Returns the end of a chain whose contiguous part ends before {@code following} starts, if anything follows. */
    private static ChainEnd endBefore(ChainId chain, long next, int leaderEpoch, long following) {
        if (following < next) {
            throw new ChainAlarmException(
                    Alarm.CHAIN_BROKEN,
                    chain.key(following) + " starts before the object in front of it ends, at " + (next - 1));
        }
        if (following != ChainEnd.NO_LIMIT) {
            LOG.warn("{}: no object starts at {}, the next is at {}", chain.label(), next, following);
        }
        return new ChainEnd(next, leaderEpoch, following);
    }

    /** The first offsets of listed objects, ascending; {@link ChainEnd#NO_LIMIT} after the last. */
    private record Starts(ChainId chain, Iterator<String> keys) {
        long next() {
            while (keys.hasNext()) {
                String key = keys.next();
                Optional<Long> first = chain.firstOffset(key);
                if (first.isPresent()) {
                    return first.get();
                }
                LOG.warn("{} is not a Bronze object and is ignored; remove it from the prefix", key);
            }
            return ChainEnd.NO_LIMIT;
        }

        /** Reads all that are left and returns the last, or {@code known} where there are none. */
        long last(long known) {
            long last = known;
            for (long next = next(); next != ChainEnd.NO_LIMIT; next = next()) {
                last = next;
            }
            return last;
        }
    }
}
