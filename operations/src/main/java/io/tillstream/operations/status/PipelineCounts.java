package io.tillstream.operations.status;

import io.tillstream.operations.audit.SilverTotals;
import java.time.Instant;
import java.util.Optional;

/**
 * How far each stage of a pipeline is, read from what it wrote: the log's ends, Bronze's chains, the tables' own metadata, the
 * load ledger. Instants are empty where the stage has written nothing yet.
 *
 * @param kafkaOffsets end of the log, all partitions together
 * @param bronzeOffsets end of Bronze's chains
 * @param bronzeAt when the newest Bronze object was written
 * @param decidedOffsets Silver's cursor: the offsets that it has decided on
 * @param silverBatch Silver's last batch, 0 before the first
 * @param silver running totals of its decisions
 * @param silverAt when that batch was committed
 * @param goldBatch the batch that Gold's facts cover
 * @param goldRows facts in Gold
 * @param goldAt when they were committed
 * @param loadSet number of the last load set in the warehouse, 0 before the first
 * @param loadedBatch its last batch
 * @param warehouseRows facts in the warehouse that the load ledger vouches for
 * @param loadedAt when it was loaded
 */
public record PipelineCounts(
        long kafkaOffsets,
        long bronzeOffsets,
        Optional<Instant> bronzeAt,
        long decidedOffsets,
        long silverBatch,
        SilverTotals silver,
        Optional<Instant> silverAt,
        long goldBatch,
        long goldRows,
        Optional<Instant> goldAt,
        long loadSet,
        long loadedBatch,
        long warehouseRows,
        Optional<Instant> loadedAt) {

    /** Records in Kafka that are not in Bronze yet. */
    public long bronzeLag() {
        return Math.max(0, kafkaOffsets - bronzeOffsets);
    }

    /** Offsets in Bronze that Silver has not decided on yet. */
    public long silverLag() {
        return Math.max(0, bronzeOffsets - decidedOffsets);
    }

    /** Batches of Silver that Gold does not cover yet. */
    public long goldLag() {
        return Math.max(0, silverBatch - goldBatch);
    }

    /** Batches of Gold that the warehouse does not have yet. */
    public long loadLag() {
        return Math.max(0, goldBatch - loadedBatch);
    }
}
