package io.tillstream.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.lake.Column;
import io.tillstream.lake.WarehouseTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MigrationsTest {
    private static final Path RESOURCES = Path.of("src/main/resources/io/tillstream/warehouse");
    private static TestWarehouse warehouse;

    @BeforeAll
    static void migrate() throws IOException, SQLException {
        warehouse = TestWarehouse.migrated();
    }

    @AfterAll
    static void stop() throws IOException {
        warehouse.close();
    }

    @Test
    void everyDayOfTheCalendarAgreesWithJavaTime() throws SQLException {
        LocalDate expected = LocalDate.of(1990, 1, 1);
        try (Connection connection = warehouse.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM sales.dim_date ORDER BY date")) {
            while (row.next()) {
                assertThat(row.getObject("date", LocalDate.class)).isEqualTo(expected);
                List<Integer> actual = List.of(
                        row.getInt("date_key"),
                        row.getInt("day"),
                        row.getInt("month"),
                        row.getInt("quarter"),
                        row.getInt("year"),
                        row.getInt("iso_week"),
                        row.getInt("weekday"));
                assertThat(actual)
                        .as("%s", expected)
                        .containsExactly(
                                expected.getYear() * 10000 + expected.getMonthValue() * 100 + expected.getDayOfMonth(),
                                expected.getDayOfMonth(),
                                expected.getMonthValue(),
                                expected.get(IsoFields.QUARTER_OF_YEAR),
                                expected.getYear(),
                                expected.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR),
                                expected.getDayOfWeek().getValue());
                assertThat(row.getBoolean("is_weekend"))
                        .as("%s", expected)
                        .isEqualTo(expected.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0);
                expected = expected.plusDays(1);
            }
        }
        assertThat(expected).isEqualTo(LocalDate.of(2100, 1, 1));
        assertThat(warehouse.count("sales.dim_date")).isEqualTo(40_177);
    }

    @Test
    void everyMinuteOfTheDayIsThereOnce() throws SQLException {
        assertThat(warehouse.count("sales.dim_time")).isEqualTo(1440);
        assertThat(warehouse.rows(
                        "SELECT daypart, MIN(time_key) AS first, MAX(time_key) AS last, COUNT(DISTINCT time_key) AS minutes"
                                + " FROM sales.dim_time WHERE time_key = hour * 100 + minute GROUP BY daypart ORDER BY 2",
                        List.of("daypart", "first", "last", "minutes")))
                .containsExactly(
                        "Night|0|559|360", "Morning|600|1159|360", "Afternoon|1200|1759|360", "Evening|1800|2359|360");
    }

    @Test
    void everyDimensionHasItsUnknownMember() throws SQLException {
        for (String table : List.of("dim_product", "dim_customer", "dim_location", "dim_store")) {
            String key = table.replace("dim_", "") + "_key";
            assertThat(warehouse.count("sales." + table + " WHERE " + key + " = 0"))
                    .as(table)
                    .isEqualTo(1);
        }
    }

    @Test
    void theTablesAreThoseThatLoadSetsAreCheckedAgainst() throws SQLException {
        for (WarehouseTable table : WarehouseTable.values()) {
            List<String> columns = warehouse.rows(
                    "SELECT column_name || ' ' || CASE data_type WHEN 'character varying' THEN"
                            + " 'varchar(' || character_maximum_length || ')' WHEN 'numeric' THEN 'decimal(' || numeric_precision"
                            + " || ',' || numeric_scale || ')' WHEN 'integer' THEN 'int' WHEN 'timestamp without time zone' THEN"
                            + " 'timestamp' ELSE data_type END AS c FROM information_schema.columns WHERE table_schema = 'sales'"
                            + " AND table_name = '" + table.tableName() + "' ORDER BY ordinal_position",
                    List.of("c"));
            assertThat(columns)
                    .isEqualTo(table.columns().stream()
                            .map(column -> column.name() + " " + column.type())
                            .toList());
            assertThat(table.columns()).extracting(Column::name).containsAll(table.key());
        }
    }

    @Test
    void aMigrationAppliedBeforeOrOutOfTurnFailsAsAWhole() throws IOException, SQLException {
        Migration applied = Warehouse.bundled().migrations().get(0);
        assertThatThrownBy(() -> warehouse.transaction(applied.batch(), copy -> {}))
                .hasMessageContaining("null value in column \"version\"");
        Migration early = Migration.parse("V099__early.sql", "CREATE TABLE ops.early (n INTEGER);");
        assertThatThrownBy(() -> warehouse.transaction(early.batch(), copy -> {}))
                .hasMessageContaining("null value in column \"version\"");
        assertThat(warehouse.rows(AuditQuery.APPLIED_MIGRATIONS.query()))
                .isEqualTo(Warehouse.bundled().migrations().stream()
                        .map(migration -> migration.version() + "|" + migration.name() + "|" + migration.checksum())
                        .toList());
    }

    @Test
    void everyMigrationFitsOneBatch() {
        assertThat(Warehouse.bundled().migrations())
                .allSatisfy(migration ->
                        assertThat(migration.batch()).hasSizeLessThanOrEqualTo(LoadStatements.MAX_STATEMENTS));
    }

    @Test
    void theIndexesNameEveryFileAndNoOther() throws IOException {
        assertThat(Warehouse.bundled().migrations())
                .extracting(migration -> migration.name() + ".sql")
                .containsExactlyInAnyOrderElementsOf(files("migrations", "V"));
        assertThat(Warehouse.bundled().analytics())
                .extracting(query -> query.name() + ".sql")
                .containsExactlyInAnyOrderElementsOf(files("analytics", ""));
    }

    @Test
    void noStatementCommitsOrUsesWhatRedshiftRefuses() {
        List<String> all = Stream.concat(
                        Warehouse.bundled().migrations().stream().flatMap(migration -> migration.statements().stream()),
                        Warehouse.bundled().analytics().stream().map(Query::sql))
                .toList();
        assertThat(all)
                .allSatisfy(
                        sql -> assertThat(sql.toLowerCase(java.util.Locale.ROOT))
                                .doesNotContainPattern(
                                        "\\b(truncate|vacuum|generate_series|recursive|on conflict|returning|filter"
                                                + "|string_agg|array_agg|distinct on|now\\(|current_timestamp|serial|references|check)\\b"));
    }

    private static List<String> files(String folder, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(RESOURCES.resolve(folder))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(prefix) && name.endsWith(".sql"))
                    .toList();
        }
    }
}
