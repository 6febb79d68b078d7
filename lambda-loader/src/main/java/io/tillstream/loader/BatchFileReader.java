package io.tillstream.loader;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillstream.warehouse.Column;
import io.tillstream.warehouse.DateKeys;
import io.tillstream.warehouse.FactTotals;
import io.tillstream.warehouse.LoadOperation;
import io.tillstream.warehouse.LoadSet;
import io.tillstream.warehouse.TableLoad;
import io.tillstream.warehouse.WarehouseTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/** Reads {@code batch.json} and believes nothing in it that the schema or the key says otherwise. */
final class BatchFileReader {
    private static final int OLDEST_VERSION = 1;
    private static final int NEWEST_VERSION = 2;

    private final JsonMapper json = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                    DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .build();

    /**
     * Reads one file.
     *
     * @param key its key, for the messages
     * @param number the number in the key
     * @param revision the revision in the key
     * @throws LoadSetRejectedException if it is not a load set that this warehouse can take; the message names the field
     * @throws NeedsPersonException if it is of a version later than this build knows
     */
    LoadSet read(String key, long number, int revision, byte[] bytes) {
        BatchFile file = parse(key, bytes);
        requireEqual(key, "number", file.number(), number);
        requireEqual(key, "revision", file.revision(), revision);
        if (file.version() > OLDEST_VERSION && revision > 1 && file.reason().isBlank()) {
            throw new LoadSetRejectedException(key, "reason is missing; a revision must say why it supersedes");
        }
        try {
            List<TableLoad> tables = new ArrayList<>();
            for (BatchFile.TableEntry entry : file.tables()) {
                tables.add(table(key, file, entry));
            }
            FactTotals fact =
                    new FactTotals(file.fact().rows(), new TreeMap<>(file.fact().revenue()));
            return new LoadSet(
                    number,
                    revision,
                    file.attempt(),
                    file.batchNo().from(),
                    file.batchNo().to(),
                    tables,
                    fact);
        } catch (IllegalArgumentException e) {
            throw new LoadSetRejectedException(key, e);
        }
    }

    private BatchFile parse(String key, byte[] bytes) {
        try {
            JsonNode file = json.readTree(bytes);
            JsonNode version = file.path("version");
            if (version.isInt() && version.intValue() > NEWEST_VERSION) {
                throw new NeedsPersonException(key + " is of version " + version + ", this loader knows version "
                        + NEWEST_VERSION + ": deploy the loader that belongs to its publisher");
            }
            if (!version.isInt() || version.intValue() < OLDEST_VERSION) {
                throw new LoadSetRejectedException(
                        key,
                        SqlFault.oneLine("version is " + version.asText("missing")) + "; it must be " + OLDEST_VERSION
                                + " to " + NEWEST_VERSION);
            }
            setDefaults((ObjectNode) file);
            return json.treeToValue(file, BatchFile.class);
        } catch (JsonProcessingException e) {
            throw new LoadSetRejectedException(key, "it is not a batch.json: " + SqlFault.oneLine(e.getMessage()));
        } catch (IOException e) {
            throw new LoadSetRejectedException(key, e);
        }
    }

    /** Every field must be there but these, which version 1 does not have and version 2 writes only where they say something. */
    private void setDefaults(ObjectNode file) {
        setDefault(file, "reason", "");
        for (JsonNode table : file.path("tables")) {
            if (table instanceof ObjectNode entry) {
                setDefault(entry, "manifest", "");
                setDefault(entry, "deleted_keys", List.of());
                setDefault(entry, "date_keys", BatchFile.Days.NONE);
            }
        }
    }

    private void setDefault(ObjectNode object, String field, Object value) {
        if (!object.has(field)) {
            object.set(field, json.valueToTree(value));
        }
    }

    private static TableLoad table(String key, BatchFile file, BatchFile.TableEntry entry) {
        WarehouseTable table = WarehouseTable.named(entry.name())
                .orElseThrow(() -> new LoadSetRejectedException(key, "tables: no table is named " + entry.name()));
        String at = "tables." + table.tableName() + ".";
        LoadOperation operation = Arrays.stream(LoadOperation.values())
                .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(entry.operation()))
                .filter(table::allows)
                .findAny()
                .orElseThrow(() -> new LoadSetRejectedException(
                        key, SqlFault.oneLine(at + "operation cannot be " + entry.operation())));
        requireEqual(key, at + "key", entry.key(), table.key());
        requireEqual(
                key,
                at + "columns",
                entry.columns().stream()
                        .map(column -> new Column(column.name(), column.type()))
                        .toList(),
                table.columns());
        requireEqual(key, at + "schema_fingerprint", entry.schemaFingerprint(), table.schemaFingerprint());
        if (entry.rowsInserted() > 0) {
            String manifest =
                    LoadSetKeys.prefix(file.number()) + file.attempt() + "/" + table.tableName() + ".manifest";
            requireEqual(key, at + "manifest", entry.manifest(), manifest);
        }
        return new TableLoad(
                table,
                operation,
                entry.rowsInserted(),
                entry.rowsDeleted(),
                entry.manifest(),
                dateKeys(entry),
                entry.deletedKeys());
    }

    private static Optional<DateKeys> dateKeys(BatchFile.TableEntry entry) {
        return entry.dateKeys().equals(BatchFile.Days.NONE)
                ? Optional.empty()
                : Optional.of(
                        new DateKeys(entry.dateKeys().from(), entry.dateKeys().to()));
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
