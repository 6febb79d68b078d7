package io.tillstream.writer.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.lake.BronzeMetadata;
import io.tillstream.lake.BronzeObject;
import io.tillstream.lake.BronzeObject.Kind;
import io.tillstream.lake.ChainId;
import io.tillstream.writer.store.MemoryObjectStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One partition of a topic that may be created again, its bucket, its group's commit, and requests under way. */
final class SimulatedWorld {
    private static final String HOLE = "hole ";

    final MemoryObjectStore bucket = new MemoryObjectStore();
    final ChainReader reader = new ChainReader(bucket);

    /** Creations that were sent by writers that no longer wait for the answer. */
    final Deque<Runnable> network = new ArrayDeque<>();

    private final Map<String, Log> logs = new HashMap<>();
    CommittedOffset commit = CommittedOffset.NONE;

    /** Whether an object was created since the last check. */
    boolean bucketChanged;

    String topicId;

    /** A rule that is broken on purpose, to see that the property notices. */
    Mutant mutant = Mutant.NONE;

    /** What may be broken. */
    enum Mutant {
        NONE,
        /** The bucket overwrites: no {@code If-None-Match}. */
        OVERWRITE,
        /** The group's commit decides where to read, not the chain. */
        TRUST_THE_COMMIT,
        /** Every 412 is taken for the answer to a request of one's own. */
        TAKE_ANY_OBJECT_FOR_OWN,
        /** An object of another epoch that ends where one's own would is taken for one's own. */
        TAKE_ANY_EPOCH_FOR_OWN,
        /** What was staged behind an adopted object is kept. */
        KEEP_WHAT_WAS_STAGED,
        /** The topic's id is not looked at before a PUT. */
        FORGET_THE_TOPICS_ID,
        /** The log's epochs are not compared with those that were read (KIP-320). */
        FORGET_THE_EPOCH,
        /** Offsets that retention removed are passed over without a gap object. */
        SKIP_WHAT_EXPIRED
    }

    /** What Kafka has of one incarnation of the topic. */
    static final class Log {
        /** What each offset was written as: no two are alike, and a hole names itself too ({@link #isHole}). */
        final List<String> values = new ArrayList<>();

        /** Each offset's leader epoch. */
        final List<Integer> epochs = new ArrayList<>();

        /** Whether it ever lost its end. */
        boolean truncated;

        /** Everything that was ever written, with its offset, and with what stood before it. */
        final Map<String, Long> offsets = new HashMap<>();

        final Map<String, String> before = new HashMap<>();

        long start;
        int epoch;

        long end() {
            return values.size();
        }

        void append(String value) {
            offsets.put(value, end());
            before.put(value, values.isEmpty() ? "" : values.get(values.size() - 1));
            values.add(value);
            epochs.add(epoch);
        }

        LogBounds extent() {
            return new LogBounds(start, end());
        }

        /** Returns the offset behind the last record of an epoch up to this one, as a broker answers (KIP-320). */
        long endOf(int upToEpoch) {
            long end = start;
            for (int offset = (int) start; offset < values.size(); offset++) {
                end = epochs.get(offset) <= upToEpoch ? offset + 1 : end;
            }
            return end;
        }
    }

    SimulatedWorld() {
        recreate(0);
    }

    void recreate(int number) {
        topicId = "topic-id-%013d".formatted(logs.size());
        logs.put(topicId, new Log());
        if (number % 2 == 0) {
            commit = CommittedOffset.NONE;
        }
    }

    Log log() {
        return logs.get(topicId);
    }

    ChainId chain() {
        return new ChainId("sales_events", topicId, 0);
    }

    void append(int number) {
        Log log = log();
        for (int bit = 0; bit <= number % 8; bit++) {
            boolean hole = (number >> bit) % 3 == 0;
            log.append((hole ? HOLE : "") + topicId + ":" + log.end() + ":" + log.epoch);
        }
    }

    void expire(int number) {
        log().start = Math.min(log().end(), log().start + number % 6);
    }

    /** The log loses its end, and goes on under another epoch: an unclean leader election. */
    void truncate(int number) {
        Log log = log();
        int lost = (int) Math.min(log.end() - log.start, number % 5);
        if (lost > 0) {
            log.truncated = true;
            log.values.subList((int) log.end() - lost, (int) log.end()).clear();
            log.epochs.subList(log.values.size(), log.epochs.size()).clear();
            log.epoch++;
        }
    }

