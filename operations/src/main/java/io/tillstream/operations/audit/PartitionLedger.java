package io.tillstream.operations.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One partition up to the cut: what its chain of Bronze objects (invariant 1) accounts for.
 *
 * @param key the partition
 * @param offsets the cut: offsets 0 to this, exclusive, are audited
 * @param records offsets that are records
 * @param holes offsets inside ranges that are no records
 * @param gaps offsets lost before they could be read
 * @param rows Bronze rows
 * @param inFlight offsets in Kafka beyond the cut, not in the warehouse yet
 * @param faults where the chain is not one contiguous chain; empty when it is
 */
public record PartitionLedger(
        PartitionKey key,
        long offsets,
        long records,
        long holes,
        long gaps,
        long rows,
        long inFlight,
        List<String> faults) {

    /** Copies what it is given. */
    public PartitionLedger {
        faults = List.copyOf(faults);
    }

    /**
     * Walks a chain from offset 0 to the cut.
     *
     * @param chain all objects of the partition, in any order
     * @param cut the next offset of Silver's cursor; an object beyond it is in flight
     * @param logEnd end of Kafka's log, or of the chain where Kafka knows the topic no more
     */
    public static PartitionLedger of(PartitionKey key, List<BronzeObject> chain, long cut, long logEnd) {
        List<String> faults = new ArrayList<>();
        long next = 0;
        long records = 0;
        long holes = 0;
        long gaps = 0;
        long rows = 0;
        List<BronzeObject> sorted = chain.stream()
                .sorted(Comparator.comparingLong(BronzeObject::first))
                .toList();
        for (BronzeObject object : sorted) {
            // The order matters also beyond the cut: a break there is found before Silver stumbles over it.
            if (object.first() != next) {
                faults.add("object at " + object.first() + " where the chain has reached " + next);
            }
            if (object.last() < object.first()) {
                faults.add("object at " + object.first() + " ends at " + object.last());
            }
            next = Math.max(next, object.last() + 1);
            if (object.first() >= cut) {
                continue;
            }
            if (object.last() >= cut) {
                faults.add("object at " + object.first() + " ends at " + object.last() + ", beyond the cursor " + cut);
            }
            records += object.records();
            holes += object.holes();
            gaps += object.gaps();
            rows += object.rows();
        }
        if (next < cut) {
            faults.add("the chain ends at " + next + ", before the cursor " + cut);
        }
        return new PartitionLedger(key, cut, records, holes, gaps, rows, Math.max(0, logEnd - cut), faults);
    }

    /** Whether the chain has no fault and every offset is accounted for. */
    public boolean balanced() {
        return faults.isEmpty() && records + holes + gaps == offsets;
    }
}
