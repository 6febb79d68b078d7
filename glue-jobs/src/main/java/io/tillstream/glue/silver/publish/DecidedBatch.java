package io.tillstream.glue.silver.publish;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.when;

import io.tillstream.events.BronzeColumns;
import io.tillstream.events.SaleField;
import io.tillstream.glue.silver.deduplicate.Deduplication;
import io.tillstream.glue.silver.deduplicate.DeduplicationFunction;
import io.tillstream.glue.silver.input.BronzeRows;
import io.tillstream.glue.silver.validate.Reason;
import io.tillstream.glue.silver.validate.SilverColumns;
import io.tillstream.glue.silver.validate.ValidatedBatch;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows of a batch with the decision on each, as silver.decisions stores them.
 *
 * @param batch the validated rows
 * @param deduplication which of the valid ones are not accepted
 * @param batchNo the batch's number
 * @param decidedAt when it was decided
 */
public record DecidedBatch(ValidatedBatch batch, Deduplication deduplication, long batchNo, Instant decidedAt) {
    private static final String DECIDED_BY = "silver";
    private static final String CONFLICT_PAYLOAD = "_conflict_payload";

    /** What every decision keeps of the sale; the other fields are those of a sale that counts. */
    private static final Set<String> ALWAYS = Stream.concat(
                    BronzeRows.COORDINATES.stream(),
                    Stream.of(
                            BronzeColumns.KAFKA_TIMESTAMP,
                            SaleField.SOURCE.fieldName(),
                            SaleField.EVENT_ID.fieldName(),
                            SilverColumns.ORDER_DATE,
                            SilverColumns.CONTENT_HASH))
            .collect(Collectors.toUnmodifiableSet());

    /** Returns the rows, in the table's columns. */
    public Dataset<Row> rows() {
        Dataset<Row> rows = deduplication.join(batch.rows());
        rows = deduplication.conflicts() == 0
                ? rows.withColumn(CONFLICT_PAYLOAD, lit(null).cast("binary"))
                : rows.join(
                        batch.payloads().withColumnRenamed(ValidatedBatch.PAYLOAD, CONFLICT_PAYLOAD),
                        BronzeRows.joinNames(),
                        "left");
        Column isRejected = col(ValidatedBatch.REASON).isNotNull();
        Column isDuplicate = col(DeduplicationFunction.DUPLICATE);
        Column isConflict = isDuplicate.equalTo(false);
        Column isAccepted = ValidatedBatch.isValid().and(isDuplicate.isNull());
        Column isQuarantined = isRejected.or(isConflict);
        List<Column> columns = new ArrayList<>();
        for (String name : DecisionTable.schema().fieldNames()) {
            Column column = switch (name) {
                case SilverColumns.BATCH_NO -> lit(batchNo);
                case SilverColumns.DECISION ->
                    when(isAccepted, lit(Decision.ACCEPTED.code()))
                            .when(isQuarantined, lit(Decision.QUARANTINED.code()))
                            .otherwise(lit(Decision.DUPLICATE.code()));
                case SilverColumns.SUPERSEDED_BY -> lit(null).cast("long");
                case SilverColumns.REASON ->
                    coalesce(col(ValidatedBatch.REASON), when(isConflict, lit(Reason.EVENT_ID_CONFLICT.code())));
                case SilverColumns.REASON_DETAIL ->
                    coalesce(
                            col(ValidatedBatch.DETAIL),
                            when(isConflict, concat(lit("event_id: "), col(DeduplicationFunction.WHY))));
                case SilverColumns.PAYLOAD ->
                    coalesce(col(ValidatedBatch.PAYLOAD), when(isConflict, col(CONFLICT_PAYLOAD)));
                case SilverColumns.PAYLOAD_EXACT -> when(isQuarantined, col(ValidatedBatch.PAYLOAD_EXACT));
                case SilverColumns.DECIDED_BY -> lit(DECIDED_BY);
                case SilverColumns.DECIDED_AT ->
                    timestamp_micros(lit(ChronoUnit.MICROS.between(Instant.EPOCH, decidedAt)));
                case SilverColumns.WHY -> lit(null).cast("string");
                case SilverColumns.ID_HASH -> col(ValidatedBatch.ID_HASH);
                default -> ALWAYS.contains(name) || name.startsWith("other_") ? col(name) : when(isAccepted, col(name));
            };
            columns.add(column.as(name));
        }
        return rows.select(columns.toArray(Column[]::new));
    }
}
