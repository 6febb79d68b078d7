package io.tillstream.operations.audit;

import io.tillstream.operations.sources.SourceLedger;
import io.tillstream.operations.sources.SourceTotals;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The row ledger of a pipeline, cut at the warehouse (invariant 8). What lies beyond the cut is in flight and not judged.
 *
 * @param batchNo Silver's batch that the warehouse has reached; 0 before the first load
 * @param partitions every partition of the topic
 * @param silver Silver's running totals at that batch
 * @param silverTable accepted sales of {@code silver.decisions} at that batch
 * @param rows rows of its other decisions
 * @param gold {@code gold.fact_sales} up to that batch
 * @param warehouse {@code sales.fact_sales}
 * @param loadedRows fact rows that the last row of {@code ops.load_ledger} vouches for
 * @param sources what the replays of files have read, sent and rejected
 */
public record Ledger(
        long batchNo,
        List<PartitionLedger> partitions,
        SilverTotals silver,
        TableTotals silverTable,
        DecisionRows rows,
        TableTotals gold,
        TableTotals warehouse,
        long loadedRows,
        SourceLedger sources) {

    /**
     * Rows of {@code silver.decisions} that are no accepted sales.
     *
     * @param quarantined quarantined rows
     * @param duplicates duplicates, and those that an earlier release counted without keeping their rows
     * @param withdrawn rows taken back
     */
    public record DecisionRows(long quarantined, long duplicates, long withdrawn) {
        /** Before the first batch. */
        public static final DecisionRows NONE = new DecisionRows(0, 0, 0);
    }

    /** Copies what it is given. */
    public Ledger {
        partitions = List.copyOf(partitions);
    }

    /** Offsets up to the cut, all partitions together. */
    public long offsets() {
        return sum(PartitionLedger::offsets);
    }

    /** Offsets that are records. */
    public long records() {
        return sum(PartitionLedger::records);
    }

    /** Offsets inside ranges that are no records. */
    public long holes() {
        return sum(PartitionLedger::holes);
    }

    /** Offsets that were gone before they could be read. */
    public long gaps() {
        return sum(PartitionLedger::gaps);
    }

    /** Rows of all Bronze objects. */
    public long bronzeRows() {
        return sum(PartitionLedger::rows);
    }

    /** Offsets in Kafka that the warehouse has not reached. */
    public long inFlight() {
        return sum(PartitionLedger::inFlight);
    }

    /** Every equation that has to hold. */
    public List<LedgerCheck> checks() {
        List<LedgerCheck> checks = new ArrayList<>();
        sources(checks);
        for (PartitionLedger partition : partitions) {
            checks.add(new LedgerCheck(
                    "partition " + partition.key().partition() + ": records + holes + gaps = offsets",
                    Long.toString(partition.records() + partition.holes() + partition.gaps()),
                    partition.offsets()
                            + (partition.faults().isEmpty() ? "" : "; " + String.join("; ", partition.faults())),
                    partition.balanced()));
        }
        checks.add(LedgerCheck.equal("Bronze rows = rows that Silver took in", bronzeRows(), silver.rowsIn()));
        checks.add(LedgerCheck.equal(
                "Bronze rows = accepted + quarantined + duplicates + withdrawn", bronzeRows(), silver.decided()));
        checks.add(LedgerCheck.equal("accepted = Silver rows", silver.accepted(), silverTable.rows()));
        checks.add(LedgerCheck.equal("quarantined = quarantined rows", silver.quarantined(), rows.quarantined()));
        checks.add(LedgerCheck.equal("duplicates = duplicate rows", silver.duplicates(), rows.duplicates()));
        checks.add(LedgerCheck.equal("withdrawn = withdrawn rows", silver.withdrawn(), rows.withdrawn()));
        same(checks, "Silver = Gold fact", silverTable, gold);
        same(checks, "Gold fact = warehouse fact", gold, warehouse);
        checks.add(LedgerCheck.equal("warehouse fact = load ledger", warehouse.rows(), loadedRows));
        return checks;
    }

    /** Whether every equation holds. */
    public boolean balanced() {
        return checks().stream().allMatch(LedgerCheck::holds);
    }

    private void sources(List<LedgerCheck> checks) {
        long sent = 0;
        for (SourceTotals source : sources.totals()) {
            checks.add(new LedgerCheck(
                    "source " + source.source() + ": read = sent + rejected",
                    Long.toString(source.read()),
                    (source.sent() + source.rejected()) + "; " + source.unaccounted() + " rows are unaccounted for",
                    source.unaccounted() == 0));
            sent += source.sent();
        }
        // Others may write to the topic too, so there can be more rows than were sent from files, but never fewer.
        if (sent > 0 && inFlight() == 0 && gaps() == 0) {
            checks.add(new LedgerCheck(
                    "events sent from files are in Bronze",
                    Long.toString(sent),
                    Long.toString(bronzeRows()),
                    sent <= bronzeRows()));
        }
    }

    private static void same(List<LedgerCheck> checks, String name, TableTotals left, TableTotals right) {
        checks.add(LedgerCheck.equal(name + ", rows", left.rows(), right.rows()));
        checks.add(LedgerCheck.equal(
                name + ", revenue", left.revenue(), right.revenue(), left.revenueText(), right.revenueText()));
        checks.add(LedgerCheck.equal(
                name + ", checksum of coordinates",
                left.checksum(),
                right.checksum(),
                left.checksum().toString(),
                right.checksum().toString()));
    }

    private long sum(ToLongFunction<PartitionLedger> figure) {
        return partitions.stream().mapToLong(figure).sum();
    }
}
