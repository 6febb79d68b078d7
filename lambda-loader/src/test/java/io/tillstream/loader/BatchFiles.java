package io.tillstream.loader;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillstream.lake.WarehouseTable;
import java.util.Locale;

/** Batch files as a publisher writes them. */
final class BatchFiles {
    static final String ATTEMPT = "0b0e4a6e-7a0c-4c1e-9d51-0a1b2c3d4e5f";
    private static final ObjectMapper JSON = new ObjectMapper();

    private BatchFiles() {}

    /** A set of one batch that adds ten facts and one product; number n covers batch n. */
    static ObjectNode set(long number) {
        ObjectNode file = JSON.createObjectNode();
        file.put("version", 1).put("number", number).put("revision", 1).put("attempt", ATTEMPT);
        file.putObject("batch_no").put("from", number - 1).put("to", number);
        ArrayNode tables = file.putArray("tables");
        tables.add(table(WarehouseTable.DIM_PRODUCT, number, 1));
        tables.add(table(WarehouseTable.FACT_SALES, number, 10));
        file.putObject("fact").put("rows", 10 * number).putObject("revenue").put("USD", "2297200.8603");
        return file;
    }

    /** The same with the sums of its day, as the loader requires. */
    static ObjectNode complete(long number) {
        ObjectNode file = set(number);
        ((ArrayNode) file.get("tables")).add(table(WarehouseTable.DAILY_SALES, number, 1));
        return file;
    }

    static ObjectNode table(WarehouseTable table, long number, long rows) {
        ObjectNode entry = JSON.createObjectNode();
        entry.put("name", table.tableName())
                .put("operation", table.operation().name().toLowerCase(Locale.ROOT));
        ArrayNode key = entry.putArray("key");
        table.key().forEach(key::add);
        entry.put("rows_inserted", rows).put("rows_deleted", 0);
        entry.put("manifest", "loads/%020d/%s/%s.manifest".formatted(number, ATTEMPT, table.tableName()));
        ArrayNode columns = entry.putArray("columns");
        table.columns()
                .forEach(
                        column -> columns.addObject().put("name", column.name()).put("type", column.type()));
        return entry.put("schema_fingerprint", table.schemaFingerprint());
    }
}
