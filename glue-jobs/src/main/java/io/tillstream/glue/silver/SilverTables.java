package io.tillstream.glue.silver;

import io.tillstream.events.BronzeColumns;
import io.tillstream.glue.lake.Lake;
import io.tillstream.glue.lake.LakeTable;
import java.util.Map;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The two tables of Silver (docs/reference/contracts.md, section 3). */
public final class SilverTables {
    /** Accepted sales. */
    public static final String SALES = "silver.sales";

    /** Rows that are no sales, or not sales that can be stored. */
    public static final String QUARANTINE = "silver.quarantine";

    /** Day of a sale in the business time zone. */
    public static final String ORDER_DATE = "order_date";

    /** Net amount of a sale. */
    public static final String REVENUE = "revenue";

    /** SHA-256, hex, of the canonical JSON of the fields as sent. */
    public static final String CONTENT_HASH = "content_hash";

    /** Number of the batch that decided on the row. */
    public static final String BATCH_NO = "batch_no";

    private SilverTables() {}

    /** Returns silver.sales, created where it does not exist. */
    static LakeTable sales(Lake lake) {
        return lake.findOrCreate(SALES, salesSchema(), "months(" + ORDER_DATE + ")", Map.of());
    }

    /** Returns silver.quarantine, created where it does not exist. */
    static LakeTable quarantine(Lake lake) {
        return lake.findOrCreate(QUARANTINE, quarantineSchema(), "", Map.of());
    }

    /** Returns the columns of silver.sales. */
    static StructType salesSchema() {
        // All are optional to Iceberg: that keys are complete is the gate's to say, before main shows them.
        StructType schema = BronzeRows.coordinates(new StructType(), true)
                .add(BronzeColumns.KAFKA_TIMESTAMP, DataTypes.TimestampType);
        return BronzeRows.sale(schema)
                .add(ORDER_DATE, DataTypes.DateType)
                .add(REVENUE, BronzeRows.DECIMAL)
                .add(CONTENT_HASH, DataTypes.StringType)
                .add(BATCH_NO, DataTypes.LongType);
    }

    /** Returns the columns of silver.quarantine. */
    static StructType quarantineSchema() {
        return BronzeRows.coordinates(new StructType(), true)
                .add(BronzeColumns.KAFKA_TIMESTAMP, DataTypes.TimestampType)
                .add("reason", DataTypes.StringType)
                .add("reason_detail", DataTypes.StringType)
                .add("payload", DataTypes.BinaryType)
                .add("payload_exact", DataTypes.BooleanType)
                .add("source", DataTypes.StringType)
                .add("event_id", DataTypes.StringType)
                .add("other_topic_id", DataTypes.StringType)
                .add("other_partition", DataTypes.IntegerType)
                .add("other_offset", DataTypes.LongType)
                .add("other_index", DataTypes.IntegerType)
                .add(BATCH_NO, DataTypes.LongType);
    }
}
