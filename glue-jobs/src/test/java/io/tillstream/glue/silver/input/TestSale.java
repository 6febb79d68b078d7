package io.tillstream.glue.silver.input;

import io.tillstream.events.Sale;
import io.tillstream.events.SaleField;
import java.math.BigDecimal;
import java.time.Instant;

/** Sales for tests: a good one, from which each test changes what it is about. */
public final class TestSale {
    private TestSale() {}

    /** Returns a good sale of 3 × 19.99 at 10 % off, at noon UTC of the day. */
    public static Sale on(String eventId, String day) {
        Sale sale = new Sale()
                .set(SaleField.EVENT_ID, eventId)
                .set(SaleField.SOURCE, "till")
                .set(SaleField.EVENT_TYPE, "SALE")
                .set(SaleField.ORDER_ID, "order-" + eventId)
                .set(SaleField.LINE_NUMBER, 1)
                .set(SaleField.PRODUCT_ID, "p1")
                .set(SaleField.PRODUCT_NAME, "Stapler")
                .set(SaleField.QUANTITY, new BigDecimal("3"))
                .set(SaleField.UNIT_PRICE, new BigDecimal("19.99"))
                .set(SaleField.DISCOUNT, new BigDecimal("0.1"))
                .set(SaleField.CURRENCY, "USD");
        return at(sale, day + "T12:00:00Z");
    }

    /** Returns a good sale on 2026-03-10. */
    public static Sale good(String eventId) {
        return on(eventId, "2026-03-10");
    }

    /** Sets the instant of the sale. */
    public static Sale at(Sale sale, String instant) {
        Instant time = Instant.parse(instant);
        return sale.set(SaleField.ORDER_TS, time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000);
    }
}
