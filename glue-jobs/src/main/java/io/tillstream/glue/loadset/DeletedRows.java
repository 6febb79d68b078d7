package io.tillstream.glue.loadset;

import java.util.List;

/**
 * What a table loses by a load set.
 *
 * @param rows how many rows
 * @param deletedDays days, yyyymmdd, ascending, that lose all their rows and get none
 */
record DeletedRows(long rows, List<Integer> deletedDays) {
    static final DeletedRows NONE = new DeletedRows(0, List.of());

    /** As many days as the loader deletes in one set (docs/reference/contracts.md, section 4). */
    private static final int MAX_DAYS = 3_000;

    /**
     * Copies the list.
     *
     * @throws LoadSetException if there are more days than one load set may delete
     */
    DeletedRows {
        deletedDays = List.copyOf(deletedDays);
        if (deletedDays.size() > MAX_DAYS) {
            throw new LoadSetException("gold.daily_sales lost " + deletedDays.size()
                    + " whole days, and a load set deletes at most " + MAX_DAYS
                    + ". Nothing was published; reload the warehouse from an empty loads/ (docs/explanation/gold.md).");
        }
    }

    static DeletedRows of(long rows) {
        return rows == 0 ? NONE : new DeletedRows(rows, List.of());
    }
}
