package io.tillstream.glue.silver.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.events.FieldType;
import io.tillstream.events.Sale;
import io.tillstream.events.SaleField;
import io.tillstream.glue.silver.input.TestSale;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SaleValidationTest {
    private final SaleValidation validation = new SaleValidation(ZoneOffset.UTC);

    @ParameterizedTest
    @EnumSource(SaleField.class)
    void aFieldIsMissedExactlyWhereTheContractRequiresIt(SaleField field) {
        Sale sale = TestSale.good("e").set(SaleField.CURRENCY, "USD");
        if (field == SaleField.CURRENCY || field == SaleField.UNIT_PRICE) {
            return; // the currency is defaulted before; the price has a rule of its own below
        }
        ValidationResult result = validation.validate(sale.remove(field));
        if (field.required()) {
            assertThat(result.reason()).isEqualTo("missing_field");
            assertThat(result.detail()).isEqualTo(field.fieldName());
        } else {
            assertThat(result.isValid()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(SaleField.class)
    void everyTextHasItsByteLimitAndNoNul(SaleField field) {
        if (field.type() != FieldType.TEXT || field == SaleField.EVENT_TYPE || field == SaleField.CURRENCY) {
            return; // these two have values of their own
        }
        int max = field.maxBytes();
        assertThat(validation
                        .validate(TestSale.good("e").set(field, "é".repeat(max / 2)))
                        .isValid())
                .isTrue();
        ValidationResult tooLong = validation.validate(TestSale.good("e").set(field, "é".repeat(max / 2) + "x"));
        assertThat(tooLong.reason()).isEqualTo("too_long");
        assertThat(tooLong.detail()).startsWith(field.fieldName() + " has " + (max + 1) + " bytes");
        ValidationResult badText = validation.validate(TestSale.good("e").set(field, "a\0" + "é".repeat(max)));
        assertThat(badText.reason()).isEqualTo("bad_text");
        assertThat(badText.detail()).startsWith(field.fieldName());
    }

    @Test
    void anAmountNeedsEitherTotalOrPrice() {
        Sale sale = TestSale.good("e").remove(SaleField.UNIT_PRICE);
        assertThat(validation.validate(sale).detail()).isEqualTo("neither line_total nor unit_price");
        assertThat(validation
                        .validate(sale.set(SaleField.LINE_TOTAL, BigDecimal.ONE))
                        .revenue())
                .isEqualByComparingTo("1");
    }

    @ParameterizedTest
    @CsvSource({
        "event_type, sale, event_type",
        "event_type, RETURN, quantity",
        "quantity, 0, quantity",
        "quantity, -1, quantity",
        "unit_price, -0.000001, unit_price",
        "discount, -0.000001, discount",
        "discount, 1.000001, discount",
        "line_total, -0.01, line_total",
        "currency, usd, currency",
        "currency, US, currency"
    })
    void aValueThatContradictsIsNamed(String name, String value, String detail) {
        ValidationResult result = validation.validate(with(TestSale.good("e"), name, value));
        assertThat(result.reason()).isEqualTo("bad_value");
        assertThat(result.detail()).startsWith(detail);
    }

    @ParameterizedTest
    @CsvSource({"discount, 0", "discount, 1", "unit_price, 0", "line_total, 0", "tax, -5", "line_number, -1"})
    void theEdgesAreValid(String name, String value) {
        assertThat(validation.validate(with(TestSale.good("e"), name, value)).isValid())
                .isTrue();
    }

    @Test
    void aReturnIsNegativeThroughout() {
        Sale sale =
                TestSale.good("e").set(SaleField.EVENT_TYPE, "RETURN").set(SaleField.QUANTITY, new BigDecimal("-2"));
        assertThat(validation.validate(sale).revenue()).isEqualTo("-35.982000");
        assertThat(validation
                        .validate(sale.set(SaleField.LINE_TOTAL, new BigDecimal("0.01")))
                        .reason())
                .isEqualTo("bad_value");
        assertThat(validation
                        .validate(sale.set(SaleField.LINE_TOTAL, new BigDecimal("-30")))
                        .revenue())
                .isEqualByComparingTo("-30");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0.000001, 0.5, 0.000001", // 0.0000005: half goes up
        "1, 0.000001, 0.500001, 0.000000",
        "0.333333, 0.1, 0, 0.033333", // 0.0333333
        "0.5, 0.000003, 0, 0.000002", // 0.0000015
        "0.000001, 0.000001, 0, 0.000000",
        "999999, 999999, 0, 999998000001.000000",
        "3, 19.99, 0.1, 53.973000"
    })
    void revenueIsExactAndRoundedHalfUpAtSixPlaces(String quantity, String price, String discount, String revenue) {
        Sale sale =
                with(with(with(TestSale.good("e"), "quantity", quantity), "unit_price", price), "discount", discount);
        assertThat(validation.validate(sale).revenue()).isEqualTo(revenue);
    }

    @Test
    void revenueThatDoesNotFitIsOutOfRange() {
        Sale sale = with(with(TestSale.good("e"), "quantity", "1000001"), "unit_price", "1000000");
        assertThat(validation.validate(sale.remove(SaleField.DISCOUNT)).reason())
                .isEqualTo("out_of_range");
        assertThat(validation.validate(sale).detail()).contains("revenue");
        assertThat(validation.validate(with(sale, "discount", "0.1")).isValid()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "1989-12-31T23:59:59.999999Z, UTC, ",
        "1990-01-01T00:00:00Z, UTC, 1990-01-01",
        "2099-12-31T23:59:59.999999Z, UTC, 2099-12-31",
        "2100-01-01T00:00:00Z, UTC, ",
        "2100-01-01T00:00:00Z, America/New_York, 2099-12-31",
        "1989-12-31T23:30:00Z, Europe/Berlin, 1990-01-01",
        "0001-01-01T00:00:00Z, UTC, ",
        "2026-03-10T23:30:00Z, Europe/Berlin, 2026-03-11"
    })
    void theOrderDateIsADayOfTheDateDimensionInTheBusinessZone(String instant, String zone, LocalDate date) {
        ValidationResult result =
                new SaleValidation(ZoneId.of(zone)).validate(TestSale.at(TestSale.good("e"), instant));
        assertThat(result.orderDate()).isEqualTo(date);
        assertThat(result.reason()).isEqualTo(date == null ? "out_of_range" : null);
    }

    @Test
    void theFirstRuleThatFailsNamesTheReason() {
        Sale sale = TestSale.at(TestSale.good("e"), "1500-01-01T00:00:00Z").set(SaleField.CURRENCY, "EURO");
        sale.set(SaleField.CITY, "a\0");
        assertThat(validation.validate(sale.remove(SaleField.QUANTITY)).reason())
                .isEqualTo("missing_field");
        assertThat(validation.validate(with(sale, "quantity", "0")).reason()).isEqualTo("bad_text");
        assertThat(validation.validate(sale.set(SaleField.CITY, "a")).reason()).isEqualTo("too_long");
        assertThat(validation.validate(sale.set(SaleField.CURRENCY, "EUR")).reason())
                .isEqualTo("bad_value");
        assertThat(validation.validate(with(sale, "quantity", "1")).reason()).isEqualTo("out_of_range");
    }

    private static Sale with(Sale sale, String name, String value) {
        SaleField field = SaleField.named(name).orElseThrow();
        return switch (field.type()) {
            case TEXT -> sale.set(field, value);
            case INT, TIMESTAMP, DATE -> sale.set(field, Long.parseLong(value));
            case DECIMAL -> sale.set(field, new BigDecimal(value));
        };
    }
}
