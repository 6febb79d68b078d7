package io.tillstream.glue.silver.publish;

import io.tillstream.events.BronzeColumns;
import io.tillstream.glue.lake.Lake;
import io.tillstream.glue.lake.LakeTable;
import io.tillstream.glue.silver.input.BronzeRows;
import io.tillstream.glue.silver.validate.SilverColumns;
import java.util.Map;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The two tables of Silver (docs/reference/contracts.md, section 3). */
public final class SilverTables {
    /** Accepted sales. */
    public static final String SALES = "silver.sales";

    /** Rows that are no sales, or not sales that can be stored. */
    public static final String QUARANTINE = "silver.quarantine";

    private SilverTables() {}

    /** Returns silver.sales, created where it does not exist. */
    public static LakeTable sales(Lake lake) {
        return lake.findOrCreate(SALES, salesSchema(), "months(" + SilverColumns.ORDER_DATE + ")", Map.of());
    }

    /** Returns silver.quarantine, created where it does not exist. */
    public static LakeTable quarantine(Lake lake) {
        return lake.findOrCreate(QUARANTINE, quarantineSchema(), "", Map.of());
    }

    /** Returns the columns of silver.sales. */
    public static StructType salesSchema() {
        // All are optional to Iceberg: that keys are complete is the gate's to say, before main shows them.
        StructType schema = BronzeRows.coordinates(new StructType(), true)
                .add(BronzeColumns.KAFKA_TIMESTAMP, DataTypes.TimestampType);
        return BronzeRows.sale(schema)
                .add(SilverColumns.ORDER_DATE, DataTypes.DateType)
                .add(SilverColumns.REVENUE, BronzeRows.DECIMAL)
                .add(SilverColumns.CONTENT_HASH, DataTypes.StringType)
                .add(SilverColumns.BATCH_NO, DataTypes.LongType);
    }

    /** Returns the columns of silver.quarantine. */
    public static StructType quarantineSchema() {
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
                .add(SilverColumns.BATCH_NO, DataTypes.LongType);
    }
}
