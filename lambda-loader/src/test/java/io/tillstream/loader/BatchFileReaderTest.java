package io.tillstream.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillstream.lake.DateKeys;
import io.tillstream.lake.WarehouseTable;
import io.tillstream.lake.error.ManualActionRequiredException;
import io.tillstream.warehouse.LoadSet;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class BatchFileReaderTest {
    private static final String KEY = "loads/00000000000000000007/batch.json";

    @Test
    void aFileIsReadAsItStands() {
        LoadSet set = read(BatchFiles.set(7).toString());
        assertThat(set.number()).isEqualTo(7);
        assertThat(set.batchNoFrom()).isEqualTo(6);
        assertThat(set.batchNoTo()).isEqualTo(7);
        assertThat(set.tables())
                .extracting(table -> table.table() + ":" + table.rowsInserted())
                .containsExactly(WarehouseTable.DIM_PRODUCT + ":1", WarehouseTable.FACT_SALES + ":10");
        assertThat(set.fact().revenue()).containsEntry("USD", new BigDecimal("2297200.8603"));
    }

    @Test
    void aFieldThatThisVersionDoesNotKnowIsNoFault() {
        assertThat(read(BatchFiles.set(7).put("reason", "why").toString()).number())
                .isEqualTo(7);
    }

    @Test
    void daysThatLoseAllTheirSumsAndTheBoundsOfDaysAreRead() {
        ObjectNode file = BatchFiles.set(7).put("version", 2);
        ObjectNode days = BatchFiles.table(WarehouseTable.DAILY_SALES, 7, 0).put("rows_deleted", 3);
        days.remove("manifest");
        days.putArray("deleted_keys").add(20240101).add(20240105);
        days.putObject("date_keys").put("from", 20240101).put("to", 20240131);
        ((ArrayNode) file.get("tables")).add(days);
        LoadSet set = read(file.toString());
        assertThat(set.tables().get(2).deletedDays()).containsExactly(20240101, 20240105);
        assertThat(set.tables().get(2).dateKeys()).contains(new DateKeys(20240101, 20240131));
        assertThat(set.tables().get(1).dateKeys()).isEmpty();

        days.put("manifest", "loads/x.manifest");
        assertThatThrownBy(() -> read(file.toString())).hasMessageContaining("a manifest without rows_inserted");
        days.remove("manifest");
        days.withObject("/date_keys").put("to", 20240104);
        assertThatThrownBy(() -> read(file.toString())).hasMessageContaining("20240105 is not within date_keys");
        days.putNull("deleted_keys");
        assertThatThrownBy(() -> read(file.toString())).hasMessageContaining("deleted_keys");
    }

    @Test
    void aRevisionSaysWhy() {
        ObjectNode file = BatchFiles.set(7).put("version", 2).put("revision", 2);
        assertThatThrownBy(() -> readRevision(file)).hasMessageContaining("reason is missing");
        file.put("reason", "a file was lost");
        assertThat(readRevision(file).revision()).isEqualTo(2);
        file.put("version", 1).remove("reason");
        assertThat(readRevision(file).revision()).isEqualTo(2);
    }

    @Test
    void whatContradictsKeyOrSchemaIsRefusedByName() {
        refused("number is 8", file -> file.put("number", 8));
        refused("revision is 2", file -> file.put("revision", 2));
        refused("version is missing", file -> file.remove("version"));
        refused("version is 0", file -> file.put("version", 0));
        refused("no table is named dim_date", file -> table(file, 0).put("name", "dim_date"));
        refused(
                "tables.dim_product.operation cannot be append",
                file -> table(file, 0).put("operation", "append"));
        refused("tables.dim_product.key is []", file -> table(file, 0).putArray("key"));
        refused("tables.fact_sales.columns", file -> ((ArrayNode) table(file, 1).get("columns")).remove(3));
        refused(
                "tables.fact_sales.columns",
                file -> swap((ArrayNode) table(file, 1).get("columns")));
        refused(
                "tables.fact_sales.columns",
                file -> ((ObjectNode) table(file, 1).get("columns").get(0)).put("type", "varchar(23)"));
        refused("tables.fact_sales.schema_fingerprint", file -> table(file, 1).put("schema_fingerprint", "00"));
        refused("tables.fact_sales.manifest", file -> table(file, 1).put("manifest", "elsewhere/fact_sales.manifest"));
        refused("rows_inserted", file -> table(file, 0).put("rows_inserted", 0));
        refused("rows_deleted", file -> table(file, 1).put("rows_deleted", 1));
        refused(
                "appears twice",
                file -> ((ArrayNode) file.get("tables")).add(table(file, 0).deepCopy()));
        refused("currency", file -> file.withObject("/fact/revenue").put("usd'", "1"));
        refused("fact.revenue.USD", file -> file.withObject("/fact/revenue").put("USD", "0.0000001"));
    }

    @Test
    void aHostileAttemptNeverReachesSql() {
        refused("attempt", file -> {
            file.put("attempt", "x' OR 1=1");
            file.putArray("tables");
        });
    }

    @Test
    void aFileThatIsNoBatchFileIsRefused() {
        refused("fact", file -> file.remove("fact"));
        refused("rows_inserted", file -> table(file, 0).remove("rows_inserted"));
        refused("rows_inserted", file -> table(file, 0).put("rows_inserted", 1.5));
        refused("from", file -> file.withObject("/batch_no").putNull("from"));
        assertThatThrownBy(() -> read("{"))
                .isInstanceOf(LoadSetRejectedException.class)
                .hasMessageContaining(KEY);
        assertThatThrownBy(() -> read("")).isInstanceOf(LoadSetRejectedException.class);
        assertThatThrownBy(() -> read("{\"version\":1,\"version\":1}")).isInstanceOf(LoadSetRejectedException.class);
    }

    @Test
    void aNewerVersionNeedsANewerLoader() {
        assertThatThrownBy(() -> read(BatchFiles.set(7).put("version", 4).toString()))
                .isInstanceOf(ManualActionRequiredException.class)
                .hasMessageContaining("version 4");
    }

    private static void refused(String message, Consumer<ObjectNode> change) {
        ObjectNode file = BatchFiles.set(7);
        change.accept(file);
        assertThatThrownBy(() -> read(file.toString()))
                .isInstanceOf(LoadSetRejectedException.class)
                .hasMessageContaining(KEY)
                .hasMessageContaining(message);
    }

    private static ObjectNode table(ObjectNode file, int index) {
        return (ObjectNode) file.get("tables").get(index);
    }

    private static void swap(ArrayNode columns) {
        columns.insert(0, columns.remove(1));
    }

    private static LoadSet readRevision(ObjectNode file) {
        return new BatchFileReader().read(KEY, 7, 2, file.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static LoadSet read(String text) {
        return new BatchFileReader().read(KEY, 7, 1, text.getBytes(StandardCharsets.UTF_8));
    }
}
