package io.tillstream.glue.silver.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.events.FieldType;
import io.tillstream.events.Sale;
import io.tillstream.events.SaleField;
import io.tillstream.glue.silver.input.TestSale;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SaleNormalizationTest {
    private final SaleNormalization normalization = new SaleNormalization("CHF");

    @ParameterizedTest
    @EnumSource(SaleField.class)
    void everyTextLosesItsTrailingSpacesAndOnlyThose(SaleField field) {
        if (field.type() != FieldType.TEXT) {
            return;
        }
        Sale sale = TestSale.good("e").set(field, " a b\t\u00a0  ");
        normalization.apply(sale, new Sale());
        assertThat(sale.text(field)).isEqualTo(" a b\t\u00a0");
    }

    @ParameterizedTest
    @EnumSource(SaleField.class)
    void aTextOfSpacesIsNoValue(SaleField field) {
        if (field.type() != FieldType.TEXT || field == SaleField.CURRENCY) {
            return;
        }
        for (String blank : new String[] {"", " ", "   "}) {
            Sale sale = TestSale.good("e").set(field, blank);
            normalization.apply(sale, new Sale());
            assertThat(sale.has(field)).isFalse();
        }
    }

    @Test
    void theCatalogueFillsWhatIsMissingAndNothingElse() {
        Sale catalogue = new Sale()
                .set(SaleField.PRODUCT_NAME, "Tea")
                .set(SaleField.CATEGORY, "Drinks")
                .set(SaleField.UNIT_PRICE, new BigDecimal("1.5"));
        Sale sale = TestSale.good("e")
                .set(SaleField.PRODUCT_NAME, "  ")
                .set(SaleField.CATEGORY, "Own")
                .remove(SaleField.UNIT_PRICE);

        normalization.apply(sale, catalogue);

        assertThat(sale.text(SaleField.PRODUCT_NAME)).isEqualTo("Tea");
        assertThat(sale.text(SaleField.CATEGORY)).isEqualTo("Own");
        assertThat(sale.has(SaleField.SUB_CATEGORY)).isFalse();
        assertThat(sale.decimal(SaleField.UNIT_PRICE)).isEqualByComparingTo("1.5");
    }

    @Test
    void aPriceOfTheSaleStays() {
        Sale sale = TestSale.good("e");
        normalization.apply(sale, new Sale().set(SaleField.UNIT_PRICE, BigDecimal.ONE));
        assertThat(sale.decimal(SaleField.UNIT_PRICE)).isEqualByComparingTo("19.99");
    }

    @Test
    void theDefaultCurrencyIsForSalesThatStateNone() {
        Sale stated = TestSale.good("e");
        normalization.apply(stated, new Sale());
        assertThat(stated.text(SaleField.CURRENCY)).isEqualTo("USD");
        for (Sale without : new Sale[] {
            TestSale.good("e").remove(SaleField.CURRENCY), TestSale.good("e").set(SaleField.CURRENCY, " ")
        }) {
            normalization.apply(without, new Sale());
            assertThat(without.text(SaleField.CURRENCY)).isEqualTo("CHF");
        }
    }
}
