package io.tillstream.glue.silver.validate;

import io.tillstream.events.FieldType;
import io.tillstream.events.Sale;
import io.tillstream.events.SaleField;
import io.tillstream.events.SaleRules;
import java.io.Serializable;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.regex.Pattern;

/**
 * Validates one sale against what the warehouse can store (invariant 4). The rules have a fixed order, and the first that
 * fails names the reason: {@code missing_field}, {@code bad_text}, {@code too_long}, {@code bad_value},
 * {@code out_of_range}.
 *
 * @param businessTimeZone the zone whose calendar day is the order date
 */
record SaleValidation(ZoneId businessTimeZone) implements Serializable {
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    /**
     * Validates a sale whose texts are trimmed and whose missing values are filled in already.
     *
     * @param sale as Silver would store it
     */
    ValidationResult validate(Sale sale) {
        ValidationResult rejection = missing(sale);
        rejection = rejection == null ? badText(sale) : rejection;
        rejection = rejection == null ? tooLong(sale) : rejection;
        rejection = rejection == null ? badValue(sale) : rejection;
        return rejection == null ? ranged(sale) : rejection;
    }

    private static ValidationResult missing(Sale sale) {
        for (SaleField field : SaleField.values()) {
            if (field.required() && !sale.has(field)) {
                return ValidationResult.rejected(Reason.MISSING_FIELD, field.fieldName());
            }
        }
        if (!sale.has(SaleField.LINE_TOTAL) && !sale.has(SaleField.UNIT_PRICE)) {
            return ValidationResult.rejected(Reason.MISSING_FIELD, "neither line_total nor unit_price");
        }
        return null;
    }

    private static ValidationResult badText(Sale sale) {
        for (SaleField field : SaleField.values()) {
            if (field.type() == FieldType.TEXT
                    && sale.has(field)
                    && sale.text(field).indexOf('\0') >= 0) {
                return ValidationResult.rejected(Reason.BAD_TEXT, field.fieldName() + " holds U+0000");
            }
        }
        return null;
    }

    private static ValidationResult tooLong(Sale sale) {
        for (SaleField field : SaleField.values()) {
            // No char takes more than three bytes of UTF-8, so most texts need no encoding.
            if (field.type() == FieldType.TEXT
                    && sale.has(field)
                    && sale.text(field).length() * 3 > field.maxBytes()) {
                int bytes = sale.text(field).getBytes(StandardCharsets.UTF_8).length;
                if (bytes > field.maxBytes()) {
                    return ValidationResult.rejected(
                            Reason.TOO_LONG,
                            field.fieldName() + " has " + bytes + " bytes, at most " + field.maxBytes());
                }
            }
        }
        return null;
    }

    private static ValidationResult badValue(Sale sale) {
        String type = sale.text(SaleField.EVENT_TYPE);
        int sign = Long.signum(sale.number(SaleField.QUANTITY));
        if (!type.equals("SALE") && !type.equals("RETURN")) {
            return ValidationResult.rejected(Reason.BAD_VALUE, "event_type is neither SALE nor RETURN");
        }
        if (sign != (type.equals("SALE") ? 1 : -1)) {
            return ValidationResult.rejected(Reason.BAD_VALUE, "quantity has the wrong sign for a " + type);
        }
        if (!SaleRules.isPriceValid(sale)) {
            return ValidationResult.rejected(Reason.BAD_VALUE, "unit_price is negative");
        }
        if (!SaleRules.isDiscountValid(sale)) {
            return ValidationResult.rejected(Reason.BAD_VALUE, "discount is not between 0 and 1");
        }
        if (!SaleRules.isTotalValid(sale)) {
            return ValidationResult.rejected(Reason.BAD_VALUE, "line_total has the opposite sign of quantity");
        }
        if (!CURRENCY.matcher(sale.text(SaleField.CURRENCY)).matches()) {
            return ValidationResult.rejected(Reason.BAD_VALUE, "currency is not three capital letters");
        }
        return null;
    }

    private ValidationResult ranged(Sale sale) {
        LocalDate date = SaleRules.orderDate(sale, businessTimeZone);
        if (!SaleRules.isInCalendar(date)) {
            return ValidationResult.rejected(Reason.OUT_OF_RANGE, "order_ts is on " + date);
        }
        BigDecimal revenue = SaleRules.revenue(sale).orElseThrow();
        // 12 digits before the point: what DECIMAL(18,6) holds.
        if (revenue.precision() - revenue.scale() > 12) {
            return ValidationResult.rejected(Reason.OUT_OF_RANGE, "revenue does not fit DECIMAL(18,6)");
        }
        return ValidationResult.valid(revenue, date);
    }
}
