package io.tillstream.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class BatchFileTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ATTEMPT = "0b0e4a6e-7a0c-4c1e-9d51-0a1b2c3d4e5f";

    @Test
    void theFileIsTheContracts() {
        BatchFile file = new BatchFile(
                2,
                7,
                2,
                ATTEMPT,
                "a file was lost",
                new BatchFile.Range(3, 4),
                List.of(BatchFile.Table.of(
                        WarehouseTable.DIM_STORE,
                        LoadOperation.REPLACE,
                        1,
                        0,
                        Optional.empty(),
                        List.of(),
                        "loads/x/dim_store.manifest")),
                new FactTotals(
                        9,
                        new TreeMap<>(Map.of("USD", new BigDecimal("12.500000"), "EUR", new BigDecimal("0.000000")))));
        assertThat(new String(file.toJson(), StandardCharsets.UTF_8))
                .isEqualTo("""
                {
                  "version" : 2,
                  "number" : 7,
                  "revision" : 2,
                  "attempt" : "0b0e4a6e-7a0c-4c1e-9d51-0a1b2c3d4e5f",
                  "reason" : "a file was lost",
                  "batch_no" : {
                    "from" : 3,
                    "to" : 4
                  },
                  "tables" : [ {
                    "name" : "dim_store",
                    "operation" : "replace",
                    "key" : [ "store_key" ],
                    "rows_inserted" : 1,
                    "rows_deleted" : 0,
                    "manifest" : "loads/x/dim_store.manifest",
                    "columns" : [ {
                      "name" : "store_key",
                      "type" : "bigint"
                    }, {
                      "name" : "source",
                      "type" : "varchar(64)"
                    }, {
                      "name" : "store_id",
                      "type" : "varchar(64)"
                    }, {
                      "name" : "batch_no",
                      "type" : "bigint"
                    } ],
                    "schema_fingerprint" : "%s"
                  } ],
                  "fact" : {
                    "rows" : 9,
                    "revenue" : {
                      "EUR" : "0",
                      "USD" : "12.5"
                    }
                  }
                }""".formatted(WarehouseTable.DIM_STORE.schemaFingerprint()));
        assertThat(file.key()).isEqualTo("loads/00000000000000000007/batch.r2.json");
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        BatchFile file = file();
        assertThat(BatchFile.fromJson(file.toJson())).isEqualTo(file);
    }

    @Test
    void versionOneHasNoneOfTheOptionalFields() {
        ObjectNode old = json();
        old.put("version", 1).remove("reason");
        ObjectNode table = table(old);
        table.remove(List.of("date_keys", "deleted_keys", "manifest"));
        BatchFile read = read(old);
        assertThat(read.reason()).isEmpty();
        assertThat(read.tables().get(0).dateKeys()).isEmpty();
        assertThat(read.tables().get(0).deletedKeys()).isEmpty();
        assertThat(read.tables().get(0).manifest()).isEmpty();
    }

    @Test
    void onlyAFileWithDeletionsIsOfTheVersionThatKnowsThem() {
        BatchFile.Table deletes = BatchFile.Table.of(
                WarehouseTable.FACT_SALES, LoadOperation.REPLACE, 0, 2, 2, Optional.empty(), List.of(), "loads/x/m");
        assertThat(BatchFile.versionOf(file().tables())).isEqualTo(2);
        assertThat(BatchFile.versionOf(List.of(deletes))).isEqualTo(3);
        BatchFile file =
                new BatchFile(3, 8, 1, ATTEMPT, "", new BatchFile.Range(7, 8), List.of(deletes), file().fact());
        assertThat(new String(file.toJson(), StandardCharsets.UTF_8)).contains("\"deletions\" : 2");
        assertThat(BatchFile.fromJson(file.toJson())).isEqualTo(file);
    }

    @Test
    void aFieldOfALaterProgramIsIgnored() {
        ObjectNode file = json().put("later", "x");
        table(file).putObject("later").put("x", 1);
        assertThat(read(file)).isEqualTo(file());
    }

    @Test
    void aLaterVersionIsSaidToBeOne() {
        assertThatThrownBy(() -> read(json().put("version", 4)))
                .isInstanceOf(UnknownVersionException.class)
                .hasMessageContaining("version 4");
    }

    @Test
    void whatIsMissingOrOfTheWrongTypeIsNamedWithItsPath() {
        refused("version is missing", file -> file.remove("version"));
        refused("version is 0", file -> file.put("version", 0));
        refused("number is seven; it must be a whole number", file -> file.put("number", "seven"));
        refused("number is", file -> file.put("number", new BigDecimal("99999999999999999999")));
        refused("revision is", file -> file.put("revision", 1L << 40));
        refused("fact is missing", file -> file.remove("fact"));
        refused("tables is", file -> file.put("tables", 1));
        refused("tables.rows_inserted is missing", file -> table(file).remove("rows_inserted"));
        refused("tables.rows_inserted is 1.5", file -> table(file).put("rows_inserted", 1.5));
        refused(
                "tables.fact_sales.operation cannot be merge",
                file -> table(file).put("operation", "merge"));
        refused("tables.deleted_keys is null", file -> table(file).putNull("deleted_keys"));
        refused("tables.key is", file -> table(file).putArray("key").add(1));
        refused("batch_no.from is null", file -> file.withObject("/batch_no").putNull("from"));
        refused("date_keys", file -> table(file).withObject("/date_keys").put("to", 20231231));
        refused(
                "a currency is three capital letters",
                file -> file.withObject("/fact/revenue").put("usd'", "1"));
        refused(
                "fact.revenue.USD is x",
                file -> file.withObject("/fact/revenue").put("USD", "x"));
        refused("fact.revenue.USD", file -> file.withObject("/fact/revenue").put("USD", "0.0000001"));
    }

    @Test
    void whatIsNotOneJsonObjectIsRefused() {
        for (String text : List.of("", "{", "[]", "null", "{\"version\":1,\"version\":1}", "{} x", "{}{}")) {
            assertThatThrownBy(() -> BatchFile.fromJson(text.getBytes(StandardCharsets.UTF_8)))
                    .as(text)
                    .isInstanceOf(ContractException.class);
        }
    }

    private static BatchFile file() {
        return new BatchFile(
                2,
                7,
                1,
                ATTEMPT,
                "",
                new BatchFile.Range(6, 7),
                List.of(BatchFile.Table.of(
                        WarehouseTable.FACT_SALES,
                        LoadOperation.APPEND,
                        10,
                        2,
                        Optional.of(new DateKeys(20240101, 20240131)),
                        List.of(20240103, 20240105),
                        "loads/x/fact_sales.manifest")),
                new FactTotals(10, new TreeMap<>(Map.of("USD", new BigDecimal("2297200.8603")))));
    }

    private static void refused(String message, Consumer<ObjectNode> change) {
        ObjectNode file = json();
        change.accept(file);
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining(message);
    }

    private static BatchFile read(ObjectNode file) {
        return BatchFile.fromJson(file.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode json() {
        try {
            return (ObjectNode) JSON.readTree(file().toJson());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ObjectNode table(ObjectNode file) {
        return (ObjectNode) ((ArrayNode) file.get("tables")).get(0);
    }
}
