package io.tillstream.loader;

import io.tillstream.lake.BatchFile;
import io.tillstream.lake.ContractException;
import io.tillstream.lake.LoadSetKeys;
import io.tillstream.lake.UnknownVersionException;
import io.tillstream.lake.WarehouseTable;
import io.tillstream.lake.error.ManualActionRequiredException;
import io.tillstream.warehouse.LoadSet;
import io.tillstream.warehouse.TableLoad;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads {@code batch.json} and believes nothing in it that the schema or the key says otherwise. */
final class BatchFileReader {
    /**
     * Reads one file.
     *
     * @param key its key, for the messages
     * @param number the number in the key
     * @param revision the revision in the key
     * @throws LoadSetRejectedException if it is not a load set that this warehouse can take; the message names the field
     * @throws ManualActionRequiredException if it is of a version later than this build knows
     */
    LoadSet read(String key, long number, int revision, byte[] bytes) {
        BatchFile file = parse(key, bytes);
        requireEqual(key, "number", file.number(), number);
        requireEqual(key, "revision", file.revision(), revision);
        if (file.version() > 1 && revision > 1 && file.reason().isBlank()) {
            throw new LoadSetRejectedException(key, "reason is missing; a revision must say why it supersedes");
        }
        try {
            List<TableLoad> tables = new ArrayList<>();
            for (BatchFile.Table entry : file.tables()) {
                tables.add(table(key, file, entry));
            }
            return new LoadSet(
                    number,
                    revision,
                    file.attempt(),
                    file.batchNo().from(),
                    file.batchNo().to(),
                    tables,
                    file.fact());
        } catch (IllegalArgumentException e) {
            throw new LoadSetRejectedException(key, e);
        }
    }

    private static BatchFile parse(String key, byte[] bytes) {
        try {
            return BatchFile.fromJson(bytes);
        } catch (UnknownVersionException e) {
            throw new ManualActionRequiredException(
                    key + ": " + e.getMessage() + ": deploy the loader of the same version as its publisher", e);
        } catch (ContractException e) {
            throw new LoadSetRejectedException(key, SqlFault.oneLine(e.getMessage()));
        }
    }

    private static TableLoad table(String key, BatchFile file, BatchFile.Table entry) {
        WarehouseTable table = WarehouseTable.named(entry.name())
                .orElseThrow(() -> new LoadSetRejectedException(key, "tables: no table is named " + entry.name()));
        String at = "tables." + table.tableName() + ".";
        if (!table.allows(entry.operation())) {
            throw new LoadSetRejectedException(
                    key, at + "operation cannot be " + entry.operation().name().toLowerCase(Locale.ROOT));
        }
        requireEqual(key, at + "key", entry.key(), table.key());
        requireEqual(key, at + "columns", entry.columns(), table.columns());
        requireEqual(key, at + "schema_fingerprint", entry.schemaFingerprint(), table.schemaFingerprint());
        if (entry.rowsInserted() > 0) {
            String manifest = LoadSetKeys.manifest(file.number(), file.attempt(), table.tableName());
            requireEqual(key, at + "manifest", entry.manifest(), manifest);
        }
        return new TableLoad(
                table,
                entry.operation(),
                entry.rowsInserted(),
                entry.rowsDeleted(),
                entry.deletions(),
                entry.manifest(),
                entry.dateKeys(),
                entry.deletedKeys());
    }

    private static void requireEqual(String key, String field, Object actual, Object expected) {
        if (!expected.equals(actual)) {
            throw new LoadSetRejectedException(
                    key,
                    SqlFault.oneLine(field + " is " + actual) + "; it must be "
                            + SqlFault.oneLine(expected.toString()));
        }
    }
}
