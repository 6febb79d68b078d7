package io.tillstream.glue.loadset;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.tillstream.glue.gold.WarehouseColumn;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a load set does to one table.
 *
 * @param name the table
 * @param operation append or replace
 * @param key the columns of {@link Operation#REPLACE}; for an append, the columns that are unique
 * @param rowsInserted rows in the manifest's files
 * @param rowsDeleted rows that the table loses, because their key is staged or their day deleted
 * @param dateKeys the days between which all of these rows lie; null for a table without {@code date_key}
 * @param deletedKeys of a table that is replaced by day: days that lose all their rows and get none
 * @param manifest key of the COPY manifest in the lake's bucket; null where no rows are inserted
 * @param columns of the files, in their order
 * @param schemaFingerprint SHA-256, hex, of the lines {@code name type} joined by newline
 */
@JsonPropertyOrder({
    "name",
    "operation",
    "key",
    "rows_inserted",
    "rows_deleted",
    "date_keys",
    "deleted_keys",
    "manifest",
    "columns",
    "schema_fingerprint"
})
@JsonIgnoreProperties(ignoreUnknown = true)
public record TableLoad(
        String name,
        Operation operation,
        List<String> key,
        @JsonProperty("rows_inserted") long rowsInserted,
        @JsonProperty("rows_deleted") long rowsDeleted,

        @JsonProperty("date_keys") @JsonInclude(JsonInclude.Include.NON_NULL)
        DateKeys dateKeys,

        @JsonProperty("deleted_keys") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Integer> deletedKeys,

        @JsonInclude(JsonInclude.Include.NON_NULL) String manifest,
        List<WarehouseColumn> columns,
        @JsonProperty("schema_fingerprint") String schemaFingerprint) {
    /** How a table changes. */
    public enum Operation {
        /** Rows are added; none is deleted. */
        @JsonProperty("append")
        APPEND,
        /** Rows of the target whose key is among the staged keys are deleted, then the staged rows are added. */
        @JsonProperty("replace")
        REPLACE
    }

    /** Copies the lists. */
    public TableLoad {
        key = List.copyOf(key);
        deletedKeys = deletedKeys == null ? List.of() : List.copyOf(deletedKeys);
        columns = List.copyOf(columns);
    }

    /** Returns the fingerprint of the columns. */
    public static String fingerprint(List<WarehouseColumn> columns) {
        String lines = columns.stream()
                .map(column -> column.name() + " " + column.type())
                .collect(Collectors.joining("\n"));
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(lines.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
