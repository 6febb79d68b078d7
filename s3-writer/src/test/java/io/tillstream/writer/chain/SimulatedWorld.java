package io.tillstream.writer.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.writer.chain.BronzeObject.Kind;
import io.tillstream.writer.store.MemoryObjectStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One partition of a topic that may be created again, its bucket, its group's commit, and requests under way. */
final class SimulatedWorld {
    final MemoryObjectStore bucket = new MemoryObjectStore();
    final ChainReader reader = new ChainReader(bucket);

    /** Creations that were sent by writers that no longer wait for the answer. */
    final Deque<Runnable> network = new ArrayDeque<>();

    private final Map<String, Log> logs = new HashMap<>();
    GroupCommit commit = GroupCommit.NONE;
    String topicId;

    /** What Kafka has of one incarnation of the topic. */
    static final class Log {
        final BitSet records = new BitSet();
        long start;
        long end;

        LogExtent extent() {
            return new LogExtent(start, end);
        }
    }

    SimulatedWorld() {
        recreate(0);
    }

    void recreate(int number) {
        topicId = "topic-id-%013d".formatted(logs.size());
        logs.put(topicId, new Log());
        if (number % 2 == 0) {
            commit = GroupCommit.NONE;
        }
    }

    Log log() {
        return logs.get(topicId);
    }

    ChainId chain() {
        return new ChainId("sales_events", topicId, 0);
    }

    void append(int number) {
        for (int bit = 0; bit <= number % 8; bit++) {
            log().records.set((int) log().end, (number >> bit) % 3 != 0);
            log().end++;
        }
    }

    void expire(int number) {
        log().start = Math.min(log().end, log().start + number % 6);
    }

    /** Returns the records of the present log from an offset to just before another. */
    List<String> read(long from, long to) {
        List<String> values = new ArrayList<>();
        for (long offset = from; offset < to; offset++) {
            if (log().records.get((int) offset)) {
                values.add(topicId + ":" + offset);
            }
        }
        return values;
    }

    /** Checks invariant 1 for every chain there is. */
    void check() {
        for (Map.Entry<String, Log> log : logs.entrySet()) {
            long next = 0;
            ChainId chain = new ChainId("sales_events", log.getKey(), 0);
            for (Map.Entry<String, MemoryObjectStore.StoredObject> stored :
                    bucket.objects().entrySet()) {
                if (!stored.getKey().startsWith(chain.prefix())) {
                    continue;
                }
                assertThat(stored.getKey()).as("no gap and no overlap").isEqualTo(chain.key(next));
                BronzeObject object = BronzeMetadata.parse(
                        stored.getKey(), next, stored.getValue().metadata());
                assertThat(content(stored.getValue()))
                        .as(stored.getKey())
                        .isEqualTo(expected(log.getKey(), log.getValue(), object));
                if (object.kind() == Kind.GAP) {
                    assertThat(object.last())
                            .as("what can be read is not given up")
                            .isLessThan(log.getValue().start);
                }
                next = object.next();
            }
            assertThat(next).isLessThanOrEqualTo(log.getValue().end);
        }
    }

    long chainEnd() {
        return reader.find(chain(), GroupCommit.NONE).next();
    }

    static byte[] bytes(List<String> values) {
        return String.join("\n", values).getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> content(MemoryObjectStore.StoredObject stored) {
        String text = new String(stored.bytes(), StandardCharsets.UTF_8);
        return text.isEmpty() ? List.of() : List.of(text.split("\n"));
    }

    private static List<String> expected(String topicId, Log log, BronzeObject object) {
        List<String> values = new ArrayList<>();
        for (long offset = object.first(); object.kind() == Kind.RANGE && offset <= object.last(); offset++) {
            if (log.records.get((int) offset)) {
                values.add(topicId + ":" + offset);
            }
        }
        return values;
    }
}
