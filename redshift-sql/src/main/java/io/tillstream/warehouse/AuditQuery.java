package io.tillstream.warehouse;

/** The questions that audit and loader ask the warehouse. */
public enum AuditQuery {
    /** The last row of {@code ops.load_ledger}; no row before the first load. */
    LEDGER_HEAD("ledger_head"),
    /** Count and checksum of coordinates of the facts up to parameter {@code batch_no}. */
    FACT_TOTALS("fact_totals"),
    /** Revenue per currency of the facts up to parameter {@code batch_no}. */
    FACT_REVENUE("fact_revenue"),
    /** The rows of {@code ops.migrations}, by version. */
    APPLIED_MIGRATIONS("applied_migrations"),
    /**
     * One fact by parameters {@code topic_id}, {@code kafka_partition}, {@code kafka_offset}, {@code record_index}, with the
     * load set that brought it; no row where the warehouse does not have it.
     */
    TRACED_FACT("traced_fact"),
    /** What the COPY of parameter {@code query_id} refused; at most one row. */
    LOAD_ERRORS("load_errors");

    private final String fileName;

    AuditQuery(String fileName) {
        this.fileName = fileName;
    }

    /** Returns the query. */
    public Query query() {
        return Query.parse(fileName, "", Resources.text("audit/" + fileName + ".sql"));
    }
}
