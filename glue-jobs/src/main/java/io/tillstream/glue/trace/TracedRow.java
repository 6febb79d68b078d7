package io.tillstream.glue.trace;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.tillstream.glue.silver.validate.Reason;
import java.math.BigDecimal;
import java.util.List;

/**
 * One row of Bronze and what became of it in the lake.
 *
 * @param coordinates where it comes from
 * @param object key of the Bronze object that it is in
 * @param kafkaMicros time of the Kafka record, in microseconds since 1970
 * @param source its till system; null if the value did not parse
 * @param eventId its event id; null if the value did not parse
 * @param orderId its order id; null if the value did not parse
 * @param payload the row's value
 * @param payloadExact whether the payload is the exact bytes; if not, it is the canonical JSON of the sale
 * @param decision its current decision (invariant 4)
 * @param batchNo the batch that decided; 0 if none has, or where an earlier release only counted it (duplicates)
 * @param reason code and detail of a quarantined row
 * @param other the row that a conflict is with, or of which this is a duplicate
 * @param sale what Silver stores of an accepted row
 * @param fact what Gold has of it
 * @param decisions every decision on the row, the oldest first; the last one is current
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TracedRow(
        @JsonProperty("coordinates") RowCoordinates coordinates,
        @JsonProperty("object") String object,
        @JsonProperty("kafka_micros") long kafkaMicros,
        @JsonProperty("source") String source,
        @JsonProperty("event_id") String eventId,
        @JsonProperty("order_id") String orderId,
        @JsonProperty("payload") byte[] payload,
        @JsonProperty("payload_exact") boolean payloadExact,
        @JsonProperty("decision") Decision decision,
        @JsonProperty("batch_no") long batchNo,
        @JsonProperty("reason") Reason reason,
        @JsonProperty("other") RowCoordinates other,
        @JsonProperty("sale") Sale sale,
        @JsonProperty("fact") Fact fact,
        @JsonProperty("decisions") List<Step> decisions) {
    /** Copies the list. */
    public TracedRow {
        decisions = List.copyOf(decisions);
    }

    /** The decisions of invariant 4, and none yet. */
    public enum Decision {
        /** A sale that counts. */
        @JsonProperty("accepted")
        ACCEPTED,
        /** Kept with a reason, because it cannot be a sale as it is. */
        @JsonProperty("quarantined")
        QUARANTINED,
        /** A repetition of a sale that was accepted before. */
        @JsonProperty("duplicate")
        DUPLICATE,
        /** Taken back after it was accepted. */
        @JsonProperty("withdrawn")
        WITHDRAWN,
        /** After Silver's cursor: the next batch decides. */
        @JsonProperty("waiting")
        WAITING
    }

    /**
     * Why a row is in quarantine.
     *
     * @param code the reason's code
     * @param detail which field, and what is wrong with it
     */
    public record Reason(
            @JsonProperty("code") String code,
            @JsonProperty("detail") String detail) {}

    /**
     * One decision on a row.
     *
     * @param decision what was decided
     * @param batchNo the batch that decided
     * @param by who decided: a job's name
     * @param at when, an instant in UTC
     * @param why the reason that was given; null for the first decision
     */
    public record Step(
            @JsonProperty("decision") Decision decision,
            @JsonProperty("batch_no") long batchNo,
            @JsonProperty("by") String by,
            @JsonProperty("at") String at,
            @JsonProperty("why") String why) {}

    /**
     * What Silver has of an accepted row.
     *
     * @param orderDate day of the sale in the business time zone, {@code YYYY-MM-DD}
     * @param revenue net amount
     * @param currency its currency
     */
    public record Sale(
            @JsonProperty("order_date") String orderDate,
            @JsonProperty("revenue") BigDecimal revenue,
            @JsonProperty("currency") String currency) {}

    /**
     * What gold.fact_sales has of a row.
     *
     * @param batchNo the batch that last wrote the fact
     * @param dateKey day, yyyymmdd
     * @param productKey version of the product
     * @param customerKey version of the customer
     * @param revenue net amount
     */
    public record Fact(
            @JsonProperty("batch_no") long batchNo,
            @JsonProperty("date_key") int dateKey,
            @JsonProperty("product_key") long productKey,
            @JsonProperty("customer_key") long customerKey,
            @JsonProperty("revenue") BigDecimal revenue) {}
}
