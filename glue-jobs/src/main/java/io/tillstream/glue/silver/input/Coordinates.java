package io.tillstream.glue.silver.input;

import io.tillstream.events.BronzeColumns;
import org.apache.spark.sql.Row;

/**
 * Where a row comes from, once and for all.
 *
 * @param topicId the topic's id
 * @param partition the Kafka partition
 * @param offset the record's offset
 * @param index position in a record that holds several sales
 */
public record Coordinates(String topicId, int partition, long offset, int index) {
    /** Reads the coordinates' columns of a row. */
    public static Coordinates of(Row row) {
        return new Coordinates(
                row.getAs(BronzeColumns.TOPIC_ID),
                row.<Integer>getAs(BronzeColumns.KAFKA_PARTITION),
                row.<Long>getAs(BronzeColumns.KAFKA_OFFSET),
                row.<Integer>getAs(BronzeColumns.RECORD_INDEX));
    }

    @Override
    public String toString() {
        return topicId + "/" + partition + "/" + offset + "/" + index;
    }
}
