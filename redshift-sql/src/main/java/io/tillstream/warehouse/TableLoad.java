package io.tillstream.warehouse;

/**
 * What a load set does to one table.
 *
 * @param table the table
 * @param rowsInserted rows in the manifest's files, at least 1
 * @param rowsDeleted rows that the table loses because their key is staged; 0 for an append
 * @param manifestKey the manifest's key in the lake's bucket
 */
public record TableLoad(WarehouseTable table, long rowsInserted, long rowsDeleted, String manifestKey) {
    /**
     * Checks the parts.
     *
     * @throws InvalidNameException if the key is not of the form allowed in SQL
     * @throws IllegalArgumentException if the counts cannot be
     */
    public TableLoad {
        SqlNames.requireKey(manifestKey);
        if (rowsInserted < 1) {
            throw new IllegalArgumentException(
                    table.tableName() + ": rows_inserted must be at least 1, not " + rowsInserted);
        }
        if (rowsDeleted < 0 || (table.operation() == LoadOperation.APPEND && rowsDeleted != 0)) {
            throw new IllegalArgumentException(table.tableName() + ": rows_deleted cannot be " + rowsDeleted);
        }
    }
}
