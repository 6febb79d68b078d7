package io.tillstream.glue.trace;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tillstream.events.BronzeColumns;
import org.apache.spark.sql.Row;

/**
 * Where a row comes from, once and for all.
 *
 * @param topicId the topic's id (KIP-516)
 * @param partition the Kafka partition
 * @param offset the record's offset
 * @param index position in a record that holds several sales
 */
public record RowCoordinates(
        @JsonProperty("topic_id") String topicId,
        @JsonProperty("partition") int partition,
        @JsonProperty("offset") long offset,
        @JsonProperty("index") int index) {
    static RowCoordinates of(Row row) {
        return of(
                row,
                BronzeColumns.TOPIC_ID,
                BronzeColumns.KAFKA_PARTITION,
                BronzeColumns.KAFKA_OFFSET,
                BronzeColumns.RECORD_INDEX);
    }

    static RowCoordinates of(Row row, String topicId, String partition, String offset, String index) {
        return new RowCoordinates(
                row.getAs(topicId), row.<Integer>getAs(partition), row.<Long>getAs(offset), row.<Integer>getAs(index));
    }
}
