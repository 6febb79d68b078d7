package io.tillstream.glue.trace;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.when;

import io.tillstream.events.BronzeColumns;
import io.tillstream.events.SaleField;
import io.tillstream.glue.lake.Lake;
import io.tillstream.glue.silver.input.BronzeRows;
import io.tillstream.glue.silver.validate.SentSale;
import io.tillstream.glue.silver.validate.TrailingSpaces;
import io.tillstream.lake.ChainId;
import io.tillstream.lake.LakeKeys;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Looks for rows in all of Bronze, for a person who asks about one sale. An id can be in any object, so this reads the ids
 * of all of them; no job does.
 */
public final class BronzeSearch {
    /** Key of the object that a row is in. */
    public static final String OBJECT = "object";

    /** A row's value: the exact bytes where they did not parse, else the canonical JSON of the sale. */
    public static final String PAYLOAD = "payload";

    /** Whether {@link #PAYLOAD} is the exact bytes. */
    public static final String EXACT = "payload_exact";

    /** Time of the Kafka record, in microseconds since 1970. */
    public static final String KAFKA_MICROS = "kafka_micros";

    /** Time of the sale, in microseconds since 1970; null if it has none. */
    public static final String ORDER_MICROS = "order_micros";

    private BronzeSearch() {}

    /** Whether a row's event id or order id, as Silver stores them, is this text. */
    public static Column named(String id) {
        return stored(SaleField.EVENT_ID)
                .equalTo(id)
                .or(stored(SaleField.ORDER_ID).equalTo(id));
    }

    /** Whether a row comes from this Kafka record, in any incarnation of the topic. */
    public static Column at(int partition, long offset) {
        return col(BronzeColumns.KAFKA_PARTITION)
                .equalTo(partition)
                .and(col(BronzeColumns.KAFKA_OFFSET).equalTo(offset));
    }

    /**
     * Returns the rows of a topic's Bronze that meet a condition: coordinates, the columns named here, and {@code source},
     * {@code event_id} and {@code order_id} as Silver stores them.
     */
    public static Dataset<Row> rows(Lake lake, String topic, Column condition) {
        String prefix = ChainId.prefixOf(topic);
        if (lake.store().childPrefixes(prefix).isEmpty()) {
            return lake.spark()
                    .createDataFrame(List.of(), BronzeRows.schema())
                    .withColumn(OBJECT, col(BronzeColumns.TOPIC_ID))
                    .select(columns());
        }
        // Without this option the names of directories would become columns.
        return lake.spark()
                .read()
                .schema(BronzeRows.schema())
                .option("datetimeRebaseMode", "CORRECTED")
                .option("recursiveFileLookup", "true")
                .parquet(lake.store().uri(prefix))
                .withColumn(OBJECT, expr("substring_index(_metadata.file_path, '/" + LakeKeys.BRONZE + "', -1)"))
                .where(condition)
                .withColumn(OBJECT, expr("concat('" + LakeKeys.BRONZE + "', " + OBJECT + ")"))
                .select(columns());
    }

    private static Column[] columns() {
        Column corrupt = col(BronzeColumns.CORRUPT_REASON).isNotNull();
        List<Column> columns = new ArrayList<>(BronzeRows.coordinateColumns());
        columns.add(col(OBJECT));
        columns.add(expr("unix_micros(" + BronzeColumns.KAFKA_TIMESTAMP + ")").as(KAFKA_MICROS));
        columns.add(expr("unix_micros(" + SaleField.ORDER_TS.fieldName() + ")").as(ORDER_MICROS));
        for (SaleField field : List.of(SaleField.SOURCE, SaleField.EVENT_ID, SaleField.ORDER_ID)) {
            columns.add(stored(field).as(field.fieldName()));
        }
        columns.add(when(corrupt, col(BronzeColumns.CORRUPT_RECORD))
                .otherwise(SentSale.canonical())
                .as(PAYLOAD));
        columns.add(corrupt.as(EXACT));
        return columns.toArray(new Column[0]);
    }

    private static Column stored(SaleField field) {
        return TrailingSpaces.removed(col(field.fieldName()));
    }
}
