package io.tillstream.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SaleRulesTest {
    private final Sale sale = new Sale().set(SaleField.QUANTITY, new BigDecimal("2"));

    @Test
    void whatIsMissingBreaksNoRule() {
        assertThat(SaleRules.isPriceValid(sale)).isTrue();
        assertThat(SaleRules.isDiscountValid(sale)).isTrue();
        assertThat(SaleRules.isTotalValid(sale)).isTrue();
        assertThat(SaleRules.revenue(sale)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"-0.000001, false", "0, true", "0.000001, true"})
    void aPriceIsNotNegative(BigDecimal price, boolean valid) {
        assertThat(SaleRules.isPriceValid(sale.set(SaleField.UNIT_PRICE, price)))
                .isEqualTo(valid);
    }

    @ParameterizedTest
    @CsvSource({"-0.000001, false", "0, true", "0.5, true", "1, true", "1.000001, false"})
    void aDiscountIsAShare(BigDecimal discount, boolean valid) {
        assertThat(SaleRules.isDiscountValid(sale.set(SaleField.DISCOUNT, discount)))
                .isEqualTo(valid);
    }

    @ParameterizedTest
    @CsvSource({"2, 1, true", "2, 0, true", "2, -1, false", "-2, -1, true", "-2, 0, true", "-2, 1, false"})
    void aTotalHasTheSignOfTheQuantityOrIsZero(BigDecimal quantity, BigDecimal total, boolean valid) {
        sale.set(SaleField.QUANTITY, quantity).set(SaleField.LINE_TOTAL, total);
        assertThat(SaleRules.isTotalValid(sale)).isEqualTo(valid);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-10T23:30:00Z, UTC, 2026-03-10",
        "2026-03-10T23:30:00Z, Europe/Berlin, 2026-03-11",
        "1969-12-31T23:59:59.999999Z, UTC, 1969-12-31"
    })
    void theOrderDateIsADayOfTheBusinessZone(Instant instant, ZoneId zone, LocalDate day) {
        sale.set(SaleField.ORDER_TS, instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000);
        assertThat(SaleRules.orderDate(sale, zone)).isEqualTo(day);
    }

    @ParameterizedTest
    @CsvSource({"1989-12-31, false", "1990-01-01, true", "2026-03-10, true", "2099-12-31, true", "2100-01-01, false"})
    void theCalendarIsThatOfTheDateDimension(LocalDate day, boolean inside) {
        assertThat(SaleRules.isInCalendar(day)).isEqualTo(inside);
    }

    @ParameterizedTest
    @CsvSource({
        "3, 19.99, , , 59.970000",
        "3, 19.99, 0.1, , 53.973000",
        "1, 0.000001, 0.5, , 0.000001",
        "1, 0.000001, 0.500001, , 0.000000",
        "-1, 0.000001, 0.5, , -0.000001",
        "1000001, 1000000, 0, , 1000001000000.000000",
        "3, 19.99, 0.1, 7, 7.000000"
    })
    void revenueIsTheTotalElseExactAndRoundedHalfUpAtSixPlaces(
            BigDecimal quantity, BigDecimal price, BigDecimal discount, BigDecimal total, BigDecimal revenue) {
        sale.set(SaleField.QUANTITY, quantity).set(SaleField.UNIT_PRICE, price);
        if (discount != null) {
            sale.set(SaleField.DISCOUNT, discount);
        }
        if (total != null) {
            sale.set(SaleField.LINE_TOTAL, total);
        }
        assertThat(SaleRules.revenue(sale)).contains(revenue);
    }
}
