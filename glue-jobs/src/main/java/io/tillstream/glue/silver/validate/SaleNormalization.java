package io.tillstream.glue.silver.validate;

import io.tillstream.events.FieldType;
import io.tillstream.events.Sale;
import io.tillstream.events.SaleField;
import java.io.Serializable;
import java.util.List;

/**
 * Makes a sale as sent the sale that Silver stores: texts lose their trailing spaces, what is missing is filled.
 *
 * @param defaultCurrency ISO 4217 code of a sale that states none
 */
record SaleNormalization(String defaultCurrency) implements Serializable {
    /** The fields that the product catalogue fills. */
    static final List<SaleField> FROM_CATALOGUE =
            List.of(SaleField.PRODUCT_NAME, SaleField.CATEGORY, SaleField.SUB_CATEGORY, SaleField.UNIT_PRICE);

    /**
     * Changes the sale.
     *
     * @param catalogue what the catalogue says of the product; without values where it has no such product
     */
    void apply(Sale sale, Sale catalogue) {
        for (SaleField field : SaleField.values()) {
            if (field.type() == FieldType.TEXT && sale.has(field)) {
                set(sale, field, TrailingSpaces.removed(sale.text(field)));
            }
        }
        for (SaleField field : FROM_CATALOGUE) {
            if (!sale.has(field) && catalogue.has(field)) {
                if (field.type() == FieldType.TEXT) {
                    sale.set(field, catalogue.text(field));
                } else {
                    sale.set(field, catalogue.number(field));
                }
            }
        }
        if (!sale.has(SaleField.CURRENCY)) {
            sale.set(SaleField.CURRENCY, defaultCurrency);
        }
    }

    private static void set(Sale sale, SaleField field, String text) {
        if (text == null) {
            sale.remove(field);
        } else {
            sale.set(field, text);
        }
    }
}
