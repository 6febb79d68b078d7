package io.tillstream.cli.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.cli.contract.PipelineContract.Table;
import io.tillstream.lake.Column;
import io.tillstream.lake.WarehouseTable;
import io.tillstream.standins.redshift.LocalRedshift;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The event's schema, the loader's staging tables and the migrations as they are, with files and tables in between as
 * docs/reference/contracts.md has them: everything fits, and a single column that differs is found by its name. What the programs
 * really write is checked at the end of HostileValuesIT.
 */
class PipelineContractTest {
    @TempDir
    static Path directory;

    private static PipelineContract contract;

    @BeforeAll
    static void read() throws Exception {
        Stage event = PipelineStages.event();
        List<Field> bronze = new ArrayList<>(List.of(
                new Field("topic_id", "text", true, 0, "binary"),
                new Field("kafka_partition", "int", true, 0, "int32"),
                new Field("kafka_offset", "bigint", true, 0, "int64"),
                new Field("record_index", "int", true, 0, "int32"),
                new Field("kafka_timestamp", "timestamp", true, 0, "int64")));
        Map<String, String> forms = Map.of(
                "text",
                "binary",
                "int",
                "int32",
                "date",
                "int32",
                "map",
                "group",
                "timestamp",
                "int64",
                "decimal(18,6)",
                "int64");
        event.fields().forEach(f -> bronze.add(new Field(f.name(), f.type(), false, 0, forms.get(f.type()))));
        List<Field> silver = new ArrayList<>(
                bronze.stream().map(f -> Field.optional(f.name(), f.type())).toList());
        bronze.add(new Field("_corrupt_record", "binary", false, 0, "binary"));
        bronze.add(new Field("_corrupt_reason", "text", false, 0, "binary"));
        bronze.add(new Field("_corrupt_detail", "text", false, 0, "binary"));
        silver.add(Field.optional("order_date", "date"));
        silver.add(Field.optional("revenue", "decimal(18,6)"));
        silver.add(Field.optional("content_hash", "text"));
        silver.add(Field.optional("batch_no", "bigint"));
        silver.add(Field.optional("decision", "text"));
        silver.add(Field.optional("superseded_by", "bigint"));
        silver.add(Field.optional("reason", "text"));
        silver.add(Field.optional("reason_detail", "text"));
        silver.add(Field.optional("payload", "binary"));
        silver.add(Field.optional("payload_exact", "boolean"));
        silver.add(Field.optional("other_topic_id", "text"));
        silver.add(Field.optional("other_partition", "int"));
        silver.add(Field.optional("other_offset", "bigint"));
        silver.add(Field.optional("other_index", "int"));
        silver.add(Field.optional("decided_by", "text"));
        silver.add(Field.optional("decided_at", "timestamp"));
        silver.add(Field.optional("why", "text"));
        silver.add(Field.optional("id_hash", "bigint"));
        Map<String, Table> tables = new LinkedHashMap<>();
        try (LocalRedshift redshift = new LocalRedshift(directory)) {
            PipelineStages.warehouse(redshift).forEach((name, table) -> tables.put(name, withFiles(name, table)));
        }
        contract =
                new PipelineContract(event, new Stage("Bronze", bronze), new Stage("silver.decisions", silver), tables);
    }

    /** Gold and load set as batch.json describes the table. */
    private static Table withFiles(String name, Table table) {
        List<Column> columns = WarehouseTable.named(name).orElseThrow().columns();
        List<Field> gold = columns.stream()
                .map(c -> Field.optional(c.name(), c.type().startsWith("varchar") ? "text" : c.type()))
                .toList();
        Map<String, String> forms = Map.of(
                "text",
                "binary",
                "int",
                "int32",
                "date",
                "int32",
                "bigint",
                "int64",
                "boolean",
                "boolean",
                "timestamp",
                "int96",
                "decimal(18,6)",
                "fixed_len_byte_array(8)",
                "decimal(38,6)",
                "fixed_len_byte_array(16)");
        return new Table(
                new Stage(table.gold().name(), gold),
                new Stage(
                        table.loadSet().name(),
                        gold.stream().map(f -> f.withForm(forms.get(f.type()))).toList()),
                table.staging(),
                table.target());
    }

    @Test
    void everyStageFitsTheNext() {
        assertThat(contract.violations()).isEmpty();
        assertThat(contract.tables()).hasSize(WarehouseTable.values().length);
    }

