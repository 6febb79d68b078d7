package io.tillstream.glue.silver.deduplicate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.tillstream.events.SaleField;
import io.tillstream.glue.lake.DateRanges;
import io.tillstream.glue.silver.input.BronzeRows;
import io.tillstream.glue.silver.validate.SilverColumns;
import io.tillstream.glue.silver.validate.ValidatedBatch;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.storage.StorageLevel;

/**
 * Which valid rows of a batch are duplicates or conflicts (invariant 4). Nearly all ids occur once. So ids are looked for by
 * an eight-byte hash first: once among the batch's rows, and in one pass over the hashes of earlier decisions. Only the rows of
 * the ids that occur again are read in full and compared one by one.
 */
public final class Deduplication implements AutoCloseable {
    private static final String[] BY_ID = {Occurrence.ID_HASH};

    /** More batches than these are named by their range, because a long list costs more to plan than it saves. */
    private static final int MAX_BATCHES = 200;

    private final Deque<Dataset<Row>> kept = new ArrayDeque<>();
    private Optional<Dataset<Row>> known = Optional.empty();
    private Optional<Dataset<Row>> decided = Optional.empty();
    private long duplicates;
    private long conflicts;

    private Deduplication() {}

    /** Where earlier rows are whose ids the batch repeats. */
    private record Hits(long rows, SortedSet<LocalDate> days, SortedSet<Long> batches) {}

    /**
     * Compares the batch's valid rows with each other and with earlier ones.
     *
     * @param earlier rows of silver.decisions that are sales, or were and are withdrawn, wherever a repeat is looked for;
     *     nothing before the first batch
     */
    public static Deduplication of(ValidatedBatch batch, Optional<Dataset<Row>> earlier) {
        Deduplication deduplication = new Deduplication();
        try {
            deduplication.decide(batch, earlier);
            return deduplication;
        } catch (RuntimeException | Error e) {
            deduplication.close();
            throw e;
        }
    }

    private void decide(ValidatedBatch batch, Optional<Dataset<Row>> earlier) {
        Dataset<Row> valid = batch.rows().where(ValidatedBatch.isValid());
        Dataset<Row> ids = valid.select(col(ValidatedBatch.ID_HASH).as(Occurrence.ID_HASH));
        Dataset<Row> found = ids.groupBy(Occurrence.ID_HASH)
                .agg(count(lit(1)).as("n"))
                .where(col("n").gt(1))
                .select(
                        col(Occurrence.ID_HASH),
                        lit(null).cast("date").as(SilverColumns.ORDER_DATE),
                        lit(null).cast("long").as(SilverColumns.BATCH_NO));
        if (earlier.isPresent()) {
            found = found.union(earlier.get()
                    .select(
                            col(SilverColumns.ID_HASH).as(Occurrence.ID_HASH),
                            col(SilverColumns.ORDER_DATE),
                            col(SilverColumns.BATCH_NO))
                    .join(ids, BY_ID, "left_semi"));
        }
        Dataset<Row> suspects = keep(found);
        Hits hits = hits(suspects);
        if (hits.rows() == 0) {
            return;
        }
        Dataset<Row> rows = occurrences(valid, col(ValidatedBatch.ID_HASH), lit(Occurrence.THIS_BATCH), lit(false))
                .join(suspects.select(Occurrence.ID_HASH), BY_ID, "left_semi");
        if (!hits.batches().isEmpty()) {
            Dataset<Row> details = keep(occurrences(
                            earlier.orElseThrow().where(near(hits)),
                            col(SilverColumns.ID_HASH),
                            col(SilverColumns.BATCH_NO),
                            col(SilverColumns.DECISION).equalTo("withdrawn"))
                    .join(suspects.select(Occurrence.ID_HASH), BY_ID, "left_semi"));
            known = Optional.of(details);
            rows = rows.union(details);
        }
        Dataset<Row> results = keep(rows.groupByKey((MapFunction<Row, Long>) row -> row.getLong(0), Encoders.LONG())
                .flatMapSortedGroups(
                        Occurrence.order(), new DeduplicationFunction(), Encoders.row(DeduplicationFunction.RESULT)));
        for (Row kind : results.groupBy(DeduplicationFunction.DUPLICATE).count().collectAsList()) {
            if (kind.getBoolean(0)) {
                duplicates = kind.getLong(1);
            } else {
                conflicts = kind.getLong(1);
            }
        }
        decided = Optional.of(results);
    }

