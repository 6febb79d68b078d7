package io.tillstream.glue.silver.publish;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import io.tillstream.events.BronzeColumns;
import io.tillstream.events.SaleField;
import io.tillstream.events.SalesSchema;
import io.tillstream.glue.silver.deduplicate.Deduplication;
import io.tillstream.glue.silver.deduplicate.DeduplicationFunction;
import io.tillstream.glue.silver.input.BronzeRows;
import io.tillstream.glue.silver.validate.Reason;
import io.tillstream.glue.silver.validate.SaleColumns;
import io.tillstream.glue.silver.validate.SilverColumns;
import io.tillstream.glue.silver.validate.ValidatedBatch;
import io.tillstream.glue.silver.validate.ValidationFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/** The rows of a decided batch, in the columns of the tables that they go to. */
public final class SilverFrames {
    private final Dataset<Row> decided;
    private final long batchNo;

    /** Puts each row beside its decision; the few that were not accepted are all that is joined. */
    public SilverFrames(ValidatedBatch batch, Deduplication deduplication, long batchNo) {
        this.decided = batch.rows().join(deduplication.rows(), BronzeRows.joinNames(), "left");
        this.batchNo = batchNo;
    }

    /** Returns the accepted rows, for silver.sales. */
    public Dataset<Row> sales(String defaultCurrency) {
        List<Column> columns = new ArrayList<>(BronzeRows.coordinateColumns());
        columns.add(col(BronzeColumns.KAFKA_TIMESTAMP));
        for (SaleField field : SaleField.values()) {
            columns.add(SaleColumns.filled(field, defaultCurrency).as(field.fieldName()));
        }
        Stream.of(SalesSchema.EXTRAS, SilverColumns.ORDER_DATE, SilverColumns.REVENUE, SilverColumns.CONTENT_HASH)
                .map(name -> col(name))
                .forEach(columns::add);
        columns.add(lit(batchNo).as(SilverColumns.BATCH_NO));
        return decided.where(ValidatedBatch.isFit()
                        .and(col(DeduplicationFunction.DUPLICATE).isNull()))
                .select(columns.toArray(new Column[0]));
    }

    /** Returns the rejected rows, for silver.quarantine. */
    public Dataset<Row> quarantine() {
        Column corrupt = col(BronzeColumns.CORRUPT_REASON).isNotNull();
        Column canonical = udf((UDF1<Row, byte[]>) ValidationFunction::canonical, DataTypes.BinaryType)
                .apply(struct(SaleColumns.asSent()));
        Dataset<Row> rejected = decided.where(col(ValidatedBatch.REASON)
                        .isNotNull()
                        .or(col(DeduplicationFunction.DUPLICATE).equalTo(false)))
                .withColumn("reason", coalesce(col(ValidatedBatch.REASON), lit(Reason.EVENT_ID_CONFLICT.code())))
                .withColumn(
                        "reason_detail",
                        coalesce(col(ValidatedBatch.DETAIL), concat(lit("event_id: "), col(DeduplicationFunction.WHY))))
                .withColumn(
                        "payload",
                        when(corrupt, col(BronzeColumns.CORRUPT_RECORD)).otherwise(canonical))
                .withColumn("payload_exact", corrupt)
                .withColumn("source", col(ValidatedBatch.SOURCE))
                .withColumn("event_id", col(ValidatedBatch.EVENT_ID))
                .withColumn(SilverColumns.BATCH_NO, lit(batchNo));
        return rejected.select(Stream.of(SilverTables.quarantineSchema().fields())
                .map(StructField::name)
                .map(name -> col(name))
                .toArray(Column[]::new));
    }
}
