package io.tillstream.producer.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tillstream.events.Sale;
import io.tillstream.events.SaleEncoder;
import io.tillstream.events.SaleField;
import java.util.Arrays;

/** How a record fails to be a valid sale. Each kind makes exactly one row, which belongs into quarantine. */
enum Malformation {
    /** Cut off in the middle. */
    NOT_JSON,
    /** The quantity is a word. */
    WRONG_TYPE,
    /** Without {@code event_id}. */
    MISSING_EVENT_ID,
    /** With a price below zero. */
    NEGATIVE_PRICE,
    /** On 30 February. */
    BAD_TIMESTAMP;

    /** Returns the bytes of the sale, spoilt; the sale itself may change. */
    byte[] spoil(Sale sale, SaleEncoder encoder) {
        return switch (this) {
            case NOT_JSON -> {
                byte[] whole = encoder.encode(sale);
                yield Arrays.copyOf(whole, whole.length / 2);
            }
            case WRONG_TYPE -> withMember(encoder.encode(sale.remove(SaleField.QUANTITY)), "\"quantity\":\"two\"");
            case MISSING_EVENT_ID -> encoder.encode(sale.remove(SaleField.EVENT_ID));
            case NEGATIVE_PRICE -> encoder.encode(sale.set(SaleField.UNIT_PRICE, -sale.number(SaleField.UNIT_PRICE)));
            case BAD_TIMESTAMP ->
                withMember(encoder.encode(sale.remove(SaleField.ORDER_TS)), "\"order_ts\":\"2026-02-30T12:00:00Z\"");
        };
    }

    private static byte[] withMember(byte[] object, String member) {
        String json = new String(object, 0, object.length - 1, UTF_8);
        return (json + "," + member + "}").getBytes(UTF_8);
    }
}
