package io.tillstream.warehouse;

import io.tillstream.lake.DateKeys;
import io.tillstream.lake.LoadOperation;
import io.tillstream.lake.WarehouseTable;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * What a load set does to one table.
 *
 * @param table the table
 * @param operation what is done; the table must allow it
 * @param rowsInserted rows to insert from the manifest's files; 0 only where days are deleted as a whole, or with deletions
 * @param rowsDeleted rows that the table loses because their key is staged or their day is deleted; 0 for an append
 * @param deletions rows in the manifest's files with {@code batch_no} 0, which only delete the rows of their key
 * @param manifestKey the manifest's key in the lake's bucket; empty where no rows are staged
 * @param dateKeys the days between which all of these rows lie, where the table has a {@code date_key} and the set says so
 * @param deletedDays days, yyyymmdd, that lose all their rows and get none; at most {@value #MAX_DELETED_DAYS}
 */
public record TableLoad(
        WarehouseTable table,
        LoadOperation operation,
        long rowsInserted,
        long rowsDeleted,
        long deletions,
        String manifestKey,
        Optional<DateKeys> dateKeys,
        List<Integer> deletedDays) {
    /** The list of days appears twice in one statement, which holds 100 KB. */
    public static final int MAX_DELETED_DAYS = 3_000;

    /**
     * Checks the parts.
     *
     * @throws InvalidNameException if the key is not of the form allowed in SQL
     * @throws IllegalArgumentException if the counts or days cannot be
     */
    public TableLoad {
        String name = table.tableName();
        deletedDays = List.copyOf(deletedDays);
        if (rowsInserted < 0 || deletions < 0 || (rowsInserted + deletions == 0 && deletedDays.isEmpty())) {
            throw new IllegalArgumentException(
                    name + ": rows_inserted must be at least 1 if nothing is deleted, not " + rowsInserted);
        }
        if (deletions > rowsDeleted || (deletions > 0 && table.isReplacedByDay())) {
            throw new IllegalArgumentException(name + ": deletions cannot be " + deletions);
        }
        if (rowsInserted + deletions > 0) {
            SqlNames.requireKey(manifestKey);
        } else if (!manifestKey.isEmpty()) {
            throw new IllegalArgumentException(name + ": a manifest without rows_inserted or deletions");
        }
        if (!table.allows(operation)) {
            throw new IllegalArgumentException(name + ": operation cannot be " + operation);
        }
        if (rowsDeleted < 0 || (operation == LoadOperation.APPEND && rowsDeleted != 0)) {
            throw new IllegalArgumentException(name + ": rows_deleted cannot be " + rowsDeleted);
        }
        requireDays(table, dateKeys, deletedDays, rowsDeleted);
    }

    /** Makes a load with the table's usual operation, without bounds or deleted days. */
    public TableLoad(WarehouseTable table, long rowsInserted, long rowsDeleted, String manifestKey) {
        this(table, table.operation(), rowsInserted, rowsDeleted, manifestKey, Optional.empty(), List.of());
    }

    /** Makes a load without deletions. */
    public TableLoad(
            WarehouseTable table,
            LoadOperation operation,
            long rowsInserted,
            long rowsDeleted,
            String manifestKey,
            Optional<DateKeys> dateKeys,
            List<Integer> deletedDays) {
        this(table, operation, rowsInserted, rowsDeleted, 0, manifestKey, dateKeys, deletedDays);
    }

    /** Tells whether files are staged. */
    boolean stages() {
        return staged() > 0;
    }

    /** Returns the rows in the manifest's files. */
    long staged() {
        return rowsInserted + deletions;
    }

    private static void requireDays(
            WarehouseTable table, Optional<DateKeys> dateKeys, List<Integer> deletedDays, long rowsDeleted) {
        String name = table.tableName();
        if (dateKeys.isPresent() && !table.hasDateKey()) {
            throw new IllegalArgumentException(name + ": date_keys of a table without date_key");
        }
        if (deletedDays.isEmpty()) {
            return;
        }
        if (!table.isReplacedByDay()) {
            throw new IllegalArgumentException(name + ": deleted_keys of a table that is not replaced by day");
        }
        if (deletedDays.size() > MAX_DELETED_DAYS || new HashSet<>(deletedDays).size() < deletedDays.size()) {
            throw new IllegalArgumentException(
                    name + ": deleted_keys must be at most " + MAX_DELETED_DAYS + " different days");
        }
        if (rowsDeleted < deletedDays.size()) {
            throw new IllegalArgumentException(name + ": rows_deleted " + rowsDeleted + " is less than the "
                    + deletedDays.size() + " days in deleted_keys");
        }
        for (int day : deletedDays) {
            if (!dateKeys.orElseGet(() -> new DateKeys(day, day)).contains(day)) {
                throw new IllegalArgumentException(name + ": deleted_keys: " + day + " is not within date_keys");
            }
        }
    }
}
