package io.tillstream.infra.cost;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * A list price.
 *
 * @param usd US dollars for one unit, without tax
 * @param unit what one unit is
 * @param source where it was read
 * @param date when the source said so
 * @param confidence how far to trust it
 */
public record Price(BigDecimal usd, String unit, String source, LocalDate date, Confidence confidence) {
    /** How far to trust a price. */
    public enum Confidence {
        /** From AWS's price list, or from what AWS publishes. */
        HIGH,
        /** Several sources that agree. */
        MEDIUM,
        /** One source, or memory. */
        LOW
    }
}