    private static Hits hits(Dataset<Row> suspects) {
        SortedSet<LocalDate> days = new TreeSet<>();
        SortedSet<Long> batches = new TreeSet<>();
        long rows = 0;
        for (Row group : suspects.groupBy(
                        expr("unix_date(" + SilverColumns.ORDER_DATE + ")"), col(SilverColumns.BATCH_NO))
                .count()
                .collectAsList()) {
            rows += group.getLong(2);
            if (!group.isNullAt(1)) {
                days.add(LocalDate.ofEpochDay(group.getInt(0)));
                batches.add(group.getLong(1));
            }
        }
        return new Hits(rows, days, batches);
    }

    /** Iceberg prunes months and files by both conditions. */
    private static Column near(Hits hits) {
        Column batchNo = col(SilverColumns.BATCH_NO);
        Column inBatches = hits.batches().size() <= MAX_BATCHES
                ? batchNo.isin(hits.batches().toArray())
                : batchNo.between(hits.batches().first(), hits.batches().last());
        return DateRanges.around(hits.days(), 0)
                .contain(col(SilverColumns.ORDER_DATE))
                .and(inBatches);
    }

    /** Puts beside each row of the batch what was decided on it, as {@link DeduplicationFunction#RESULT}; null for an accepted one. */
    public Dataset<Row> join(Dataset<Row> rows) {
        if (decided.isPresent()) {
            return rows.join(decided.get(), BronzeRows.joinNames(), "left");
        }
        Dataset<Row> all = rows;
        for (StructField field : DeduplicationFunction.RESULT.fields()) {
            if (!BronzeRows.COORDINATES.contains(field.name())) {
                all = all.withColumn(field.name(), lit(null).cast(field.dataType()));
            }
        }
        return all;
    }

    /**
     * Returns the ids of earlier sales that the batch repeats, each once, in columns of silver.decisions; nothing where it
     * repeats none. An earlier release took the same id on days far apart for two sales, and so does a search that is bounded
     * in time: that is no fault of this batch, and must not stop it.
     */
    public Optional<Dataset<Row>> known() {
        return known.map(rows -> rows.where(col(Occurrence.WITHDRAWN).equalTo(false))
                .select(SaleField.SOURCE.fieldName(), SaleField.EVENT_ID.fieldName())
                .distinct());
    }

    public long duplicates() {
        return duplicates;
    }

    public long conflicts() {
        return conflicts;
    }

    @Override
    public void close() {
        kept.forEach(rows -> rows.unpersist(false));
        kept.clear();
    }

    private Dataset<Row> keep(Dataset<Row> rows) {
        Dataset<Row> persisted = rows.persist(StorageLevel.MEMORY_AND_DISK());
        kept.push(persisted);
        return persisted;
    }

    private static Dataset<Row> occurrences(Dataset<Row> rows, Column idHash, Column batchNo, Column isWithdrawn) {
        List<Column> columns = new ArrayList<>();
        columns.add(idHash.as(Occurrence.ID_HASH));
        columns.add(col(SaleField.SOURCE.fieldName()).as(Occurrence.SOURCE));
        columns.add(col(SaleField.EVENT_ID.fieldName()).as(Occurrence.EVENT_ID));
        columns.add(expr("unix_date(" + SilverColumns.ORDER_DATE + ")").as(Occurrence.DAY));
        columns.add(col(SilverColumns.CONTENT_HASH));
        columns.add(batchNo.as(Occurrence.BATCH));
        columns.add(isWithdrawn.as(Occurrence.WITHDRAWN));
        columns.addAll(BronzeRows.coordinateColumns());
        return rows.select(columns.toArray(new Column[0]));
    }
}