    @Test
    void theWarehousesListsOfColumnsAreThoseOfTheMigrations() {
        for (WarehouseTable table : WarehouseTable.values()) {
            List<String> declared =
                    table.columns().stream().map(c -> c.name() + " " + c.type()).toList();
            assertThat(contract.tables().get(table.tableName()).target().fields())
                    .as(table.tableName())
                    .extracting(f ->
                            f.name() + " " + (f.type().equals("text") ? "varchar(" + f.maxBytes() + ")" : f.type()))
                    .containsExactlyElementsOf(declared);
        }
    }

    @Test
    void everyChangeOfABronzeColumnIsFound() {
        changes(contract.bronze())
                .forEach(change -> assertFound(
                        new PipelineContract(contract.event(), change.stage(), contract.silver(), contract.tables()),
                        change));
    }

    @Test
    void everyChangeOfASilverColumnIsFound() {
        changes(contract.silver())
                .forEach(change -> assertFound(
                        new PipelineContract(contract.event(), contract.bronze(), change.stage(), contract.tables()),
                        change));
    }

    @Test
    void everyChangeOfATableIsFound() {
        contract.tables().forEach((name, t) -> {
            changes(t.gold())
                    .forEach(c -> assertFound(name, new Table(c.stage(), t.loadSet(), t.staging(), t.target()), c));
            changes(t.loadSet())
                    .forEach(c -> assertFound(name, new Table(t.gold(), c.stage(), t.staging(), t.target()), c));
            changes(t.staging())
                    .forEach(c -> assertFound(name, new Table(t.gold(), t.loadSet(), c.stage(), t.target()), c));
            changes(t.target())
                    .forEach(c -> assertFound(name, new Table(t.gold(), t.loadSet(), t.staging(), c.stage()), c));
        });
    }

    @Test
    void aFieldOfTheEventThatChangesIsFound() {
        for (int i = 0; i < contract.event().fields().size(); i++) {
            Field field = contract.event().fields().get(i);
            Stage changed =
                    contract.event().with(i, new Field(field.name(), "double", field.required(), field.maxBytes(), ""));
            assertThat(new PipelineContract(changed, contract.bronze(), contract.silver(), contract.tables())
                            .violations())
                    .as(field.name())
                    .anyMatch(v -> v.contains("`" + field.name() + "`"));
        }
        Field customer = contract.event().field("customer_name").orElseThrow();
        int at = contract.event().fields().indexOf(customer);
        Stage longer = contract.event().with(at, new Field("customer_name", "text", false, 512, ""));
        assertThat(new PipelineContract(longer, contract.bronze(), contract.silver(), contract.tables()).violations())
                .containsExactly(
                        "sales.dim_customer, column 4: `customer_name` text of 256 bytes; load set dim_customer and"
                                + " event (sale.avsc) calls for `customer_name` text of 512 bytes");
    }

    /** A stage with one column that is not as it should be. */
    private record Change(Stage stage, String column) {}

    private static Stream<Change> changes(Stage stage) {
        List<UnaryOperator<Field>> changes = List.of(
                f -> new Field(f.name() + "_2", f.type(), f.required(), f.maxBytes(), f.form()),
                f -> new Field(
                        f.name(),
                        f.type().equals("decimal(18,6)") ? "decimal(18,4)" : "double",
                        f.required(),
                        f.maxBytes(),
                        f.form()),
                f -> f.asRequired(!f.required()),
                f -> f.maxBytes() > 0
                        ? new Field(f.name(), f.type(), f.required(), f.maxBytes() + 1, "")
                        : f.withForm("double"));
        List<Change> all = new ArrayList<>();
        for (int i = 0; i < stage.fields().size(); i++) {
            Field field = stage.fields().get(i);
            for (UnaryOperator<Field> change : changes) {
                all.add(new Change(stage.with(i, change.apply(field)), field.name()));
            }
            if (i > 0) {
                all.add(new Change(stage.with(i, stage.fields().get(i - 1)).with(i - 1, field), field.name()));
            }
        }
        return all.stream();
    }

    private static void assertFound(String name, Table table, Change change) {
        Map<String, Table> tables = new LinkedHashMap<>(contract.tables());
        tables.put(name, table);
        assertFound(new PipelineContract(contract.event(), contract.bronze(), contract.silver(), tables), change);
    }

    private static void assertFound(PipelineContract altered, Change change) {
        assertThat(altered.violations())
                .as(change.stage().name() + ", " + change.column())
                .anyMatch(v -> v.contains("`" + change.column()));
    }
}
