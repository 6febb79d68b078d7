package io.tillstream.glue.gold;

import static io.tillstream.glue.gold.GoldColumns.CUSTOMER_KEY;
import static io.tillstream.glue.gold.GoldColumns.PRODUCT_KEY;

import java.util.List;

/**
 * A dimension with history (SCD2): which columns of a sale describe it.
 *
 * @param table where it is kept
 * @param keyColumn its surrogate key
 * @param idColumn the id that, with {@code source}, is the natural key; a sale without it has the unknown member
 * @param attributes the columns whose change makes a new version
 */
record HistoryDimension(GoldTable table, String keyColumn, String idColumn, List<String> attributes) {
    static final HistoryDimension PRODUCT = new HistoryDimension(
            GoldTable.DIM_PRODUCT, PRODUCT_KEY, "product_id", List.of("product_name", "category", "sub_category"));
    static final HistoryDimension CUSTOMER = new HistoryDimension(
            GoldTable.DIM_CUSTOMER, CUSTOMER_KEY, "customer_id", List.of("customer_name", "customer_segment"));

    /** Both, in the order of {@link GoldTable}. */
    static final List<HistoryDimension> ALL = List.of(PRODUCT, CUSTOMER);
}
