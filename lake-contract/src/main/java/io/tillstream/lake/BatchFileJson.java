package io.tillstream.lake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@link BatchFile} as JSON. Every field must be there but {@code reason}, {@code manifest}, {@code date_keys}, {@code
 * deleted_keys} and {@code deletions}, which version 1 does not have and later ones write only where they say something.
 */
final class BatchFileJson {
    private static final int OLDEST_VERSION = 1;
    private static final JsonFactory JSON = new JsonFactory();

    private BatchFileJson() {}

    static BatchFile read(byte[] bytes) {
        JsonObject file = JsonObject.parse(bytes);
        int version = version(file);
        List<BatchFile.Table> tables = new ArrayList<>();
        for (JsonObject table : file.objects("tables")) {
            tables.add(table(table));
        }
        JsonObject range = file.object("batch_no");
        return new BatchFile(
                version,
                file.number("number"),
                file.integer("revision"),
                file.text("attempt"),
                file.has("reason") ? file.text("reason") : "",
                new BatchFile.Range(range.number("from"), range.number("to")),
                tables,
                fact(file.object("fact")));
    }

    private static int version(JsonObject file) {
        long version = file.number("version");
        if (version > BatchFile.VERSION) {
            throw new UnknownVersionException(version, BatchFile.VERSION);
        }
        if (version < OLDEST_VERSION) {
            throw new ContractException(
                    "version is " + version + "; it must be " + OLDEST_VERSION + " to " + BatchFile.VERSION);
        }
        return (int) version;
    }

    private static BatchFile.Table table(JsonObject table) {
        String name = table.text("name");
        List<Column> columns = new ArrayList<>();
        for (JsonObject column : table.objects("columns")) {
            columns.add(new Column(column.text("name"), column.text("type")));
        }
        return new BatchFile.Table(
                name,
                operation(name, table.text("operation")),
                table.texts("key"),
                table.number("rows_inserted"),
                table.number("rows_deleted"),
                table.has("deletions") ? table.number("deletions") : 0,
                table.has("date_keys") ? Optional.of(days(table.object("date_keys"))) : Optional.empty(),
                table.has("deleted_keys") ? table.integers("deleted_keys") : List.of(),
                table.has("manifest") ? table.text("manifest") : "",
                columns,
                table.text("schema_fingerprint"));
    }

    private static LoadOperation operation(String table, String text) {
        return Arrays.stream(LoadOperation.values())
                .filter(operation -> text(operation).equals(text))
                .findAny()
                .orElseThrow(() -> new ContractException("tables." + table + ".operation cannot be " + text));
    }

    private static DateKeys days(JsonObject days) {
        try {
            return new DateKeys(days.integer("from"), days.integer("to"));
        } catch (ContractException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new ContractException(e.getMessage(), e);
        }
    }

    private static FactTotals fact(JsonObject fact) {
        JsonObject amounts = fact.object("revenue");
        SortedMap<String, BigDecimal> revenue = new TreeMap<>();
        amounts.names().forEach(currency -> revenue.put(currency, amounts.decimal(currency)));
        try {
            return new FactTotals(fact.number("rows"), revenue);
        } catch (ContractException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new ContractException(e.getMessage(), e);
        }
    }

    static byte[] write(BatchFile file) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeNumberField("version", file.version());
            json.writeNumberField("number", file.number());
            json.writeNumberField("revision", file.revision());
            json.writeStringField("attempt", file.attempt());
            if (!file.reason().isEmpty()) {
                json.writeStringField("reason", file.reason());
            }
            writeRange(json, "batch_no", file.batchNo().from(), file.batchNo().to());
            json.writeArrayFieldStart("tables");
            for (BatchFile.Table table : file.tables()) {
                write(json, table);
            }
            json.writeEndArray();
            write(json, file.fact());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, BatchFile.Table table) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", table.name());
        json.writeStringField("operation", text(table.operation()));
        json.writeArrayFieldStart("key");
        for (String column : table.key()) {
            json.writeString(column);
        }
        json.writeEndArray();
        json.writeNumberField("rows_inserted", table.rowsInserted());
        json.writeNumberField("rows_deleted", table.rowsDeleted());
        if (table.deletions() > 0) {
            json.writeNumberField("deletions", table.deletions());
        }
        if (table.dateKeys().isPresent()) {
            DateKeys days = table.dateKeys().get();
            writeRange(json, "date_keys", days.from(), days.to());
        }
        if (!table.deletedKeys().isEmpty()) {
            json.writeArrayFieldStart("deleted_keys");
            for (int day : table.deletedKeys()) {
                json.writeNumber(day);
            }
            json.writeEndArray();
        }
        if (!table.manifest().isEmpty()) {
            json.writeStringField("manifest", table.manifest());
        }
        json.writeArrayFieldStart("columns");
        for (Column column : table.columns()) {
            json.writeStartObject();
            json.writeStringField("name", column.name());
            json.writeStringField("type", column.type());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringField("schema_fingerprint", table.schemaFingerprint());
        json.writeEndObject();
    }

    private static void writeRange(JsonGenerator json, String name, long from, long to) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("from", from);
        json.writeNumberField("to", to);
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, FactTotals fact) throws IOException {
        json.writeObjectFieldStart("fact");
        json.writeNumberField("rows", fact.rows());
        json.writeObjectFieldStart("revenue");
        for (Map.Entry<String, BigDecimal> amount : fact.revenue().entrySet()) {
            json.writeStringField(amount.getKey(), plain(amount.getValue()));
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    /** Plain digits without trailing zeros. */
    private static String plain(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }

    private static String text(LoadOperation operation) {
        return operation.name().toLowerCase(Locale.ROOT);
    }
}
