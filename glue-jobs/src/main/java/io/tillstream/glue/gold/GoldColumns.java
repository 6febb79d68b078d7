package io.tillstream.glue.gold;

import io.tillstream.events.SaleField;

/** Names of the columns of Silver and Gold that the jobs compute with. */
public final class GoldColumns {
    /** The batch that a row belongs to, or that last changed its natural key or day. */
    public static final String BATCH_NO = "batch_no";

    /** Day of a sale in the business time zone, yyyymmdd; key of {@code dim_date}. */
    public static final String DATE_KEY = "date_key";

    /** Key of a product's version. */
    public static final String PRODUCT_KEY = "product_key";

    /** Key of a customer's version. */
    public static final String CUSTOMER_KEY = "customer_key";

    /** The till system; part of every natural key. */
    public static final String SOURCE = SaleField.SOURCE.fieldName();

    /** Instant of the sale. */
    public static final String ORDER_TS = SaleField.ORDER_TS.fieldName();

    private GoldColumns() {}
}
