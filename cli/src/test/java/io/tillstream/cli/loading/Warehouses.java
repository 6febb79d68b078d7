package io.tillstream.cli.loading;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.lake.Column;
import io.tillstream.lake.WarehouseTable;
import io.tillstream.standins.redshift.LocalRedshift;
import io.tillstream.warehouse.Migration;
import io.tillstream.warehouse.Warehouse;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.redshiftdata.model.Field;

/** The warehouse as tests prepare it and read it. */
final class Warehouses {
    private Warehouses() {}

    static void migrate(LocalRedshift redshift) {
        List<List<String>> batches = new ArrayList<>(List.of(Warehouse.bundled().bootstrap()));
        Warehouse.bundled().migrations().stream().map(Migration::batch).forEach(batches::add);
        batches.forEach(batch -> assertThat(
                        redshift.runBatch(batch.toArray(String[]::new)).error())
                .isNull());
    }

    /** Takes everything away that loads have brought. */
    static void empty(LocalRedshift redshift) {
        List<String> batch = new ArrayList<>(List.of(
                "DELETE FROM ops.load_ledger", "DELETE FROM ops.load_totals", "UPDATE ops.load_cursor SET n = 0"));
        Arrays.stream(WarehouseTable.values())
                .map(table -> "DELETE FROM " + table.qualifiedName() + " WHERE batch_no > 0")
                .forEach(batch::add);
        assertThat(redshift.runBatch(batch.toArray(String[]::new)).error()).isNull();
    }

    /** Every row that loads have brought, as {@link TableRow#text} writes it, sorted. */
    static Map<WarehouseTable, List<String>> contents(LocalRedshift redshift) {
        Map<WarehouseTable, List<String>> contents = new EnumMap<>(WarehouseTable.class);
        for (WarehouseTable table : WarehouseTable.values()) {
            String columns = table.columns().stream().map(Column::name).collect(Collectors.joining(", "));
            contents.put(
                    table,
                    redshift
                            .rows("SELECT " + columns + " FROM " + table.qualifiedName() + " WHERE batch_no > 0")
                            .stream()
                            .map(row -> text(table, row))
                            .sorted()
                            .toList());
        }
        return contents;
    }

    /** Number, revision, last batch and facts of every load. */
    static List<String> ledger(LocalRedshift redshift) {
        return redshift
                .rows("SELECT number, revision, batch_no_to, fact_rows FROM ops.load_ledger ORDER BY number")
                .stream()
                .map(row ->
                        row.stream().map(field -> field.longValue().toString()).collect(Collectors.joining(":")))
                .toList();
    }

    private static String text(WarehouseTable table, List<Field> row) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            String value = value(row.get(i));
            boolean decimal = table.columns().get(i).type().startsWith("decimal") && !value.equals("null");
            text.append(decimal ? new BigDecimal(value).stripTrailingZeros().toPlainString() : value)
                    .append('|');
        }
        return text.toString().replaceAll("\\.0\\|", "|");
    }

    private static String value(Field field) {
        return switch (field.type()) {
            case STRING_VALUE -> field.stringValue();
            case LONG_VALUE -> field.longValue().toString();
            case BOOLEAN_VALUE -> field.booleanValue().toString();
            case DOUBLE_VALUE -> field.doubleValue().toString();
            case IS_NULL, BLOB_VALUE, UNKNOWN_TO_SDK_VERSION -> "null";
        };
    }
}
