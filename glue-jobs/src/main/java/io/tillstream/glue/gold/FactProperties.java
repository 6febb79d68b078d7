package io.tillstream.glue.gold;

/** Names of the properties that snapshots of {@code gold.fact_sales} have beyond the batch number, without prefix. */
public final class FactProperties {
    /** Rows of the table at the snapshot, which is Silver's running total of accepted rows. */
    public static final String ROWS = "rows";

    /** Revenue per currency of the table at the snapshot, as {@link RevenueTotals} writes it. */
    public static final String REVENUE = "revenue";

    /** Facts of earlier batches that got other keys, because of late events. Absent where none did. */
    public static final String REKEYED = "rekeyed";

    /** The earliest {@code order_ts} of those, in epoch microseconds. */
    public static final String REKEYED_FROM = "rekeyed_from";

    /** Facts that left the table or were made again under a new batch, because Silver decided again. Absent where none did. */
    public static final String LOST = "lost";

    /** The first {@code date_key} of those. */
    public static final String LOST_FROM = "lost_from";

    /** The last {@code date_key} of those. */
    public static final String LOST_TO = "lost_to";

    private FactProperties() {}
}
