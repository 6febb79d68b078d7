package io.tillstream.chaos;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Holds the offsets of Bronze's records against those that a fresh consumer reads, record by record. It tells a fault of the
 * writer from one of the run: where both agree, what the producers take for committed is not committed in Kafka.
 */
final class LogComparison {
    private static final int NAMED = 20;

    private LogComparison() {}

    /**
     * Compares, while the broker runs.
     *
     * @param bronze the offsets of the records in Bronze, by partition
     * @return what differs, for a person; at least one line
     */
    static List<String> of(String bootstrapServers, String topic, Map<Integer, BitSet> bronze) {
        Map<Integer, BitSet> committed = committed(bootstrapServers, topic);
        List<String> lines = new ArrayList<>();
        Map<Integer, BitSet> all = new TreeMap<>(bronze);
        committed.forEach((partition, offsets) -> all.putIfAbsent(partition, new BitSet()));
        all.forEach((partition, inBronze) -> {
            BitSet inKafka = committed.getOrDefault(partition, new BitSet());
            describe(lines, partition, without(inKafka, inBronze), "in Kafka but not in Bronze");
            describe(lines, partition, without(inBronze, inKafka), "in Bronze but not in Kafka");
        });
        if (lines.isEmpty()) {
            lines.add("Bronze has exactly the records that a new consumer reads (read_committed). What is missing was"
                    + " counted as committed by its producer, but is not committed in Kafka.");
        }
        return lines;
    }

    private static BitSet without(BitSet from, BitSet removed) {
        BitSet rest = (BitSet) from.clone();
        rest.andNot(removed);
        return rest;
    }

    private static void describe(List<String> lines, int partition, BitSet offsets, String where) {
        if (!offsets.isEmpty()) {
            lines.add("Partition " + partition + ": " + offsets.cardinality() + " committed records are " + where + ": "
                    + offsets.stream().limit(NAMED).boxed().toList()
                    + (offsets.cardinality() > NAMED ? " and more" : ""));
        }
    }

    private static Map<Integer, BitSet> committed(String bootstrapServers, String topic) {
        Map<Integer, BitSet> committed = new TreeMap<>();
        CommittedLog.read(
                bootstrapServers,
                topic,
                record -> committed
                        .computeIfAbsent(record.partition(), number -> new BitSet())
                        .set(Math.toIntExact(record.offset())));
        return committed;
    }
}
