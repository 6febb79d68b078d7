package io.tillstream.glue.silver.input;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.tillstream.events.BronzeColumns;
import io.tillstream.events.FieldType;
import io.tillstream.events.SaleField;
import io.tillstream.events.SalesSchema;
import io.tillstream.glue.lake.Lake;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The columns of Bronze (docs/reference/contracts.md, section 2), and how Spark reads them. */
public final class BronzeRows {
    /** The Kafka coordinates of a row, in the order that decides which of two comes first (invariant 4). */
    public static final List<String> COORDINATES = List.of(
            BronzeColumns.TOPIC_ID,
            BronzeColumns.KAFKA_PARTITION,
            BronzeColumns.KAFKA_OFFSET,
            BronzeColumns.RECORD_INDEX);

    /** Whether a row lies outside the range that its object covers; true nowhere unless somebody changed an object. */
    public static final String MISPLACED = "_misplaced";

    /** Money and quantities, everywhere. */
    public static final DataType DECIMAL = DataTypes.createDecimalType(18, 6);

    private static final String[] OBJECT_JOIN = {"_object"};

    private static final StructType OBJECTS = new StructType()
            .add("_object", DataTypes.StringType)
            .add("_object_topic_id", DataTypes.StringType)
            .add("_object_partition", DataTypes.IntegerType)
            .add("_object_first", DataTypes.LongType)
            .add("_object_last", DataTypes.LongType);

    private BronzeRows() {}

    /** Returns the schema: given, not inferred, so that no object can change a type. */
    public static StructType schema() {
        StructType schema = coordinates(new StructType(), false);
        schema = sale(schema.add(BronzeColumns.KAFKA_TIMESTAMP, DataTypes.TimestampType, false));
        return schema.add(BronzeColumns.CORRUPT_RECORD, DataTypes.BinaryType)
                .add(BronzeColumns.CORRUPT_REASON, DataTypes.StringType)
                .add(BronzeColumns.CORRUPT_DETAIL, DataTypes.StringType);
    }

    /** Adds the four coordinates. */
    public static StructType coordinates(StructType schema, boolean nullable) {
        return schema.add(BronzeColumns.TOPIC_ID, DataTypes.StringType, nullable)
                .add(BronzeColumns.KAFKA_PARTITION, DataTypes.IntegerType, nullable)
                .add(BronzeColumns.KAFKA_OFFSET, DataTypes.LongType, nullable)
                .add(BronzeColumns.RECORD_INDEX, DataTypes.IntegerType, nullable);
    }

    /** Adds every field of a sale, and the extras. */
    public static StructType sale(StructType schema) {
        StructType extended = schema;
        for (SaleField field : SaleField.values()) {
            extended = extended.add(field.fieldName(), type(field.type()));
        }
        return extended.add(
                SalesSchema.EXTRAS, DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType, true));
    }

    /** Returns Spark's type for a field's type. */
    public static DataType type(FieldType type) {
        return switch (type) {
            case TEXT -> DataTypes.StringType;
            case INT -> DataTypes.IntegerType;
            case DECIMAL -> DECIMAL;
            case TIMESTAMP -> DataTypes.TimestampType;
            case DATE -> DataTypes.DateType;
        };
    }

    /** Reads the objects, with {@link #MISPLACED}; an object without rows is not opened. */
    public static Dataset<Row> read(Lake lake, BronzeRange range) {
        String[] paths = range.keysWithRows().stream().map(lake.store()::uri).toArray(String[]::new);
        if (paths.length == 0) {
            return lake.spark().createDataFrame(List.of(), schema()).withColumn(MISPLACED, lit(false));
        }
        // A sale dated 1500 is for Silver to reject: without CORRECTED, Spark would refuse to read the whole object.
        Dataset<Row> rows = lake.spark()
                .read()
                .schema(schema())
                .option("datetimeRebaseMode", "CORRECTED")
                .parquet(paths)
                .withColumn("_object", expr("substring_index(_metadata.file_path, '/', -4)"));
        List<Row> objects = range.objects().stream()
                .map(object -> RowFactory.create(
                        object.key().substring(object.key().indexOf('/') + 1),
                        object.chain().topicId(),
                        object.chain().partition(),
                        object.firstOffset(),
                        object.lastOffset()))
                .toList();
        Column isCovered = col(BronzeColumns.TOPIC_ID)
                .equalTo(col("_object_topic_id"))
                .and(col(BronzeColumns.KAFKA_PARTITION).equalTo(col("_object_partition")))
                .and(col(BronzeColumns.KAFKA_OFFSET).between(col("_object_first"), col("_object_last")));
        return rows.join(lake.spark().createDataFrame(objects, OBJECTS), OBJECT_JOIN, "left")
                .withColumn(MISPLACED, not(coalesce(isCovered, lit(false))))
                .drop(OBJECTS.fieldNames());
    }

    /** Returns the coordinates as the names that two frames are joined by. */
    public static String[] joinNames() {
        return COORDINATES.toArray(new String[0]);
    }

    /** Returns the coordinates as columns. */
    public static List<Column> coordinateColumns() {
        return COORDINATES.stream().map(name -> col(name)).toList();
    }
}
