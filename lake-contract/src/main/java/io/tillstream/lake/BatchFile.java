package io.tillstream.lake;

import java.util.List;
import java.util.Optional;

/**
 * A load set as its {@code batch.json} describes it (invariant 6; docs/reference/contracts.md, section 4).
 *
 * @param version of the file's form, 1 to {@value #VERSION}; 3 only where a table has deletions, which 2 does not know
 * @param number 1, 2, 3 … without holes
 * @param revision 1 for the set as first published
 * @param attempt UUID of the run that made it; its files are under this name
 * @param reason why it supersedes the revision before it; empty for the set as first published
 * @param batchNo the batches that it brings to the warehouse
 * @param tables the tables that it changes, in the order in which they must be changed
 * @param fact the whole fact table after this set
 */
public record BatchFile(
        int version,
        long number,
        int revision,
        String attempt,
        String reason,
        Range batchNo,
        List<Table> tables,
        FactTotals fact) {
    /** The newest version; those from 1 on are read. */
    public static final int VERSION = 3;

    /** The version of a file without deletions, which a loader of the release before can read. */
    private static final int WITHOUT_DELETIONS = 2;

    /** Returns the version to write. */
    public static int versionOf(List<Table> tables) {
        return tables.stream().anyMatch(table -> table.deletions() > 0) ? VERSION : WITHOUT_DELETIONS;
    }

    /** Copies the list. */
    public BatchFile {
        tables = List.copyOf(tables);
    }

    /**
     * Batch numbers.
     *
     * @param from exclusive: where the set before ended, 0 for the first
     * @param to inclusive
     */
    public record Range(long from, long to) {}

    /**
     * What the set does to one table.
     *
     * @param name the table, as the file names it
     * @param operation how rows are changed
     * @param key the columns by which rows are replaced; for an append, the columns that are unique
     * @param rowsInserted rows to insert from the manifest's files
     * @param rowsDeleted rows that the table loses, because their key is staged or their day is deleted
     * @param dateKeys the days between which all of these rows lie; nothing for a table without {@code date_key}
     * @param deletions rows in the manifest's files with {@code batch_no} 0, which are not inserted: the table loses the rows
     *     of their key
     * @param deletedKeys of a table that is replaced by day: days that lose all their rows and get none
     * @param manifest key of the COPY manifest in the lake's bucket; empty if no rows are staged
     * @param columns of the files, in their order
     * @param schemaFingerprint SHA-256, hex, of the lines {@code name type} joined by newline
     */
    public record Table(
            String name,
            LoadOperation operation,
            List<String> key,
            long rowsInserted,
            long rowsDeleted,
            long deletions,
            Optional<DateKeys> dateKeys,
            List<Integer> deletedKeys,
            String manifest,
            List<Column> columns,
            String schemaFingerprint) {
        /** Copies the lists. */
        public Table {
            key = List.copyOf(key);
            deletedKeys = List.copyOf(deletedKeys);
            columns = List.copyOf(columns);
        }

        /** Makes the entry of a table that has today's key and columns, without deletions. */
        public static Table of(
                WarehouseTable table,
                LoadOperation operation,
                long rowsInserted,
                long rowsDeleted,
                Optional<DateKeys> dateKeys,
                List<Integer> deletedKeys,
                String manifest) {
            return of(table, operation, rowsInserted, rowsDeleted, 0, dateKeys, deletedKeys, manifest);
        }

        /** Makes the entry of a table that has today's key and columns. */
        public static Table of(
                WarehouseTable table,
                LoadOperation operation,
                long rowsInserted,
                long rowsDeleted,
                long deletions,
                Optional<DateKeys> dateKeys,
                List<Integer> deletedKeys,
                String manifest) {
            return new Table(
                    table.tableName(),
                    operation,
                    table.key(),
                    rowsInserted,
                    rowsDeleted,
                    deletions,
                    dateKeys,
                    deletedKeys,
                    manifest,
                    table.columns(),
                    table.schemaFingerprint());
        }
    }

    /** Returns the key under which the file is in the lake. */
    public String key() {
        return LoadSetKeys.batchFile(number, revision);
    }

    /** Returns the file's bytes. */
    public byte[] toJson() {
        return BatchFileJson.write(this);
    }

    /**
     * Reads a file. What it says of tables is as the file has it, perhaps of an older schema: the loader compares it with the
     * warehouse's.
     *
     * @throws UnknownVersionException if it is of a version later than this program knows
     * @throws ContractException if it is not a batch file; the message names the field
     */
    public static BatchFile fromJson(byte[] bytes) {
        return BatchFileJson.read(bytes);
    }
}
