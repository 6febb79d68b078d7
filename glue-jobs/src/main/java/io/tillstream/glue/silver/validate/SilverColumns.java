package io.tillstream.glue.silver.validate;

/** The columns of silver.decisions that are computed, not sent (docs/reference/contracts.md, section 3). */
public final class SilverColumns {
    /** Day of a sale in the business time zone. */
    public static final String ORDER_DATE = "order_date";

    /** Net amount of a sale. */
    public static final String REVENUE = "revenue";

    /** SHA-256, hex, of the canonical JSON of the fields as sent. */
    public static final String CONTENT_HASH = "content_hash";

    /** Number of the batch that decided on the row. */
    public static final String BATCH_NO = "batch_no";

    /** What was decided. */
    public static final String DECISION = "decision";

    /** Number of the batch that decided on the row again; null for the current decision. */
    public static final String SUPERSEDED_BY = "superseded_by";

    /** 64-bit hash of source and event id, by which repeated ids are looked for. */
    public static final String ID_HASH = "id_hash";

    /** Code of the reason for a quarantined row. */
    public static final String REASON = "reason";

    /** The field at fault and what is wrong with it. */
    public static final String REASON_DETAIL = "reason_detail";

    /** The value of a quarantined row. */
    public static final String PAYLOAD = "payload";

    /** Whether the payload is the exact bytes. */
    public static final String PAYLOAD_EXACT = "payload_exact";

    /** Who decided: a job's name. */
    public static final String DECIDED_BY = "decided_by";

    /** When it was decided. */
    public static final String DECIDED_AT = "decided_at";

    /** Why a person or a job decided again; null for the first decision. */
    public static final String WHY = "why";

    private SilverColumns() {}
}
