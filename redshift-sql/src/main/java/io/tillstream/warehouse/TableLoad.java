package io.tillstream.warehouse;

/**
 * What a load set does to one table.
 *
 * @param table the table
 * @param operation what is done; the table must allow it
 * @param rowsInserted rows in the manifest's files, at least 1
 * @param rowsDeleted rows that the table loses because their key is staged; 0 for an append
 * @param manifestKey the manifest's key in the lake's bucket
 */
public record TableLoad(
        WarehouseTable table, LoadOperation operation, long rowsInserted, long rowsDeleted, String manifestKey) {
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
        if (!table.allows(operation)) {
            throw new IllegalArgumentException(table.tableName() + ": operation cannot be " + operation);
        }
        if (rowsDeleted < 0 || (operation == LoadOperation.APPEND && rowsDeleted != 0)) {
            throw new IllegalArgumentException(table.tableName() + ": rows_deleted cannot be " + rowsDeleted);
        }
    }

    /** Makes a load with the table's usual operation. */
    public TableLoad(WarehouseTable table, long rowsInserted, long rowsDeleted, String manifestKey) {
        this(table, table.operation(), rowsInserted, rowsDeleted, manifestKey);
    }
}
