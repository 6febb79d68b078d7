package io.tillstream.glue.silver;

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
final class SilverFrames {
    private final Dataset<Row> decided;
    private final long batchNo;

    /** Puts each row beside its decision; the few that were not accepted are all that is joined. */
    SilverFrames(JudgedBatch batch, Decisions decisions, long batchNo) {
        this.decided = batch.rows().join(decisions.rows(), BronzeRows.joinNames(), "left");
        this.batchNo = batchNo;
    }

    /** Returns the accepted rows, for silver.sales. */
    Dataset<Row> sales(String defaultCurrency) {
        List<Column> columns = new ArrayList<>(BronzeRows.coordinateColumns());
        columns.add(col(BronzeColumns.KAFKA_TIMESTAMP));
        for (SaleField field : SaleField.values()) {
            columns.add(SaleColumns.filled(field, defaultCurrency).as(field.fieldName()));
        }
        Stream.of(SalesSchema.EXTRAS, SilverTables.ORDER_DATE, SilverTables.REVENUE, SilverTables.CONTENT_HASH)
                .map(name -> col(name))
                .forEach(columns::add);
        columns.add(lit(batchNo).as(SilverTables.BATCH_NO));
        return decided.where(
                        JudgedBatch.isFit().and(col(DecideFunction.DUPLICATE).isNull()))
                .select(columns.toArray(new Column[0]));
    }

    /** Returns the rejected rows, for silver.quarantine. */
    Dataset<Row> quarantine() {
        Column corrupt = col(BronzeColumns.CORRUPT_REASON).isNotNull();
        Column canonical = udf((UDF1<Row, byte[]>) JudgeFunction::canonical, DataTypes.BinaryType)
                .apply(struct(SaleColumns.asSent()));
        Dataset<Row> rejected = decided.where(col(JudgedBatch.REASON)
                        .isNotNull()
                        .or(col(DecideFunction.DUPLICATE).equalTo(false)))
                .withColumn("reason", coalesce(col(JudgedBatch.REASON), lit(Reason.EVENT_ID_CONFLICT.code())))
                .withColumn(
                        "reason_detail",
                        coalesce(col(JudgedBatch.DETAIL), concat(lit("event_id: "), col(DecideFunction.WHY))))
                .withColumn(
                        "payload",
                        when(corrupt, col(BronzeColumns.CORRUPT_RECORD)).otherwise(canonical))
                .withColumn("payload_exact", corrupt)
                .withColumn("source", col(JudgedBatch.SOURCE))
                .withColumn("event_id", col(JudgedBatch.EVENT_ID))
                .withColumn(SilverTables.BATCH_NO, lit(batchNo));
        return rejected.select(Stream.of(SilverTables.quarantineSchema().fields())
                .map(StructField::name)
                .map(name -> col(name))
                .toArray(Column[]::new));
    }
}