    /** An operator moves the group: to any offset, with no object's key or with that of an object that ends elsewhere. */
    void resetGroup(int number) {
        long offset = number % (log().end() + 5);
        commit = new CommittedOffset(offset, number % 2 == 0 ? "" : chain().key(number % 7));
        if (number % 2 == 1 && bucket.head(commit.key()).isEmpty()) {
            commit = new CommittedOffset(offset, "");
        }
    }

    /** Returns what the present log has from an offset to just before another, its holes among it. */
    List<String> read(long from, long to) {
        return List.copyOf(log().values.subList((int) from, (int) Math.max(from, to)));
    }

    /** Tells whether an offset has no record: a transaction's marker, or what compaction removed. */
    static boolean isHole(String value) {
        return value.startsWith(HOLE);
    }

    /**
     * Checks invariant 1 for every chain there is. Only a creation can break it: what was written to a log stays known, and a
     * log's start only grows. So nothing is checked again until the bucket has changed.
     */
    void check() {
        if (!bucketChanged) {
            return;
        }
        bucketChanged = false;
        logs.forEach((id, log) -> {
            List<BronzeObject> objects = objects(new ChainId("sales_events", id, 0));
            long next = 0;
            for (BronzeObject object : objects) {
                assertThat(object.first()).as("no gap and no overlap").isEqualTo(next);
                next = object.next();
                if (object.kind() == Kind.GAP) {
                    assertThat(object.last())
                            .as("what can be read is not given up")
                            .isLessThan(log.start);
                }
            }
            checkContent(new ChainId("sales_events", id, 0), log, objects);
        });
    }

    /**
     * Bronze has at each offset what was written there, behind what was there when it was written: it is the beginning of
     * what the log is, or once was. Below the log's start that may have an end, for where a log lost its end and then
     * retention took all that tells of it, Kafka itself does not know any more.
     */
    private void checkContent(ChainId chain, Log log, List<BronzeObject> objects) {
        String before = null;
        for (BronzeObject object : objects) {
            if (object.kind() == Kind.GAP) {
                before = null;
                continue;
            }
            List<String> content = content(bucket.objects().get(chain.key(object.first())));
            assertThat(content).as("an entry for each offset").hasSize((int) (object.next() - object.first()));
            for (int i = 0; i < content.size(); i++) {
                long offset = object.first() + i;
                String value = content.get(i);
                if (!Long.valueOf(offset).equals(log.offsets.get(value))) {
                    assertThat(log.offsets).as("what was written").containsEntry(value, offset);
                }
                if (before != null && offset > log.start && !before.equals(log.before.get(value))) {
                    assertThat(log.before.get(value))
                            .as("what stood before " + value)
                            .isEqualTo(before);
                }
                before = value;
            }
        }
    }

    /** Tells whether the chain of the present topic holds the beginning of the present log. */
    boolean chainAgreesWithTheLog() {
        return agrees(topicId, log().values, objects(chain()));
    }

    private List<BronzeObject> objects(ChainId chain) {
        return bucket.objects().entrySet().stream()
                .filter(stored -> stored.getKey().startsWith(chain.prefix()))
                .map(stored -> BronzeMetadata.parse(
                        chain.firstOffset(stored.getKey()).orElseThrow(),
                        stored.getValue().metadata()))
                .toList();
    }

    private boolean agrees(String id, List<String> values, List<BronzeObject> objects) {
        ChainId chain = new ChainId("sales_events", id, 0);
        return objects.stream()
                .allMatch(object -> object.kind() == Kind.GAP
                        || object.last() < values.size()
                                && content(bucket.objects().get(chain.key(object.first())))
                                        .equals(values.subList((int) object.first(), (int) object.next())));
    }

    long chainEnd() {
        return reader.find(chain(), CommittedOffset.NONE).next();
    }

    static byte[] bytes(List<String> values) {
        return String.join("\n", values).getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> content(MemoryObjectStore.StoredObject stored) {
        String text = new String(stored.bytes(), StandardCharsets.UTF_8);
        return text.isEmpty() ? List.of() : List.of(text.split("\n"));
    }
}
