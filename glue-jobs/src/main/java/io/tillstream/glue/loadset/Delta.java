package io.tillstream.glue.loadset;

import static io.tillstream.glue.gold.GoldColumns.BATCH_NO;
import static io.tillstream.glue.gold.GoldColumns.CUSTOMER_KEY;
import static io.tillstream.glue.gold.GoldColumns.ORDER_TS;
import static io.tillstream.glue.gold.GoldColumns.PRODUCT_KEY;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.timestamp_micros;

import io.tillstream.glue.gold.FactProperties;
import io.tillstream.glue.gold.GoldState;
import io.tillstream.glue.gold.GoldTable;
import io.tillstream.glue.lake.SummaryCounts;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Snapshot;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * What one Gold table changed over a range of batches, in the load set's terms. The warehouse equals Gold at the range's
 * start, so what it loses is read from Gold's snapshot there, also where several Gold batches make one set.
 */
final class Delta {
    private final GoldState state;
    private final GoldTable table;
    private final long from;
    private final long to;
    private final List<Snapshot> snapshots;

    Delta(GoldState state, GoldTable table, long from, long to) {
        this.state = state;
        this.table = table;
        this.from = from;
        this.to = to;
        this.snapshots = state.snapshots(table, from, to);
    }

    /** Whether the range can have changed any row. Reads no data. */
    boolean mayHaveRows() {
        return snapshots.stream()
                .map(SummaryCounts::of)
                .anyMatch(counts -> counts.addedRecords() > 0 || counts.deletedRecords() > 0);
    }

    /**
     * Returns the rows to insert: those whose batch is in the range. Dimensions with history and days carry the batch that
     * last changed their natural key or day on all their rows, so these are whole. Facts that late events moved to other
     * versions keep their batch and come on top.
     */
    Dataset<Row> inserted() {
        Dataset<Row> changed = now().where(col(BATCH_NO).gt(from));
        return rekeyed().map(changed::unionByName).orElse(changed);
    }

    /** Returns the rows of the files: those to insert, and with batch number 0 one row for each key that the table loses. */
    Dataset<Row> staged() {
        return deletions()
                .map(rows -> inserted().unionByName(rows.withColumn("batch_no", lit(0L))))
                .orElseGet(this::inserted);
    }

    /** Returns the first and the last day of facts that left the table; none where no sale was decided on again. */
    List<Integer> lostDays() {
        if (table != GoldTable.FACT_SALES) {
            return List.of();
        }
        return Stream.of(
                        GoldState.smallest(snapshots, FactProperties.LOST_FROM),
                        GoldState.largest(snapshots, FactProperties.LOST_TO))
                .flatMapToLong(OptionalLong::stream)
                .mapToObj(Math::toIntExact)
                .toList();
    }

    /** One row of each key that had rows at the range's start and has none at its end. */
    private Optional<Dataset<Row>> deletions() {
        return switch (table) {
            case FACT_SALES -> lostFacts("left_anti");
            case DIM_PRODUCT, DIM_CUSTOMER ->
                isOnlyAppended() ? Optional.empty() : lostMembers().map(rows -> rows.dropDuplicates(key()));
            case DIM_LOCATION, DIM_STORE, DAILY_SALES -> Optional.empty();
        };
    }

    /** The facts at the range's start that were decided on again and are gone at its end, or that are there anew. */
    private Optional<Dataset<Row>> lostFacts(String joinType) {
        List<Integer> days = lostDays();
        if (days.isEmpty()) {
            return Optional.empty();
        }
        Column inTime = col("date_key").between(days.get(0), days.get(1));
        Dataset<Row> anew = now().where(col("batch_no").gt(from));
        Dataset<Row> there = joinType.equals("left_anti") ? anew.union(now().where(inTime)) : anew;
        return before().map(rows -> rows.where(inTime).join(there.selectExpr(key()), key(), joinType));
    }

    private Optional<Dataset<Row>> lostMembers() {
        return before().map(rows -> rows.join(now().selectExpr(key()), key(), "left_anti"));
    }

    private String[] key() {
        return table.warehouse().key().toArray(String[]::new);
    }

    private static long count(Optional<Dataset<Row>> rows) {
        return rows.map(Dataset::count).orElse(0L);
    }

    /**
     * Returns what the table loses.
     *
     * @param written what {@link #staged} came to
     */
    DeletedRows deleted(RowCounter.Counts written) {
        return switch (table) {
            case DIM_PRODUCT, DIM_CUSTOMER ->
                isOnlyAppended() ? DeletedRows.NONE : DeletedRows.of(replaced() + count(lostMembers()));
            case DAILY_SALES -> isOnlyAppended() ? DeletedRows.NONE : daily();
            // What is inserted of earlier batches are moved facts, each of which replaces itself.
            case FACT_SALES -> DeletedRows.of(written.earlier() + written.deletions() + count(lostFacts("left_semi")));
            case DIM_LOCATION, DIM_STORE -> DeletedRows.NONE;
        };
    }

    private DeletedRows daily() {
        return before().map(rows -> new DeletedDays(snapshots, state.files(table)).between(rows, now(), from))
                .orElse(DeletedRows.NONE);
    }

    private long replaced() {
        String[] key = key();
        return before().map(rows -> rows.join(
                                now().where(col(BATCH_NO).gt(from))
                                        .selectExpr(key)
                                        .distinct(),
                                key,
                                "left_semi")
                        .count())
                .orElse(0L);
    }

    private boolean isOnlyAppended() {
        return snapshots.stream().allMatch(snapshot -> DataOperations.APPEND.equals(snapshot.operation()));
    }

    /** Returns the facts of batches before the range whose keys are not what they were at its start. */
    private Optional<Dataset<Row>> rekeyed() {
        OptionalLong start = rekeyedFrom();
        if (start.isEmpty() || from == 0) {
            return Optional.empty();
        }
        String[] key = table.warehouse().key().toArray(String[]::new);
        Column inTime = col(ORDER_TS).geq(timestamp_micros(lit(start.getAsLong())));
        Column[] before = Stream.concat(
                        Stream.of(key).map(functions::col),
                        Stream.of(
                                col(PRODUCT_KEY).as("old_product"),
                                col(CUSTOMER_KEY).as("old_customer")))
                .toArray(Column[]::new);
        return before().map(old -> now().where(col(BATCH_NO).leq(from))
                .where(inTime)
                .join(old.where(inTime).select(before), key, "inner")
                .where(not(col(PRODUCT_KEY)
                        .equalTo(col("old_product"))
                        .and(col(CUSTOMER_KEY).equalTo(col("old_customer")))))
                .drop("old_product", "old_customer"));
    }

    private OptionalLong rekeyedFrom() {
        return table == GoldTable.FACT_SALES
                ? GoldState.smallest(snapshots, FactProperties.REKEYED_FROM)
                : OptionalLong.empty();
    }

    private Optional<Dataset<Row>> before() {
        return state.rowsAt(table, from);
    }

    private Dataset<Row> now() {
        return state.rowsAt(table, to).orElseThrow();
    }
}
