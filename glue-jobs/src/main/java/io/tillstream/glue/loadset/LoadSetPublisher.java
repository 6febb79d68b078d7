package io.tillstream.glue.loadset;

import io.tillstream.glue.gold.FactProperties;
import io.tillstream.glue.gold.GoldState;
import io.tillstream.glue.gold.GoldTable;
import io.tillstream.glue.gold.RevenueTotals;
import io.tillstream.glue.lake.Progress;
import io.tillstream.lake.BatchFile;
import io.tillstream.lake.DateKeys;
import io.tillstream.lake.FactTotals;
import io.tillstream.lake.LoadOperation;
import io.tillstream.lake.LoadSetKeys;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Publishes what the warehouse lacks as the next load set (invariant 6). Files and manifests come first; {@code batch.json}
 * is created last, conditionally, so a set exists as a whole or not at all.
 */
public final class LoadSetPublisher {
    private final GoldState state;
    private final String bucket;
    private final LoadSetNumbers numbers;
    private final Supplier<UUID> attempts;

    /**
     * Creates the publisher.
     *
     * @param bucket the lake's bucket, for the URLs in manifests
     */
    public LoadSetPublisher(GoldState state, String bucket) {
        this(state, bucket, UUID::randomUUID);
    }

    LoadSetPublisher(GoldState state, String bucket, Supplier<UUID> attempts) {
        this.state = state;
        this.bucket = bucket;
        this.numbers = new LoadSetNumbers(state.lake().store());
        this.attempts = attempts;
    }

    /**
     * The newest load set.
     *
     * @param set the set
     * @param isNew whether this call published it
     */
    public record Outcome(BatchFile set, boolean isNew) {}

    /**
     * Publishes a set up to that batch, unless there is one already.
     *
     * @param batchNo the batch that every Gold table has
     * @return the newest set, or nothing if there is none and nothing to publish
     */
    public Optional<Outcome> publish(long batchNo) {
        Optional<BatchFile> newest = numbers.newest();
        boolean isNew = false;
        while (newest.map(set -> set.batchNo().to()).orElse(0L) < batchNo) {
            long number = newest.map(BatchFile::number).orElse(0L) + 1;
            BatchFile.Range range =
                    new BatchFile.Range(newest.map(set -> set.batchNo().to()).orElse(0L), batchNo);
            Outcome outcome = create(stage(number, 1, "", range));
            isNew = outcome.isNew();
            newest = Optional.of(outcome.set());
        }
        boolean published = isNew;
        return newest.map(set -> new Outcome(set, published));
    }

    /**
     * Publishes a revision of a set: the same batches, computed again from Gold, with new files (invariant 6).
     *
     * @param number the set
     * @param reason why it is superseded, for a reader of the batch file
     * @return the revision; not new where another run was first to publish it
     * @throws LoadSetException if the set is not published
     * @throws io.tillstream.lake.error.ManualActionRequiredException if Gold does not keep its snapshots at the range's ends any more
     */
    public Outcome supersede(long number, String reason) {
        BatchFile superseded = numbers.highestRevision(number)
                .orElseThrow(() -> new LoadSetException("load set " + number + " cannot be superseded: there is no "
                        + LoadSetKeys.batchFile(number) + ". Only a published set has revisions."));
        return create(stage(number, superseded.revision() + 1, reason, superseded.batchNo()));
    }

    private Outcome create(BatchFile own) {
        String key = LoadSetKeys.batchFile(own.number(), own.revision());
        boolean created = state.lake().store().putIfAbsent(key, own.toJson());
        // Refused may mean refused by this very attempt: an answer was lost and the SDK sent the request again.
        BatchFile winner = created ? own : numbers.read(key);
        return new Outcome(winner, winner.attempt().equals(own.attempt()));
    }

    private BatchFile stage(long number, int revision, String reason, BatchFile.Range range) {
        long from = range.from();
        long to = range.to();
        String attempt = attempts.get().toString();
        TableFiles files = new TableFiles(state.lake(), bucket, LoadSetKeys.prefix(number, attempt));
        List<BatchFile.Table> tables = new ArrayList<>();
        for (GoldTable table : GoldTable.values()) {
            Delta delta = new Delta(state, table, from, to);
            if (delta.mayHaveRows()) {
                BatchFile.Table load = stage(files, table, delta, from);
                if (load.rowsInserted() > 0 || load.rowsDeleted() > 0) {
                    tables.add(load);
                }
            }
        }
        Progress facts = state.at(GoldTable.FACT_SALES, to).orElseThrow();
        requireFacts(tables, facts, from);
        return new BatchFile(
                BatchFile.versionOf(tables),
                number,
                revision,
                attempt,
                reason,
                range,
                tables,
                new FactTotals(facts.number(FactProperties.ROWS), revenue(facts)));
    }

    private BatchFile.Table stage(TableFiles files, GoldTable table, Delta delta, long from) {
        TableFiles.Written written = files.write(table, delta.staged(), from);
        RowCounter.Counts counts = written.counts();
        DeletedRows deleted = delta.deleted(counts);
        List<Integer> otherDays = new ArrayList<>(deleted.deletedDays());
        otherDays.addAll(delta.lostDays());
        boolean appends = table == GoldTable.FACT_SALES && deleted.rows() == 0;
        return BatchFile.Table.of(
                table.warehouse(),
                appends ? LoadOperation.APPEND : LoadOperation.REPLACE,
                counts.rows(),
                deleted.rows(),
                counts.deletions(),
                DateKeys.around(counts.dateKeys(), otherDays),
                deleted.deletedDays(),
                counts.rows() + counts.deletions() > 0 ? written.manifest() : "");
    }

    /** Without trailing zeros, as the file has them: a set that is read equals the one that was written. */
    private static SortedMap<String, BigDecimal> revenue(Progress facts) {
        SortedMap<String, BigDecimal> revenue = new TreeMap<>();
        RevenueTotals.texts(RevenueTotals.read(facts.text(FactProperties.REVENUE)))
                .forEach((currency, amount) -> revenue.put(currency, new BigDecimal(amount)));
        return revenue;
    }

    /** The set must move the warehouse's fact rows exactly from Gold's count at its start to that at its end. */
    private void requireFacts(List<BatchFile.Table> tables, Progress now, long from) {
        long before = state.at(GoldTable.FACT_SALES, from)
                .map(progress -> progress.number(FactProperties.ROWS))
                .orElse(0L);
        long net = tables.stream()
                .filter(load -> load.name().equals(GoldTable.FACT_SALES.tableName()))
                .mapToLong(load -> load.rowsInserted() - load.rowsDeleted())
                .sum();
        if (before + net != now.number(FactProperties.ROWS)) {
            throw new LoadSetException("the load set after batch " + from + " would add " + net
                    + " facts, but gold.fact_sales went from " + before + " to " + now.number(FactProperties.ROWS)
                    + ". Nothing was published; compare gold.fact_sales at these batches (docs/explanation/gold.md).");
        }
    }
}
