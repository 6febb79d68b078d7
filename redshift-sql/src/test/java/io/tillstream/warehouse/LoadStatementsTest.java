package io.tillstream.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.lake.DateKeys;
import io.tillstream.lake.FactTotals;
import io.tillstream.lake.LoadOperation;
import io.tillstream.lake.WarehouseTable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadStatementsTest {
    private static final String ATTEMPT = "0b0e4a6e-7a0c-4c1e-9d51-0a1b2c3d4e5f";
    private static final String ROLE = "arn:aws:iam::123456789012:role/tillstream-copy";
    private static final CopySource SOURCE = new CopySource("tillstream-lake", ROLE);

    @Test
    void theBudgetHoldsForEverySubsetOfTables() {
        for (int bits = 0; bits < 1 << WarehouseTable.values().length; bits++) {
            List<TableLoad> tables = new ArrayList<>();
            for (WarehouseTable table : WarehouseTable.values()) {
                if ((bits & 1 << table.ordinal()) != 0) {
                    tables.add(worst(table));
                }
            }
            List<String> statements = LoadStatements.of(set(1, tables), SOURCE);
            assertThat(statements)
                    .hasSizeLessThanOrEqualTo(
                            LoadStatements.STATEMENTS_PER_TABLE * tables.size() + LoadStatements.FIXED_STATEMENTS + 1)
                    .hasSizeLessThanOrEqualTo(LoadStatements.MAX_STATEMENTS);
            assertThat(statements.get(0)).isEqualTo("LOCK TABLE ops.load_cursor");
            assertThat(statements.get(statements.size() - 1)).startsWith("INSERT INTO ops.load_ledger");
        }
    }

    /** The worst case: every table replaced, days deleted, as many currencies as there are and as many days as may be. */
    @Test
    void theWorstCaseIsWithinTheDataApisLimits() {
        List<TableLoad> tables = Arrays.stream(WarehouseTable.values())
                .map(table -> table == WarehouseTable.DAILY_SALES ? everyDay(table) : worst(table))
                .toList();
        TreeMap<String, BigDecimal> revenue = new TreeMap<>();
        for (int i = 0; i < 180; i++) {
            revenue.put(
                    "" + (char) ('A' + i / 26) + (char) ('A' + i % 26) + "X",
                    new BigDecimal("-1234567890123456789012.123456"));
        }
        List<String> statements = LoadStatements.of(
                new LoadSet(Long.MAX_VALUE, 9, ATTEMPT, 1, 2, tables, new FactTotals(0, revenue)), SOURCE);
        assertThat(statements).hasSize(32);
        assertThat(statements).allSatisfy(sql -> assertThat(sql.length()).isLessThan(100 * 1024));
    }

    @Test
    void moreTablesThanABatchTakesAreRefusedWithASentence() {
        int tables = 8;
        LoadStatements.requireBudget(
                LoadStatements.FIXED_STATEMENTS + 1 + LoadStatements.STATEMENTS_PER_TABLE * tables, tables);
        assertThatThrownBy(() -> LoadStatements.requireBudget(41, 9))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "a load of 9 tables takes 41 statements; one transaction of the Redshift Data API takes 40");
    }

    @Test
    void anAppendDoesNotReadTheFactTable() {
        List<String> statements =
                LoadStatements.of(set(3, List.of(new TableLoad(WarehouseTable.FACT_SALES, 5, 0, "loads/3/m"))), SOURCE);
        assertThat(statements)
                .filteredOn(sql -> sql.contains("sales.fact_sales"))
                .allSatisfy(sql -> assertThat(sql)
                        .doesNotContain("FROM sales.fact_sales", "JOIN sales.fact_sales")
                        .matches("(?s)(INSERT INTO sales.fact_sales|CREATE TEMP TABLE stage_fact_sales_3 \\(LIKE).*"));
    }

    @Test
    void aReplacementReadsOnlyTheDaysThatTheSetNames() {
        TableLoad facts = new TableLoad(
                WarehouseTable.FACT_SALES,
                LoadOperation.REPLACE,
                5,
                2,
                "loads/3/m",
                Optional.of(new DateKeys(20240101, 20240131)),
                List.of());
        assertThat(LoadStatements.of(set(3, List.of(facts)), SOURCE))
                .filteredOn(sql -> sql.contains("FROM sales.fact_sales"))
                .hasSize(2)
                .allSatisfy(sql -> assertThat(sql).contains("date_key BETWEEN 20240101 AND 20240131"));
    }

    @Test
    void deletedDaysBelongToTheDailySumsAndToNothingElse() {
        DateKeys january = new DateKeys(20240101, 20240131);
        assertThatThrownBy(() -> deleting(WarehouseTable.DIM_STORE, 0, 1, Optional.empty(), 20240101))
                .hasMessageContaining("not replaced by day");
        assertThatThrownBy(() -> deleting(WarehouseTable.FACT_SALES, 0, 1, Optional.empty(), 20240101))
                .hasMessageContaining("not replaced by day");
        assertThatThrownBy(() -> deleting(WarehouseTable.DAILY_SALES, 0, 1, Optional.of(january), 20240201))
                .hasMessageContaining("20240201 is not within date_keys");
        assertThatThrownBy(() -> deleting(WarehouseTable.DAILY_SALES, 0, 1, Optional.empty(), 20240101, 20240102))
                .hasMessageContaining("rows_deleted 1 is less than the 2 days");
        assertThatThrownBy(() -> deleting(WarehouseTable.DAILY_SALES, 0, 2, Optional.empty(), 20240101, 20240101))
                .hasMessageContaining("different days");
        assertThatThrownBy(() -> deleting(WarehouseTable.DAILY_SALES, 0, 2, Optional.empty(), 7))
                .hasMessageContaining("7 is not a day");
        assertThatThrownBy(() -> new DateKeys(20240102, 20240101)).hasMessageContaining("is after");
        assertThatThrownBy(() -> new TableLoad(
                        WarehouseTable.DIM_STORE, LoadOperation.REPLACE, 1, 0, "k", Optional.of(january), List.of()))
                .hasMessageContaining("without date_key");
        assertThatThrownBy(() -> new TableLoad(
                        WarehouseTable.DAILY_SALES,
                        LoadOperation.REPLACE,
                        0,
                        1,
                        "k",
                        Optional.empty(),
                        List.of(20240101)))
                .hasMessageContaining("a manifest without rows_inserted");
    }

    @Test
    void noStatementEndsTheTransactionOrLocksWhatAnalystsRead() {
        List<TableLoad> all = Arrays.stream(WarehouseTable.values())
                .map(table -> new TableLoad(table, 1, 0, "loads/1/m"))
                .toList();
        assertThat(LoadStatements.of(set(1, all), SOURCE))
                .allSatisfy(sql -> assertThat(sql.toUpperCase(Locale.ROOT))
                        .doesNotContainPattern(
                                "\\b(TRUNCATE|VACUUM|COMMIT|ROLLBACK|BEGIN|ALTER|MERGE|GETDATE|RANDOM)\\b")
                        .doesNotContain("LOCK TABLE SALES", ";"));
    }

    @Test
    void copyTakesOnlyWhatParquetAllows() {
        List<String> statements = LoadStatements.of(
                set(7, List.of(new TableLoad(WarehouseTable.DIM_STORE, 1, 0, "loads/7/a/m"))), SOURCE);
        assertThat(statements)
                .contains("COPY stage_dim_store_7 FROM 's3://tillstream-lake/loads/7/a/m' IAM_ROLE '" + ROLE
                        + "' FORMAT AS PARQUET MANIFEST");
    }

    @Test
    void theTextDependsOnTheSetAlone() {
        List<TableLoad> tables = List.of(new TableLoad(WarehouseTable.FACT_SALES, 1, 0, "loads/1/m"));
        assertThat(LoadStatements.of(set(1, tables), SOURCE)).isEqualTo(LoadStatements.of(set(1, tables), SOURCE));
        assertThat(LoadStatements.of(set(2, tables), SOURCE)).isNotEqualTo(LoadStatements.of(set(1, tables), SOURCE));
    }

    @Test
    void tablesAreTakenInOneOrderWhateverTheFilesSays() {
        List<TableLoad> tables = List.of(
                new TableLoad(WarehouseTable.DAILY_SALES, 1, 0, "loads/1/d"),
                new TableLoad(WarehouseTable.DIM_PRODUCT, 1, 0, "loads/1/p"));
        assertThat(set(1, tables).tables())
                .extracting(TableLoad::table)
                .containsExactly(WarehouseTable.DIM_PRODUCT, WarehouseTable.DAILY_SALES);
        assertThatThrownBy(() -> set(1, List.of(tables.get(0), tables.get(0)))).hasMessageContaining("appears twice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "Lake",
                "lake'; DROP TABLE sales.fact_sales; --",
                "lake/../other",
                "lake\n",
                "la ke",
                "lake\"",
                "lake\\",
                "läke",
                ""
            })
    void hostileBucketsAreRefused(String bucket) {
        assertThatThrownBy(() -> new CopySource(bucket, ROLE))
                .isInstanceOf(InvalidNameException.class)
                .hasMessageContaining("bucket");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "loads/1/m' IAM_ROLE 'x",
                "loads/../secret",
                "/loads/1",
                "loads/1/m;",
                "loads/1/m\n",
                "loads/1/ m",
                "loads/1/m--'",
                "loads/%27",
                "loads/$(x)",
                ""
            })
    void hostileKeysAreRefused(String key) {
        assertThatThrownBy(() -> new TableLoad(WarehouseTable.DIM_STORE, 1, 0, key))
                .isInstanceOf(InvalidNameException.class)
                .hasMessageContaining("S3 key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "default",
                "arn:aws:iam::123456789012:user/me",
                "arn:aws:iam::12345:role/x",
                "arn:aws:iam::123456789012:role/x' MANIFEST",
                "arn:aws:iam::123456789012:role/x\n",
                "aws_access_key_id=A;aws_secret_access_key=B"
            })
    void hostileRolesAreRefused(String role) {
        assertThatThrownBy(() -> new CopySource("lake", role))
                .isInstanceOf(InvalidNameException.class)
                .hasMessageContaining("COPY role");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "0B0E4A6E-7A0C-4C1E-9D51-0A1B2C3D4E5F", "0b0e4a6e-7a0c-4c1e-9d51-0a1b2c3d4e5', 1"})
    void hostileAttemptsAreRefused(String attempt) {
        assertThatThrownBy(() -> new LoadSet(1, 1, attempt, 0, 1, List.of(), facts(Map.of())))
                .isInstanceOf(InvalidNameException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"usd", "US", "USDX", "U'D", "U D", ""})
    void hostileCurrenciesAreRefused(String currency) {
        assertThatThrownBy(() -> facts(Map.of(currency, BigDecimal.ONE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("three capital letters");
    }

    @Test
    void amountsAndCountsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> facts(Map.of("USD", new BigDecimal("1.0000001"))))
                .hasMessageContaining("fact.revenue.USD");
        assertThatThrownBy(() -> facts(Map.of("USD", new BigDecimal("1E40")))).hasMessageContaining("fact.revenue.USD");
        assertThatThrownBy(() -> new TableLoad(WarehouseTable.DIM_STORE, 0, 1, "k"))
                .hasMessageContaining("rows_inserted");
        assertThatThrownBy(() -> new TableLoad(WarehouseTable.FACT_SALES, 1, 1, "k"))
                .hasMessageContaining("rows_deleted");
        assertThatThrownBy(() -> new LoadSet(1, 1, ATTEMPT, 3, 3, List.of(), facts(Map.of())))
                .hasMessageContaining("batch_no.to");
    }

    /** One load of all tables, each as bad as it can be. */
    static List<String> worstLoad() {
        return LoadStatements.of(
                set(
                        7,
                        Arrays.stream(WarehouseTable.values())
                                .map(LoadStatementsTest::worst)
                                .toList()),
                SOURCE);
    }

    private static TableLoad worst(WarehouseTable table) {
        return new TableLoad(
                table,
                LoadOperation.REPLACE,
                1,
                2,
                "loads/1/m",
                table.hasDateKey() ? Optional.of(new DateKeys(20240101, 20240131)) : Optional.empty(),
                table.isReplacedByDay() ? List.of(20240101, 20240102) : List.of());
    }

    private static TableLoad everyDay(WarehouseTable table) {
        List<Integer> days = IntStream.range(0, TableLoad.MAX_DELETED_DAYS)
                .mapToObj(i -> 19900101 + i)
                .toList();
        return new TableLoad(table, LoadOperation.REPLACE, 1, days.size(), "loads/1/m", Optional.empty(), days);
    }

    private static TableLoad deleting(
            WarehouseTable table, long inserted, long deleted, Optional<DateKeys> dateKeys, Integer... days) {
        return new TableLoad(table, LoadOperation.REPLACE, inserted, deleted, "", dateKeys, List.of(days));
    }

    private static FactTotals facts(Map<String, BigDecimal> revenue) {
        return new FactTotals(0, new TreeMap<>(revenue));
    }

    private static LoadSet set(long number, List<TableLoad> tables) {
        return new LoadSet(number, 1, ATTEMPT, number - 1, number, tables, facts(Map.of()));
    }
}
