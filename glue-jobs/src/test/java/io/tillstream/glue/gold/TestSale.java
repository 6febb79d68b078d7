package io.tillstream.glue.gold;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Date;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/** An accepted row of {@code silver.decisions} for tests: what is not set has a plain default. */
public final class TestSale {
    private final Map<String, Object> values = new HashMap<>();
    private ZoneId zone = ZoneId.of("UTC");

    private TestSale(long offset) {
        set("topic_id", "AAAAAAAAAAAAAAAAAAAAAA");
        set("kafka_partition", 0);
        set("kafka_offset", offset);
        set("record_index", 0);
        set("event_id", "e" + offset);
        set("source", "till");
        set("event_type", "SALE");
        set("order_id", "o" + offset);
        set("line_number", 1);
        set("product_id", "p1");
        set("currency", "USD");
        set("content_hash", "0".repeat(64));
        set("decision", "accepted");
        set("decided_by", "silver");
        set("extras", scala.collection.immutable.Map$.MODULE$.empty());
        at("2026-01-05T10:00:00Z").amount("1", "10");
    }

    /** Makes a sale with that Kafka offset. */
    public static TestSale sale(long offset) {
        return new TestSale(offset);
    }

    /** Sets any column. */
    public TestSale set(String column, Object value) {
        values.put(column, value);
        return this;
    }

    /** Sets the instant. */
    public TestSale at(String instant) {
        set("kafka_timestamp", Instant.parse(instant));
        return set("order_ts", Instant.parse(instant));
    }

    /** Sets the zone in which Silver computed the order date. */
    public TestSale zone(ZoneId businessTimeZone) {
        this.zone = businessTimeZone;
        return this;
    }

    /** Sets product id and attributes; null means that the till did not send it. */
    public TestSale product(String id, String name, String category) {
        return set("product_id", id).set("product_name", name).set("category", category);
    }

    /** Sets customer id and attributes. */
    public TestSale customer(String id, String name, String segment) {
        return set("customer_id", id).set("customer_name", name).set("customer_segment", segment);
    }

    /** Sets quantity and unit price, and revenue as their product; a negative quantity makes a return. */
    public TestSale amount(String quantity, String unitPrice) {
        BigDecimal count = new BigDecimal(quantity).setScale(6);
        BigDecimal price = new BigDecimal(unitPrice).setScale(6);
        set("event_type", count.signum() < 0 ? "RETURN" : "SALE");
        set("quantity", count).set("unit_price", price);
        return set("revenue", count.multiply(price).setScale(6, RoundingMode.HALF_UP));
    }

    Object value(String column, long batchNo) {
        return switch (column) {
            case "batch_no" -> batchNo;
            case "order_date" ->
                Date.valueOf(((Instant) values.get("order_ts")).atZone(zone).toLocalDate());
            case "order_ts", "kafka_timestamp" -> java.sql.Timestamp.from((Instant) values.get(column));
            default -> values.get(column);
        };
    }
}
