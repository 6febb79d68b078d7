package io.tillstream.glue.silver.deduplicate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import io.tillstream.events.SaleField;
import io.tillstream.glue.silver.input.BronzeRows;
import io.tillstream.glue.silver.validate.SilverColumns;
import io.tillstream.glue.silver.validate.ValidatedBatch;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Which valid rows of a batch are duplicates or conflicts (invariant 4). Nearly all ids occur once, so they are sought by an
 * eight-byte hash first, and only the rows of ids that occur again are looked at one by one.
 */
public final class Deduplication implements AutoCloseable {
    private static final String[] BY_ID = {Occurrence.ID_HASH};

    private final Dataset<Row> rows;
    private final long duplicates;
    private final long conflicts;

    private Deduplication(Dataset<Row> rows, long duplicates, long conflicts) {
        this.rows = rows;
        this.duplicates = duplicates;
        this.conflicts = conflicts;
    }

    /**
     * Compares the batch's valid rows with each other and with the accepted ones.
     *
     * @param accepted rows of silver.sales on every day within the conflict window of the batch; null for none
     */
    public static Deduplication of(ValidatedBatch batch, Dataset<Row> accepted, int conflictWindowDays) {
        Dataset<Row> fresh = occurrences(
                batch.rows().where(ValidatedBatch.isValid()),
                col(ValidatedBatch.ID_HASH),
                col(SaleField.SOURCE.fieldName()),
                col(SaleField.EVENT_ID.fieldName()),
                lit(Occurrence.THIS_BATCH));
        Dataset<Row> repeated = fresh.groupBy(Occurrence.ID_HASH)
                .agg(count(lit(1)).as("n"))
                .where(col("n").gt(1))
                .select(Occurrence.ID_HASH);
        Dataset<Row> suspects;
        if (accepted == null) {
            suspects = fresh.join(repeated, BY_ID, "left_semi");
        } else {
            Dataset<Row> known = occurrences(
                            accepted,
                            xxhash64(col(SaleField.SOURCE.fieldName()), col(SaleField.EVENT_ID.fieldName())),
                            col(SaleField.SOURCE.fieldName()),
                            col(SaleField.EVENT_ID.fieldName()),
                            col(SilverColumns.BATCH_NO))
                    .join(fresh.select(Occurrence.ID_HASH), BY_ID, "left_semi");
            suspects = fresh.join(repeated.union(known.select(Occurrence.ID_HASH)), BY_ID, "left_semi")
                    .union(known);
        }
        Dataset<Row> decided = suspects.groupByKey((MapFunction<Row, Long>) row -> row.getLong(0), Encoders.LONG())
                .flatMapSortedGroups(
                        Occurrence.order(),
                        new DeduplicationFunction(conflictWindowDays),
                        Encoders.row(DeduplicationFunction.RESULT))
                .persist(StorageLevel.MEMORY_AND_DISK());
        long duplicates = 0;
        long conflicts = 0;
        for (Row kind : decided.groupBy(DeduplicationFunction.DUPLICATE).count().collectAsList()) {
            if (kind.getBoolean(0)) {
                duplicates = kind.getLong(1);
            } else {
                conflicts = kind.getLong(1);
            }
        }
        return new Deduplication(decided, duplicates, conflicts);
    }

    /** Returns the rows that were not accepted, as {@link DeduplicationFunction#RESULT}. */
    public Dataset<Row> rows() {
        return rows;
    }

    public long duplicates() {
        return duplicates;
    }

    public long conflicts() {
        return conflicts;
    }

    @Override
    public void close() {
        rows.unpersist();
    }

    private static Dataset<Row> occurrences(
            Dataset<Row> rows, Column idHash, Column source, Column eventId, Column batchNo) {
        List<Column> columns = new ArrayList<>();
        columns.add(idHash.as(Occurrence.ID_HASH));
        columns.add(source.as(Occurrence.SOURCE));
        columns.add(eventId.as(Occurrence.EVENT_ID));
        columns.add(expr("unix_date(" + SilverColumns.ORDER_DATE + ")").as(Occurrence.DAY));
        columns.add(col(SilverColumns.CONTENT_HASH));
        columns.add(batchNo.as(Occurrence.BATCH));
        columns.addAll(BronzeRows.coordinateColumns());
        return rows.select(columns.toArray(new Column[0]));
    }
}
