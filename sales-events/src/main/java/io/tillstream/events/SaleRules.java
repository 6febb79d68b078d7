package io.tillstream.events;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What the amounts and the time of a sale must be, and what it is worth (docs/reference/contracts.md, section 1). The
 * producer says it to the person who has the file; Silver quarantines by it.
 */
public final class SaleRules {
    /** The first day of the warehouse's date dimension. */
    public static final LocalDate FIRST_DATE = LocalDate.of(1990, 1, 1);

    /** The last day of the warehouse's date dimension. */
    public static final LocalDate LAST_DATE = LocalDate.of(2099, 12, 31);

    private SaleRules() {}

    /** Whether the unit price, if any, is 0 or more: a return has a negative quantity and the price that was paid. */
    public static boolean isPriceValid(Sale sale) {
        return !sale.has(SaleField.UNIT_PRICE) || sale.number(SaleField.UNIT_PRICE) >= 0;
    }

    /** Whether the discount, if any, is a share from 0 to 1. */
    public static boolean isDiscountValid(Sale sale) {
        return !sale.has(SaleField.DISCOUNT)
                || (sale.number(SaleField.DISCOUNT) >= 0
                        && sale.decimal(SaleField.DISCOUNT).compareTo(BigDecimal.ONE) <= 0);
    }

    /** Whether the line total, if any, is 0 or has the sign of the quantity. */
    public static boolean isTotalValid(Sale sale) {
        return !sale.has(SaleField.LINE_TOTAL)
                || Long.signum(sale.number(SaleField.LINE_TOTAL)) != -Long.signum(sale.number(SaleField.QUANTITY));
    }

    /** Returns the day of the sale in the business time zone. */
    public static LocalDate orderDate(Sale sale, ZoneId businessTimeZone) {
        return Instant.EPOCH
                .plus(sale.number(SaleField.ORDER_TS), ChronoUnit.MICROS)
                .atZone(businessTimeZone)
                .toLocalDate();
    }

    /** Whether the date dimension has the day. */
    public static boolean isInCalendar(LocalDate day) {
        return !day.isBefore(FIRST_DATE) && !day.isAfter(LAST_DATE);
    }

    /**
     * Returns the net amount: line_total, else quantity × unit_price × (1 − discount), exact, then half-up (away from
     * zero) at 6 places. It may have more than the 12 digits before the point that DECIMAL(18,6) holds.
     *
     * @return nothing if the sale has neither a total nor a price
     */
    public static Optional<BigDecimal> revenue(Sale sale) {
        if (sale.has(SaleField.LINE_TOTAL)) {
            return Optional.of(sale.decimal(SaleField.LINE_TOTAL));
        }
        if (!sale.has(SaleField.UNIT_PRICE)) {
            return Optional.empty();
        }
        BigDecimal gross = sale.decimal(SaleField.QUANTITY).multiply(sale.decimal(SaleField.UNIT_PRICE));
        BigDecimal net = sale.has(SaleField.DISCOUNT)
                ? gross.multiply(BigDecimal.ONE.subtract(sale.decimal(SaleField.DISCOUNT)))
                : gross;
        return Optional.of(net.setScale(Sale.DECIMAL_SCALE, RoundingMode.HALF_UP));
    }
}
