package io.tillstream.glue.silver.validate;

/** The columns of silver.sales that are computed, not sent (docs/reference/contracts.md, section 3). */
public final class SilverColumns {
    /** Day of a sale in the business time zone. */
    public static final String ORDER_DATE = "order_date";

    /** Net amount of a sale. */
    public static final String REVENUE = "revenue";

    /** SHA-256, hex, of the canonical JSON of the fields as sent. */
    public static final String CONTENT_HASH = "content_hash";

    /** Number of the batch that decided on the row. */
    public static final String BATCH_NO = "batch_no";

    private SilverColumns() {}
}
