package io.tillstream.glue.silver.publish;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;

import io.tillstream.glue.silver.deduplicate.Deduplication;
import io.tillstream.glue.silver.deduplicate.DeduplicationFunction;
import io.tillstream.glue.silver.input.BronzeRows;
import io.tillstream.glue.silver.validate.Reason;
import io.tillstream.glue.silver.validate.SilverColumns;
import io.tillstream.glue.silver.validate.ValidatedBatch;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/** The rows of a batch that is deduplicated, in the columns of the tables that they go to. */
public final class SilverFrames {
    private final ValidatedBatch batch;
    private final Deduplication deduplication;
    private final Dataset<Row> decided;
    private final long batchNo;

    /** Joins the rows with their decisions; only the few rows that are not accepted have one. */
    public SilverFrames(ValidatedBatch batch, Deduplication deduplication, long batchNo) {
        this.batch = batch;
        this.deduplication = deduplication;
        this.decided = batch.rows().join(deduplication.rows(), BronzeRows.joinNames(), "left");
        this.batchNo = batchNo;
    }

    /** Returns the accepted rows, for silver.sales. */
    public Dataset<Row> sales() {
        return columns(
                decided.where(ValidatedBatch.isValid()
                        .and(col(DeduplicationFunction.DUPLICATE).isNull())),
                SilverTables.salesSchema());
    }

    /** Returns the rejected rows and the conflicts, for silver.quarantine. */
    public Dataset<Row> quarantine() {
        Dataset<Row> rejected = quarantined(
                decided.where(col(ValidatedBatch.REASON).isNotNull()),
                col(ValidatedBatch.REASON),
                col(ValidatedBatch.DETAIL));
        if (deduplication.conflicts() == 0) {
            return rejected;
        }
        Dataset<Row> conflicts = decided.where(
                        col(DeduplicationFunction.DUPLICATE).equalTo(false))
                .drop(ValidatedBatch.PAYLOAD)
                .join(batch.payloads(), BronzeRows.joinNames());
        return rejected.union(quarantined(
                conflicts,
                lit(Reason.EVENT_ID_CONFLICT.code()),
                concat(lit("event_id: "), col(DeduplicationFunction.WHY))));
    }

    private Dataset<Row> quarantined(Dataset<Row> rows, Column reason, Column detail) {
        return columns(
                rows.withColumn("reason", reason)
                        .withColumn("reason_detail", detail)
                        .withColumn("payload", col(ValidatedBatch.PAYLOAD))
                        .withColumn("payload_exact", col(ValidatedBatch.PAYLOAD_EXACT)),
                SilverTables.quarantineSchema());
    }

    private Dataset<Row> columns(Dataset<Row> rows, StructType schema) {
        return rows.withColumn(SilverColumns.BATCH_NO, lit(batchNo))
                .select(Stream.of(schema.fieldNames()).map(functions::col).toArray(Column[]::new));
    }
}
