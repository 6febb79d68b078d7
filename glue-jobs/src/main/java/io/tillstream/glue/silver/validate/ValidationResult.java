package io.tillstream.glue.silver.validate;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What a row is on its own, before it is compared with others: valid, or rejected.
 *
 * @param reason code of the rejection; null for a valid row
 * @param detail the field at fault and what is wrong with it; null for a valid row
 * @param revenue net amount at scale 6; null for a rejected row
 * @param orderDate the day in the business time zone; null for a rejected row
 */
record ValidationResult(String reason, String detail, BigDecimal revenue, LocalDate orderDate) {
    static ValidationResult rejected(Reason reason, String detail) {
        return new ValidationResult(reason.code(), detail, null, null);
    }

    static ValidationResult valid(BigDecimal revenue, LocalDate orderDate) {
        return new ValidationResult(null, null, revenue, orderDate);
    }

    boolean isValid() {
        return reason == null;
    }
}
