package io.tillstream.glue.silver.publish;

import static org.apache.spark.sql.functions.col;

import io.tillstream.events.BronzeColumns;
import io.tillstream.events.SaleField;
import io.tillstream.events.SalesSchema;
import io.tillstream.glue.lake.Lake;
import io.tillstream.glue.lake.LakeTable;
import io.tillstream.glue.silver.input.BronzeRows;
import io.tillstream.glue.silver.validate.SilverColumns;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The one table of Silver: a row for each decision on a row of Bronze (docs/reference/contracts.md, section 3). A decision
 * holds from its {@code batch_no} up to, but not including, its {@code superseded_by}; so what was decided at any batch can
 * be read from the rows alone.
 */
public final class DecisionTable {
    /** Namespace and name. */
    public static final String NAME = "silver.decisions";

    private DecisionTable() {}

    /** Returns the table, created where it does not exist, with the columns of today, and with the rows of an older lake. */
    public static LakeTable open(Lake lake) {
        LakeTable table = lake.findOrCreate(
                NAME,
                schema(),
                SilverColumns.DECISION + ", months(" + SilverColumns.ORDER_DATE + ")",
                Map.of("write.spark.fanout.enabled", "true"));
        new TwoTableLake(lake, table).moveIn();
        return table.refresh();
    }

    /** Finds the table for a reader that changes nothing. */
    public static Optional<LakeTable> find(Lake lake) {
        return lake.find(NAME);
    }

    /** Returns the columns: those of a sale, then those of the decision. */
    public static StructType schema() {
        StructType schema = sale().add(SilverColumns.DECISION, DataTypes.StringType)
                .add(SilverColumns.SUPERSEDED_BY, DataTypes.LongType)
                .add(SilverColumns.REASON, DataTypes.StringType)
                .add(SilverColumns.REASON_DETAIL, DataTypes.StringType)
                .add(SilverColumns.PAYLOAD, DataTypes.BinaryType)
                .add(SilverColumns.PAYLOAD_EXACT, DataTypes.BooleanType)
                .add("other_topic_id", DataTypes.StringType)
                .add("other_partition", DataTypes.IntegerType)
                .add("other_offset", DataTypes.LongType)
                .add("other_index", DataTypes.IntegerType);
        return schema.add(SilverColumns.DECIDED_BY, DataTypes.StringType)
                .add(SilverColumns.DECIDED_AT, DataTypes.TimestampType)
                .add(SilverColumns.WHY, DataTypes.StringType)
                .add(SilverColumns.ID_HASH, DataTypes.LongType);
    }

    /** The columns of an accepted sale, and of the coordinates and the batch of every other decision. */
    static StructType sale() {
        // All are optional to Iceberg: that keys are complete is the gate's to say, before main shows them.
        StructType schema = BronzeRows.coordinates(new StructType(), true)
                .add(BronzeColumns.KAFKA_TIMESTAMP, DataTypes.TimestampType);
        return BronzeRows.sale(schema)
                .add(SilverColumns.ORDER_DATE, DataTypes.DateType)
                .add(SilverColumns.REVENUE, BronzeRows.DECIMAL)
                .add(SilverColumns.CONTENT_HASH, DataTypes.StringType)
                .add(SilverColumns.BATCH_NO, DataTypes.LongType);
    }

    /** Whether a row is that decision. */
    public static Column is(Decision decision) {
        return col(SilverColumns.DECISION).equalTo(decision.code());
    }

    /** Whether no later batch has decided again. */
    public static Column isCurrent() {
        return col(SilverColumns.SUPERSEDED_BY).isNull();
    }

    /** Whether a decision is the one that held once the batch was published. */
    public static Column heldAt(long batchNo) {
        return col(SilverColumns.BATCH_NO)
                .leq(batchNo)
                .and(isCurrent().or(col(SilverColumns.SUPERSEDED_BY).gt(batchNo)));
    }

    /**
     * Returns the sales that counted at a batch, in the columns that Gold reads.
     *
     * @param decisions rows of the table at a snapshot of that batch or of a later one
     */
    public static Dataset<Row> salesAt(Dataset<Row> decisions, long batchNo) {
        // A snapshot has the columns of its day.
        return sales(decisions.to(schema()).where(heldAt(batchNo)));
    }

    /**
     * Returns the sales that counted at batch {@code from} and do not at batch {@code to}, because they were decided on again
     * between, in the columns that Gold reads. Those that count again under a new batch are among them.
     */
    public static Dataset<Row> salesLost(Dataset<Row> decisions, long from, long to) {
        Column supersededBy = col(SilverColumns.SUPERSEDED_BY);
        return sales(decisions
                .to(schema())
                .where(supersededBy.gt(from).and(supersededBy.leq(to)))
                .where(col(SilverColumns.BATCH_NO).leq(from)));
    }

    /** Returns the accepted ones of these rows, in the columns that Gold reads. */
    public static Dataset<Row> sales(Dataset<Row> decisions) {
        Stream<String> columns = Stream.of(sale().fieldNames())
                .filter(name -> !name.equals(SalesSchema.EXTRAS)
                        && !name.equals(BronzeColumns.KAFKA_TIMESTAMP)
                        && !name.equals(SilverColumns.CONTENT_HASH));
        return decisions
                .where(is(Decision.ACCEPTED))
                .select(columns.map(functions::col).toArray(Column[]::new));
    }

    /** Returns the hash of a row's identity: source and event id, for ever and without the date (invariant 4). */
    public static Column idHash() {
        return functions.xxhash64(col(SaleField.SOURCE.fieldName()), col(SaleField.EVENT_ID.fieldName()));
    }
}
