package io.tillstream.glue.loadset;

import io.tillstream.glue.gold.FactProperties;
import io.tillstream.glue.gold.GoldState;
import io.tillstream.glue.gold.GoldTable;
import io.tillstream.glue.gold.RevenueTotals;
import io.tillstream.glue.lake.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    public record Outcome(LoadSet set, boolean isNew) {}

    /**
     * Publishes a set up to that batch, unless there is one already.
     *
     * @param batchNo the batch that every Gold table has
     * @return the newest set, or nothing where there is none and nothing to publish
     */
    public Optional<Outcome> publish(long batchNo) {
        Optional<LoadSet> newest = numbers.newest();
        boolean isNew = false;
        while (newest.map(set -> set.batchNo().to()).orElse(0L) < batchNo) {
            long number = newest.map(LoadSet::number).orElse(0L) + 1;
            LoadSet own = stage(number, newest.map(set -> set.batchNo().to()).orElse(0L), batchNo);
            boolean created = state.lake().store().putIfAbsent(LoadSet.key(number), own.toJson());
            // Refused may mean refused by this very attempt: an answer was lost and the SDK sent the request again.
            LoadSet winner = created ? own : numbers.read(number);
            isNew = winner.attempt().equals(own.attempt());
            newest = Optional.of(winner);
        }
        boolean published = isNew;
        return newest.map(set -> new Outcome(set, published));
    }

    private LoadSet stage(long number, long from, long to) {
        String attempt = attempts.get().toString();
        TableFiles files = new TableFiles(state.lake(), bucket, LoadSet.prefix(number) + attempt + "/");
        List<TableLoad> tables = new ArrayList<>();
        for (GoldTable table : GoldTable.values()) {
            Delta delta = new Delta(state, table, from, to);
            if (delta.mayHaveRows()) {
                TableLoad load = stage(files, table, delta);
                if (load.rowsInserted() > 0) {
                    tables.add(load);
                }
            }
        }
        Progress facts = state.at(GoldTable.FACT_SALES, to).orElseThrow();
        requireFacts(tables, facts, from);
        Map<String, String> revenue = RevenueTotals.texts(RevenueTotals.read(facts.text(FactProperties.REVENUE)));
        return new LoadSet(
                LoadSet.VERSION,
                number,
                1,
                attempt,
                new LoadSet.Range(from, to),
                tables,
                new LoadSet.FactTotals(facts.number(FactProperties.ROWS), revenue));
    }

    private TableLoad stage(TableFiles files, GoldTable table, Delta delta) {
        TableFiles.Written written = files.write(table, delta.inserted());
        return new TableLoad(
                table.tableName(),
                delta.operation(),
                table.replaceKey(),
                written.rows(),
                delta.rowsDeleted(),
                written.manifest(),
                table.columns(),
                TableLoad.fingerprint(table.columns()));
    }

    /** The set must move the warehouse's fact rows exactly from Gold's count at its start to that at its end. */
    private void requireFacts(List<TableLoad> tables, Progress now, long from) {
        long before = state.at(GoldTable.FACT_SALES, from)
                .map(progress -> progress.number(FactProperties.ROWS))
                .orElse(0L);
        long net = tables.stream()
                .filter(load -> load.name().equals(GoldTable.FACT_SALES.tableName()))
                .mapToLong(load -> load.rowsInserted() - load.rowsDeleted())
                .sum();
        if (before + net != now.number(FactProperties.ROWS)) {
            throw new LoadSetException("the load set after batch " + from + " would bring " + net
                    + " facts, but gold.fact_sales went from " + before + " to " + now.number(FactProperties.ROWS)
                    + ". Nothing was published; compare gold.fact_sales at these batches (docs/gold.md).");
        }
    }
}
