package io.tillstream.operations.trace;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * Where a row comes from; this never changes. It is read from the result of the trace job, which writes it from Spark's rows
 * (docs/reference/contracts.md, section 5).
 *
 * @param topicId the topic's id (KIP-516)
 * @param partition the Kafka partition
 * @param offset the record's offset
 * @param index position in a record that holds several sales
 */
public record Coordinates(@JsonProperty("topic_id") String topicId, int partition, long offset, int index) {
    static Coordinates of(JsonNode json) {
        return new Coordinates(
                json.path("topic_id").asText(),
                json.path("partition").asInt(),
                json.path("offset").asLong(),
                json.path("index").asInt());
    }

    @Override
    public String toString() {
        return "partition " + partition + " offset " + offset
                + (index == 0 ? "" : ", sale " + index + " of the record");
    }
}
