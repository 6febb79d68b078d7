package io.tillstream.warehouse;

import io.tillstream.lake.FactTotals;
import io.tillstream.lake.WarehouseTable;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One load set (invariant 6).
 *
 * @param number 1, 2, 3 …
 * @param revision 1, or higher where a revision superseded the set as first published
 * @param attempt the UUID of the publisher's attempt
 * @param batchNoFrom the batch before its first, exclusive: the end of the set before, 0 for the first
 * @param batchNoTo its last batch, inclusive
 * @param tables the tables that it changes; kept in the order of {@link WarehouseTable}
 * @param fact the whole fact table after it
 */
public record LoadSet(
        long number,
        int revision,
        String attempt,
        long batchNoFrom,
        long batchNoTo,
        List<TableLoad> tables,
        FactTotals fact) {
    /**
     * Checks the parts.
     *
     * @throws InvalidNameException if the attempt is not of the form allowed in SQL
     * @throws IllegalArgumentException if numbers are out of range or a table appears twice
     */
    public LoadSet {
        SqlNames.requireUuid(attempt);
        if (number < 1 || revision < 1) {
            throw new IllegalArgumentException("number and revision start at 1, not " + number + ", " + revision);
        }
        if (batchNoFrom < 0 || batchNoTo <= batchNoFrom) {
            throw new IllegalArgumentException(
                    "batch_no.to must be above batch_no.from, not from " + batchNoFrom + " to " + batchNoTo);
        }
        Set<WarehouseTable> seen = EnumSet.noneOf(WarehouseTable.class);
        for (TableLoad load : tables) {
            if (!seen.add(load.table())) {
                throw new IllegalArgumentException("tables: " + load.table().tableName() + " appears twice");
            }
        }
        tables = tables.stream().sorted(Comparator.comparing(TableLoad::table)).toList();
    }
}
