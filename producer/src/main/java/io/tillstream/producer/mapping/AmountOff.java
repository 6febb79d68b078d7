package io.tillstream.producer.mapping;

import io.tillstream.events.Sale;
import io.tillstream.events.SaleField;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Discounts that a source writes as money. The event has a discount as a share, rounded, and therefore the exact
 * {@code line_total} too.
 */
final class AmountOff {
    private AmountOff() {}

    static void apply(DiscountUnit unit, Sale sale) throws RejectedRowException {
        if (!sale.has(SaleField.DISCOUNT)) {
            return;
        }
        BigDecimal quantity = sale.decimal(SaleField.QUANTITY);
        BigDecimal off = off(unit, sale, quantity);
        if (off.signum() == 0) {
            sale.set(SaleField.DISCOUNT, BigDecimal.ZERO);
            return;
        }
        BigDecimal gross;
        if (sale.has(SaleField.UNIT_PRICE)) {
            gross = quantity.abs().multiply(sale.decimal(SaleField.UNIT_PRICE));
        } else if (sale.has(SaleField.LINE_TOTAL)) {
            gross = sale.decimal(SaleField.LINE_TOTAL).abs().add(off);
        } else {
            throw new RejectedRowException(
                    SaleField.DISCOUNT.fieldName(), "is an amount, and the row has neither unit_price nor line_total");
        }
        if (off.compareTo(gross) > 0) {
            throw new RejectedRowException(
                    SaleField.DISCOUNT.fieldName(),
                    off.toPlainString() + " is more than the line costs, " + gross.toPlainString());
        }
        sale.set(SaleField.DISCOUNT, off.divide(gross, Sale.DECIMAL_SCALE, RoundingMode.HALF_UP));
        if (!sale.has(SaleField.LINE_TOTAL)) {
            BigDecimal net = gross.subtract(off).setScale(Sale.DECIMAL_SCALE, RoundingMode.HALF_UP);
            sale.set(SaleField.LINE_TOTAL, quantity.signum() < 0 ? net.negate() : net);
        }
    }

    /** A return may write its discount with either sign: the money goes back as it came. */
    private static BigDecimal off(DiscountUnit unit, Sale sale, BigDecimal quantity) throws RejectedRowException {
        BigDecimal written = sale.decimal(SaleField.DISCOUNT);
        BigDecimal off = unit == DiscountUnit.NEGATIVE_AMOUNT ? written.negate() : written;
        boolean returned = quantity.signum() < 0 || "RETURN".equals(sale.text(SaleField.EVENT_TYPE));
        if (off.signum() < 0 && !returned) {
            throw new RejectedRowException(
                    SaleField.DISCOUNT.fieldName(),
                    unit == DiscountUnit.NEGATIVE_AMOUNT
                            ? "is not negative; as: amount is for discounts without a minus"
                            : "is negative; as: negative_amount is for discounts with a minus");
        }
        return unit == DiscountUnit.UNIT_AMOUNT ? off.abs().multiply(quantity.abs()) : off.abs();
    }
}
