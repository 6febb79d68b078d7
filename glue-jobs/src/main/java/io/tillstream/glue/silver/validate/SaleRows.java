package io.tillstream.glue.silver.validate;

import io.tillstream.events.Sale;
import io.tillstream.events.SaleField;
import java.math.BigDecimal;
import java.util.Map;
import org.apache.spark.sql.Row;

/** Turns a row of {@link SaleColumns#asSent} into a {@link Sale}. */
final class SaleRows {
    /** Where the extras stand: behind the fields. */
    static final int EXTRAS_INDEX = SaleField.values().length;

    private static final SaleField[] FIELDS = SaleField.values();

    private SaleRows() {}

    /** Fills the sale, cleared before, with the values of the row. */
    static void read(Row row, Sale sale) {
        sale.clear();
        for (int i = 0; i < FIELDS.length; i++) {
            if (!row.isNullAt(i)) {
                set(sale, FIELDS[i], row.get(i));
            }
        }
        if (!row.isNullAt(EXTRAS_INDEX)) {
            Map<String, String> extras = row.getJavaMap(EXTRAS_INDEX);
            sale.extras().putAll(extras);
        }
    }

    private static void set(Sale sale, SaleField field, Object value) {
        switch (field.type()) {
            case TEXT -> sale.set(field, (String) value);
            case INT, DATE -> sale.set(field, ((Integer) value).longValue());
            case TIMESTAMP -> sale.set(field, ((Long) value).longValue());
            case DECIMAL -> sale.set(field, unscaled((BigDecimal) value));
        }
    }

    static long unscaled(BigDecimal value) {
        return value.setScale(Sale.DECIMAL_SCALE).unscaledValue().longValueExact();
    }
}
