package io.tillstream.writer.chain;

import io.tillstream.writer.error.NeedsPersonException;
import io.tillstream.writer.error.NeedsPersonException.Alarm;
import io.tillstream.writer.store.ObjectStore;
import java.util.Iterator;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the end of a chain in the object store. The chain decides where to read on, not the consumer group. */
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
     * @throws NeedsPersonException {@link Alarm#CHAIN_BROKEN} if an object overlaps another or has no sound metadata
     */
    public ChainEnd find(ChainId chain, CommittedOffset commit) {
        Optional<BronzeObject> named = chain.firstOffset(commit.key()).flatMap(first -> object(chain, first));
        if (named.isPresent() && named.get().next() == commit.offset()) {
            return walk(chain, named.get().next(), named.get().leaderEpoch(), commit.key());
        }
        return walk(chain, 0, BronzeObject.NO_EPOCH, chain.prefix());
    }

    /** Returns the object that starts at an offset, or nothing where there is none. */
    public Optional<BronzeObject> object(ChainId chain, long first) {
        String key = chain.key(first);
        return store.head(key).map(metadata -> BronzeMetadata.parse(key, first, metadata));
    }

    private ChainEnd walk(ChainId chain, long from, int epoch, String after) {
        long next = from;
        int leaderEpoch = epoch;
        Iterator<String> keys = store.keysAfter(chain.prefix(), after);
        while (keys.hasNext()) {
            String key = keys.next();
            Optional<Long> first = chain.firstOffset(key);
            if (first.isEmpty()) {
                LOG.warn("{} is not a Bronze object and is ignored; remove it from the prefix", key);
                continue;
            }
            if (first.get() > next) {
                LOG.warn("{}: no object starts at {}, the next is at {}", chain.label(), next, first.get());
                return new ChainEnd(next, leaderEpoch, first.get());
            }
            if (first.get() < next) {
                throw new NeedsPersonException(
                        Alarm.CHAIN_BROKEN, key + " starts before the object in front of it ends, at " + (next - 1));
            }
            BronzeObject object = object(chain, next)
                    .orElseThrow(() -> new NeedsPersonException(
                            Alarm.CHAIN_BROKEN, key + " was listed, but is gone: Bronze objects are never deleted"));
            next = object.next();
            leaderEpoch = object.leaderEpoch();
        }
        return new ChainEnd(next, leaderEpoch, ChainEnd.NO_LIMIT);
    }
}
