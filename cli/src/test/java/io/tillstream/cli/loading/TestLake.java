package io.tillstream.cli.loading;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillstream.lake.LoadOperation;
import io.tillstream.lake.WarehouseTable;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Gold and its publisher, as small as can be: it knows the whole star after every load set, and writes sets as the publisher
 * does (docs/reference/contracts.md, section 4). What the warehouse must hold is {@link #star}.
 */
final class TestLake {
    static final String BUCKET = "lake";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final S3Client s3;
    private final Path scratch;
    private final Map<WarehouseTable, List<TableRow>> star = new EnumMap<>(WarehouseTable.class);
    private long number;

    TestLake(S3Client s3, Path scratch) {
        this.s3 = s3;
        this.scratch = scratch;
        Arrays.stream(WarehouseTable.values()).forEach(table -> star.put(table, new ArrayList<>()));
        s3.listObjectsV2Paginator(request -> request.bucket(BUCKET)).contents().stream()
                .toList()
                .forEach(object ->
                        s3.deleteObject(request -> request.bucket(BUCKET).key(object.key())));
    }

    /** What the warehouse holds when every set is loaded: rows as text, sorted. */
    Map<WarehouseTable, List<String>> star() {
        Map<WarehouseTable, List<String>> texts = new EnumMap<>(WarehouseTable.class);
        star.forEach((table, rows) ->
                texts.put(table, rows.stream().map(TableRow::text).sorted().toList()));
        return texts;
    }

    /** A set that is staged and can still be changed before it is published. */
    final class Staged {
        private final long number;
        private final ObjectNode batchFile;

        private Staged(long number, ObjectNode batchFile) {
            this.number = number;
            this.batchFile = batchFile;
        }

        /** Changes what the batch file says. */
        Staged lying(Consumer<ObjectNode> change) {
            change.accept(batchFile);
            return this;
        }

        ObjectNode table(String name) {
            for (var table : batchFile.path("tables")) {
                if (table.path("name").asText().equals(name)) {
                    return (ObjectNode) table;
                }
            }
            throw new IllegalArgumentException(name);
        }

        /** Key of the only data file of a table. */
        String file(WarehouseTable table) {
            return dataKey(prefix(number) + batchFile.path("attempt").asText() + "/", table);
        }

        /** Publishes it under its own revision; returns the batch file's key. */
        String publish() {
            int revision = batchFile.path("revision").asInt();
            String key = prefix(number) + (revision == 1 ? "batch.json" : "batch.r" + revision + ".json");
            put(key, batchFile.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return key;
        }
    }

    /** The next set, which adds rows, or replaces those whose key they have. */
    Staged next(TableRow... rows) throws IOException {
        return next(List.of(), rows);
    }

    /** The same, with days that lose all their sums. */
    Staged next(List<Integer> deletedDays, TableRow... rows) throws IOException {
        number++;
        return stage(number, 1, null, deletedDays, rows);
    }

    /** A revision of a set with the given rows; the star stays as it is. */
    Staged revision(long ofSet, int revision, String reason, TableRow... rows) throws IOException {
        return stage(ofSet, revision, reason, List.of(), rows);
    }

    private Staged stage(long setNumber, int revision, String reason, List<Integer> deletedDays, TableRow... rows)
            throws IOException {
        String attempt = UUID.randomUUID().toString();
        ObjectNode file = JSON.createObjectNode();
        file.put("version", 2)
                .put("number", setNumber)
                .put("revision", revision)
                .put("attempt", attempt);
        if (reason != null) {
            file.put("reason", reason);
        }
        file.putObject("batch_no").put("from", setNumber - 1).put("to", setNumber);
        ArrayNode tables = file.putArray("tables");
        for (WarehouseTable table : WarehouseTable.values()) {
            List<TableRow> ofTable =
                    Arrays.stream(rows).filter(row -> row.table() == table).toList();
            List<Integer> days = table == WarehouseTable.DAILY_SALES ? deletedDays : List.of();
            if (!ofTable.isEmpty() || !days.isEmpty()) {
                long deleted = revision == 1 ? apply(table, ofTable, days) : 0;
                tables.add(entry(prefix(setNumber) + attempt + "/", table, ofTable, days, deleted));
            }
        }
        List<TableRow> facts = star.get(WarehouseTable.FACT_SALES);
        Map<String, BigDecimal> revenue = new TreeMap<>();
        facts.forEach(fact -> revenue.merge(
                (String) fact.values().get("currency"),
                (BigDecimal) fact.values().get("revenue"),
                BigDecimal::add));
        ObjectNode total = file.putObject("fact").put("rows", facts.size());
        ObjectNode amounts = total.putObject("revenue");
        revenue.forEach((currency, amount) -> amounts.put(currency, amount.toPlainString()));
        return new Staged(setNumber, file);
    }

    private long apply(WarehouseTable table, List<TableRow> rows, List<Integer> deletedDays) {
        Set<List<Object>> keys = new HashSet<>();
        rows.forEach(row -> keys.add(row.key()));
        deletedDays.forEach(day -> keys.add(List.of(day)));
        List<TableRow> held = star.get(table);
        int before = held.size();
        held.removeIf(row -> keys.contains(row.key()));
        long deleted = before - held.size();
        held.addAll(rows);
        return deleted;
    }

    private ObjectNode entry(
            String prefix, WarehouseTable table, List<TableRow> rows, List<Integer> deletedDays, long deleted)
            throws IOException {
        LoadOperation operation =
                table == WarehouseTable.FACT_SALES && deleted == 0 ? LoadOperation.APPEND : LoadOperation.REPLACE;
        ObjectNode entry = JSON.createObjectNode();
        entry.put("name", table.tableName())
                .put("operation", operation.name().toLowerCase(Locale.ROOT))
                .put("rows_inserted", rows.size())
                .put("rows_deleted", deleted)
                .put("schema_fingerprint", table.schemaFingerprint());
        table.key().forEach(entry.putArray("key")::add);
        ArrayNode columns = entry.putArray("columns");
        table.columns()
                .forEach(
                        column -> columns.addObject().put("name", column.name()).put("type", column.type()));
        if (table.columns().stream().anyMatch(column -> column.name().equals("date_key"))) {
            List<Integer> days = new ArrayList<>(deletedDays);
            rows.forEach(row -> days.add((Integer) row.values().get("date_key")));
            entry.putObject("date_keys")
                    .put("from", days.stream().min(Integer::compare).orElseThrow())
                    .put("to", days.stream().max(Integer::compare).orElseThrow());
        }
        if (!deletedDays.isEmpty()) {
            deletedDays.forEach(entry.putArray("deleted_keys")::add);
        }
        if (!rows.isEmpty()) {
            byte[] data = ParquetTable.bytes(table, rows, scratch);
            String manifest = prefix + table.tableName() + ".manifest";
            put(dataKey(prefix, table), data);
            put(
                    manifest,
                    ("{\"entries\":[{\"url\":\"s3://" + BUCKET + "/" + dataKey(prefix, table)
                                    + "\",\"mandatory\":true,\"meta\":{\"content_length\":" + data.length + "}}]}")
                            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
            entry.put("manifest", manifest);
        }
        return entry;
    }

    /** Overwrites any object. */
    void put(String key, byte[] bytes) {
        s3.putObject(request -> request.bucket(BUCKET).key(key), RequestBody.fromBytes(bytes));
    }

    byte[] get(String key) {
        return s3.getObjectAsBytes(request -> request.bucket(BUCKET).key(key)).asByteArray();
    }

    void delete(String key) {
        s3.deleteObject(request -> request.bucket(BUCKET).key(key));
    }

    byte[] parquet(WarehouseTable table, TableRow... rows) throws IOException {
        return ParquetTable.bytes(table, List.of(rows), scratch);
    }

    private static String dataKey(String prefix, WarehouseTable table) {
        return prefix + table.tableName() + "/part-00000.parquet";
    }

    private static String prefix(long setNumber) {
        return String.format(Locale.ROOT, "loads/%020d/", setNumber);
    }
}
