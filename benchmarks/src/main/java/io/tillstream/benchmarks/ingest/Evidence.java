package io.tillstream.benchmarks.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.benchmarks.stage.Checksum;
import java.math.BigDecimal;

/**
 * What a contender read, so that two can be compared.
 *
 * @param rows rows, those that are no sale included
 * @param sales rows that are a sale
 * @param revenue sum of the sales' {@code line_total}
 * @param coordinates order-independent checksum of Kafka partition, offset and index of every row
 */
record Evidence(long rows, long sales, BigDecimal revenue, String coordinates) {
    static Evidence of(Checksum found) {
        return new Evidence(found.rows(), found.sales(), found.revenue(), found.coordinates());
    }

    static Evidence of(JsonNode result) {
        return new Evidence(
                result.path("rows").asLong(),
                result.path("sales").asLong(),
                new BigDecimal(result.path("revenue").asText()),
                result.path("coordinates").asText());
    }

    /** Returns this without what a mere poll cannot know. */
    Evidence withoutContent() {
        return new Evidence(rows, 0, BigDecimal.ZERO.setScale(revenue.scale()), coordinates);
    }
}
