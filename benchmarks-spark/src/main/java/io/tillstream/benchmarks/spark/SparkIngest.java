package io.tillstream.benchmarks.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.from_json;

import io.tillstream.events.BronzeColumns;
import io.tillstream.events.FieldType;
import io.tillstream.events.SaleField;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Copies a topic of JSON sales to Parquet, in one micro-batch: Kafka source, {@code from_json} with the types of the
 * contract, zstd. A value that does not parse keeps its text in {@code _corrupt_record}, as the writer keeps its bytes;
 * fields outside the contract are dropped, which the writer does not do.
 */
public final class SparkIngest {
    private SparkIngest() {}

    /**
     * Runs until the topic's present end is written.
     *
     * @param args bootstrap servers, topic, output directory, checkpoint directory
     * @throws Exception if the query fails
     */
    public static void main(String[] args) throws Exception {
        SparkSession spark = SparkSession.builder().getOrCreate();
        Dataset<Row> records = spark.readStream()
                .format("kafka")
                .option("kafka.bootstrap.servers", args[0])
                .option("kafka.max.poll.records", "10000")
                .option("subscribe", args[1])
                .option("startingOffsets", "earliest")
                .load();
        records.select(
                        col("partition").as(BronzeColumns.KAFKA_PARTITION),
                        col("offset").as(BronzeColumns.KAFKA_OFFSET),
                        col("timestamp").as(BronzeColumns.KAFKA_TIMESTAMP),
                        from_json(
                                        col("value").cast(DataTypes.StringType),
                                        schema(),
                                        Map.of("columnNameOfCorruptRecord", BronzeColumns.CORRUPT_RECORD))
                                .as("sale"))
                .select(
                        BronzeColumns.KAFKA_PARTITION,
                        BronzeColumns.KAFKA_OFFSET,
                        BronzeColumns.KAFKA_TIMESTAMP,
                        "sale.*")
                .writeStream()
                .format("parquet")
                .option("compression", "zstd")
                .option("path", args[2])
                .option("checkpointLocation", args[3])
                .trigger(Trigger.AvailableNow())
                .start()
                .awaitTermination();
        spark.stop();
    }

    private static StructType schema() {
        StructType fields = new StructType();
        for (SaleField field : SaleField.values()) {
            fields = fields.add(field.fieldName(), type(field.type()));
        }
        return fields.add(BronzeColumns.CORRUPT_RECORD, DataTypes.StringType);
    }

    private static DataType type(FieldType type) {
        return switch (type) {
            case TEXT -> DataTypes.StringType;
            case INT -> DataTypes.IntegerType;
            case DECIMAL -> DataTypes.createDecimalType(18, 6);
            case TIMESTAMP -> DataTypes.TimestampType;
            case DATE -> DataTypes.DateType;
        };
    }
}
