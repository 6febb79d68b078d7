package io.tillstream.warehouse;

import java.util.Locale;

/** The materialized views of schema {@code sales}: kept sums that a load leaves stale until they are refreshed. */
public enum MaterializedView {
    /** Revenue, units, profit and lines of each month, source, category and currency. */
    MONTHLY_SALES,
    /** Revenue, units and lines of each hour of each day, source, category and currency. */
    HOURLY_SALES,
    /** Revenue, units, lines, first and last day of each known customer and currency. */
    CUSTOMER_SALES;

    /** Returns the view's name with its schema. */
    public String viewName() {
        return "sales." + name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the statement that brings it up to date. It runs alone: after a load's commit, outside its transaction. It calls a
     * procedure that has the rights of the view's owner, whom alone Redshift lets refresh it; the loader's role may call it.
     */
    public String refresh() {
        return "CALL sales.refresh_" + name().toLowerCase(Locale.ROOT) + "()";
    }
}
