package io.tillstream.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.lake.DateKeys;
import io.tillstream.lake.FactTotals;
import io.tillstream.lake.LoadOperation;
import io.tillstream.lake.WarehouseTable;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The load's SQL against a real database; inserts into the staged tables stand where COPY does. */
class LoadTransactionTest {
    private static final String ATTEMPT = "0b0e4a6e-7a0c-4c1e-9d51-0a1b2c3d4e5f";
    private static final CopySource SOURCE = new CopySource("lake", "arn:aws:iam::123456789012:role/copy");
    private static final String TWO_SALES =
            new FactRow(0, "A", "1", "10.5").sale() + ", " + new FactRow(1, "A", "1", "0.000001").sale();
    /** Date, time, product, customer, location and store of a {@link FactRow#sale}. */
    private static final String KEYS = "20240101, 1030, 0, 0, 0, 0";

    private static final String ONE_PRODUCT = "(5, 'till', 'P', 'Cup', 'C', NULL, '1900-01-01', NULL, TRUE, 1)";
    private static final String TWO_VERSIONS =
            "(5, 'till', 'P', 'Cup', 'C', NULL, '1900-01-01', '2024-01-01', FALSE, 2),"
                    + " (6, 'till', 'P', 'Mug', 'C', NULL, '2024-01-01', NULL, TRUE, 2)";
    private static final TableLoad PRODUCT = new TableLoad(WarehouseTable.DIM_PRODUCT, 1, 0, "loads/1/p");
    private static final TableLoad FACT = new TableLoad(WarehouseTable.FACT_SALES, 2, 0, "loads/1/f");

    private static final AtomicInteger COPIES = new AtomicInteger();
    private static TestWarehouse server;
    private TestWarehouse warehouse;

    @BeforeAll
    static void migrate() throws IOException, SQLException {
        server = TestWarehouse.migrated();
    }

    @BeforeEach
    void copy() throws SQLException {
        warehouse = server.copy("copy_" + COPIES.incrementAndGet());
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void aLoadSetArrivesWholeAndItsRepetitionChangesNothing() throws SQLException {
        load(first(), copies(Map.of("dim_product", ONE_PRODUCT, "fact_sales", TWO_SALES)));

        assertThat(ledger()).containsExactly("1|1|" + ATTEMPT + "|0|3|2");
        assertThat(warehouse.count("sales.fact_sales")).isEqualTo(2);
        assertThat(warehouse.count("sales.dim_product")).isEqualTo(2);
        assertThatThrownBy(() -> load(first(), copies(Map.of("dim_product", ONE_PRODUCT, "fact_sales", TWO_SALES))))
                .hasMessageContaining("null value in column \"n\" of relation \"load_cursor\"");
        assertThat(warehouse.count("sales.fact_sales")).isEqualTo(2);
        assertThat(ledger()).hasSize(1);
    }

    @Test
    void aSecondSetReplacesByKeyAndLeavesEveryOtherRow() throws SQLException {
        load(first(), copies(Map.of("dim_product", ONE_PRODUCT, "fact_sales", TWO_SALES)));
        LoadSet second = new LoadSet(
                2,
                1,
                ATTEMPT,
                3,
                4,
                List.of(
                        new TableLoad(WarehouseTable.DIM_PRODUCT, 2, 1, "loads/2/p"),
                        new TableLoad(WarehouseTable.FACT_SALES, 1, 0, "loads/2/f"),
                        new TableLoad(WarehouseTable.DAILY_SALES, 1, 0, "loads/2/d")),
                fact(3, Map.of("USD", "12.500001")));
        load(
                second,
                copies(Map.of(
                        "dim_product",
                        TWO_VERSIONS,
                        "fact_sales",
                        new FactRow(2, "B", "1", "2").sale(),
                        "daily_sales",
                        "(20240101, 'C', 'R', 'web', 'USD', 12.500001, 3, 3, 2, 0, 4)")));

        assertThat(ledger()).containsExactly("1|1|" + ATTEMPT + "|0|3|2", "2|1|" + ATTEMPT + "|3|4|3");
        assertThat(warehouse.rows(
                        "SELECT product_key, product_name FROM sales.dim_product ORDER BY product_key",
                        List.of("product_key", "product_name")))
                .containsExactly("0|Unknown", "5|Cup", "6|Mug");
    }

    @Test
    void aFactThatALateEventMovedIsReplacedByItsCoordinates() throws SQLException {
        load(first(), copies(Map.of("dim_product", ONE_PRODUCT, "fact_sales", TWO_SALES)));

        TableLoad moved = new TableLoad(
                WarehouseTable.FACT_SALES,
                LoadOperation.REPLACE,
                2,
                1,
                "loads/2/f",
                Optional.of(new DateKeys(20240101, 20240101)),
                List.of());
        String oneOldOneNew = new FactRow(1, "A", "1", "0.000001").sale() + ", " + new FactRow(2, "B", "1", "4").sale();
        load(
                new LoadSet(2, 1, ATTEMPT, 3, 4, List.of(moved), fact(3, Map.of("USD", "14.500001"))),
                copies(Map.of("fact_sales", oneOldOneNew)));

        assertThat(warehouse.count("sales.fact_sales")).isEqualTo(3);
        assertThat(ledger()).hasSize(2);
    }

    /** A sale that does not count any more, and a product that no sale has then. */
    @Test
    void aStagedRowOfBatchZeroOnlyDeletesTheRowsOfItsKey() throws SQLException {
        load(first(), copies(Map.of("dim_product", ONE_PRODUCT, "fact_sales", TWO_SALES)));
        TableLoad product = new TableLoad(
                WarehouseTable.DIM_PRODUCT, LoadOperation.REPLACE, 0, 1, 1, "loads/2/p", Optional.empty(), List.of());
        TableLoad facts = new TableLoad(
                WarehouseTable.FACT_SALES,
                LoadOperation.REPLACE,
                1,
                1,
                1,
                "loads/2/f",
                Optional.of(new DateKeys(20240101, 20240101)),
                List.of());
        String added = new FactRow(2, "B", "1", "4").sale();
        String gone = new FactRow(0, "A", "1", "10.5").sale().replace(", NULL, 1)", ", NULL, 0)");
        String member = ONE_PRODUCT.replace("TRUE, 1)", "TRUE, 0)");
        LoadSet set = new LoadSet(2, 1, ATTEMPT, 3, 4, List.of(product, facts), fact(2, Map.of("USD", "4.000001")));
        refused(
                set,
                "fact_sales_deletions",
                copies(Map.of(
                        "dim_product", member, "fact_sales", added + ", " + new FactRow(0, "A", "1", "10.5").sale())));
        refused(
                new LoadSet(2, 1, ATTEMPT, 3, 4, List.of(product, facts), fact(2, Map.of("USD", "14.500001"))),
                "fact_revenue",
                copies(Map.of("dim_product", member, "fact_sales", added + ", " + gone)));
        load(set, copies(Map.of("dim_product", member, "fact_sales", added + ", " + gone)));

        assertThat(warehouse.rows(
                        "SELECT kafka_offset, batch_no FROM sales.fact_sales ORDER BY 1",
                        List.of("kafka_offset", "batch_no")))
                .containsExactly("1|1", "2|1");
        assertThat(warehouse.count("sales.dim_product"))
                .as("the unknown member is left")
                .isEqualTo(1);
    }

    @Test
    void anEmptySetMovesTheLedger() throws SQLException {
        load(new LoadSet(1, 1, ATTEMPT, 0, 1, List.of(), fact(0, Map.of())), copies(Map.of()));
        assertThat(ledger()).containsExactly("1|1|" + ATTEMPT + "|0|1|0");
    }

    @Test
    void aSetOutOfTurnFailsAtTheFenceBeforeItCopies() throws SQLException {
        LoadSet late = new LoadSet(2, 1, ATTEMPT, 3, 4, List.of(FACT), fact(2, Map.of("USD", "10.500001")));
        refused(late, "column \"n\"", staging -> {
            throw new AssertionError("copied");
        });
    }

    @Test
    void missingOrSurplusStagedRowsAreNamed() throws SQLException {
        refused(
                first(),
                "column \"fact_sales_rows_inserted\"",
                copies(Map.of("dim_product", ONE_PRODUCT, "fact_sales", new FactRow(0, "A", "1", "10.500001").sale())));
        refused(
                first(),
                "column \"dim_product_rows_inserted\"",
                copies(Map.of("dim_product", TWO_VERSIONS, "fact_sales", TWO_SALES)));
    }

    @Test
    void aFactStagedTwiceIsNamed() throws SQLException {
        String twice = new FactRow(0, "A", "1", "10.5").sale() + ", " + new FactRow(0, "A", "1", "0.000001").sale();
        refused(
                first(),
                "column \"fact_sales_rows_inserted\"",
                copies(Map.of("dim_product", ONE_PRODUCT, "fact_sales", twice)));
    }

    @Test
    void anUnexpectedNumberOfReplacedRowsIsNamed() throws SQLException {
        warehouse.execute("INSERT INTO sales.dim_product VALUES " + TWO_VERSIONS);
        refused(
                first(),
                "column \"dim_product_rows_deleted\"",
                copies(Map.of("dim_product", ONE_PRODUCT, "fact_sales", TWO_SALES)));
    }

    @Test
    void aFactTotalThatDisagreesIsNamed() throws SQLException {
        Consumer<TestWarehouse.Staging> copy = copies(Map.of("dim_product", ONE_PRODUCT, "fact_sales", TWO_SALES));
        refused(first(fact(3, Map.of("USD", "10.500001"))), "column \"fact_rows\"", copy);
        refused(first(fact(2, Map.of("USD", "10.5"))), "column \"fact_revenue\"", copy);
        refused(first(fact(2, Map.of("EUR", "10.500001"))), "column \"fact_revenue\"", copy);
        refused(first(fact(2, Map.of("USD", "10.500001", "EUR", "0.000001"))), "column \"fact_revenue\"", copy);
        refused(first(fact(2, Map.of())), "column \"fact_revenue\"", copy);
    }

    /** Where the last sale of a currency was withdrawn before it was loaded, or Gold was built again after that. */
    @Test
    void aCurrencyWithoutSalesIsStatedWithZeroOrNotAtAll() throws SQLException {
        load(
                first(fact(2, Map.of("USD", "10.500001", "EUR", "0"))),
                copies(Map.of("dim_product", ONE_PRODUCT, "fact_sales", TWO_SALES)));
        assertThat(totals()).containsExactly("1|EUR|0", "1|USD|10.500001");
        load(new LoadSet(2, 1, ATTEMPT, 3, 4, List.of(), fact(2, Map.of("USD", "10.500001"))), copies(Map.of()));
        assertThat(totals()).contains("2|USD|10.500001");
    }

    /** Product 5 is neither in the warehouse nor in the set, whose dim_product somebody left out. */
    @Test
    void aSetThatLacksTheDimensionOfItsFactsIsRefusedWithKeyAndTable() throws SQLException {
        LoadSet lacking = new LoadSet(1, 1, ATTEMPT, 0, 3, List.of(FACT), fact(2, Map.of("USD", "10.500001")));
        String sales = TWO_SALES.replace(KEYS, "20240101, 1030, 5, 0, 0, 0");
        refused(lacking, "column \"fact_sales_product_key_in_dim_product\"", copies(Map.of("fact_sales", sales)));
        load(first(), copies(Map.of("dim_product", ONE_PRODUCT, "fact_sales", sales)));
    }

    @ParameterizedTest
    @CsvSource({
        "customer_key, dim_customer, 9, 0, 0, 20240101, 0",
        "location_key, dim_location, 0, 9, 0, 20240101, 0",
        "store_key, dim_store, 0, 0, 9, 20240101, 0",
        "date_key, dim_date, 0, 0, 0, 20240230, 0",
        "time_key, dim_time, 0, 0, 0, 20240101, 2460"
    })
    void aDanglingKeyIsRefusedByName(
            String key, String dimension, int customer, int location, int store, int date, int time)
            throws SQLException {
        LoadSet one = new LoadSet(
                1,
                1,
                ATTEMPT,
                0,
                3,
                List.of(new TableLoad(WarehouseTable.FACT_SALES, 1, 0, "loads/1/f")),
                fact(1, Map.of("USD", "4")));
        String sale = new FactRow(0, "A", "1", "4")
                .sale()
                .replace(KEYS, "%d, %d, 0, %d, %d, %d".formatted(date, time, customer, location, store));
        assertThat(sale).doesNotContain(KEYS);
        refused(one, "column \"fact_sales_" + key + "_in_" + dimension + "\"", copies(Map.of("fact_sales", sale)));
    }

    /** Everything that a load reads and writes is granted to the role that is made for it. */
    @Test
    void theNarrowRoleOfTheLoaderIsEnough() throws SQLException {
        List<String> statements = new ArrayList<>(List.of("SET LOCAL ROLE tillstream_loader"));
        statements.addAll(LoadStatements.of(first(), SOURCE));
        warehouse.transaction(statements, copies(Map.of("dim_product", ONE_PRODUCT, "fact_sales", TWO_SALES)));
        assertThat(ledger()).containsExactly("1|1|" + ATTEMPT + "|0|3|2");
    }

    /** A version that the set replaces away is no dimension of its own new facts, though it is there before. */
    @Test
    void aFactOfAVersionThatTheSameSetReplacesAwayIsRefused() throws SQLException {
        String sales = TWO_SALES.replace(KEYS, "20240101, 1030, 5, 0, 0, 0");
        load(first(), copies(Map.of("dim_product", ONE_PRODUCT, "fact_sales", sales)));
        LoadSet second = new LoadSet(
                2,
                1,
                ATTEMPT,
                3,
                4,
                List.of(
                        new TableLoad(WarehouseTable.DIM_PRODUCT, 1, 1, "loads/2/p"),
                        new TableLoad(WarehouseTable.FACT_SALES, 1, 0, "loads/2/f")),
                fact(3, Map.of("USD", "14.500001")));
        String another = new FactRow(2, "B", "1", "4").sale();
        refused(
                second,
                "fact_sales_product_key_in_dim_product",
                copies(Map.of(
                        "dim_product",
                        "(6, 'till', 'P', 'Mug', 'C', NULL, '1900-01-01', NULL, TRUE, 2)",
                        "fact_sales",
                        another.replace(KEYS, "20240101, 1030, 5, 0, 0, 0"))));
    }

    @Test
    void theTotalsOfALaterSetStartFromTheLedgerAndNotFromACount() throws SQLException {
        load(first(), copies(Map.of("dim_product", ONE_PRODUCT, "fact_sales", TWO_SALES)));
        assertThat(totals()).containsExactly("1|USD|10.500001");

        TableLoad one = new TableLoad(WarehouseTable.FACT_SALES, 1, 0, "loads/2/f");
        Consumer<TestWarehouse.Staging> euros = copies(
                Map.of("fact_sales", new FactRow(2, "B", "1", "2").row("till", "SALE", 20240101, 0, 0, 0, "EUR")));
        refused(
                new LoadSet(2, 1, ATTEMPT, 3, 4, List.of(one), fact(3, Map.of("USD", "12.500001"))),
                "fact_revenue",
                euros);
        refused(new LoadSet(2, 1, ATTEMPT, 3, 4, List.of(one), fact(3, Map.of("EUR", "2"))), "fact_revenue", euros);
        refused(
                new LoadSet(2, 1, ATTEMPT, 3, 4, List.of(one), fact(4, Map.of("EUR", "2", "USD", "10.500001"))),
                "fact_rows",
                euros);
        load(new LoadSet(2, 1, ATTEMPT, 3, 4, List.of(one), fact(3, Map.of("EUR", "2", "USD", "10.500001"))), euros);
        assertThat(totals()).containsExactly("1|USD|10.500001", "2|EUR|2", "2|USD|10.500001");
    }

    @Test
    void aReplacedFactThatChangesItsRevenueMovesTheTotal() throws SQLException {
        load(first(), copies(Map.of("dim_product", ONE_PRODUCT, "fact_sales", TWO_SALES)));
        TableLoad replaced = new TableLoad(
                WarehouseTable.FACT_SALES, LoadOperation.REPLACE, 1, 1, "loads/2/f", Optional.empty(), List.of());
        Consumer<TestWarehouse.Staging> dearer = copies(Map.of("fact_sales", new FactRow(0, "A", "1", "11.5").sale()));
        refused(
                new LoadSet(2, 1, ATTEMPT, 3, 4, List.of(replaced), fact(2, Map.of("USD", "10.500001"))),
                "fact_revenue",
                dearer);
        load(new LoadSet(2, 1, ATTEMPT, 3, 4, List.of(replaced), fact(2, Map.of("USD", "11.500001"))), dearer);
        assertThat(warehouse.rows("SELECT SUM(revenue) AS r FROM sales.fact_sales", List.of("r")))
                .containsExactly("11.500001");
    }

    @Test
    void missingTotalsOfTheSetBeforeAreNamed() throws SQLException {
        load(first(), copies(Map.of("dim_product", ONE_PRODUCT, "fact_sales", TWO_SALES)));
        warehouse.execute("DELETE FROM ops.load_totals");
        refused(
                new LoadSet(2, 1, ATTEMPT, 3, 4, List.of(), fact(2, Map.of("USD", "10.500001"))),
                "column \"totals_continue\"",
                copies(Map.of()));
    }

    /** A day whose sales are all gone has no row to stage: the set names it. */
    @Test
    void aDayThatLosesAllItsSumsIsDeleted() throws SQLException {
        warehouse.execute("INSERT INTO sales.daily_sales VALUES (20240101, 'C', 'R', 'web', 'USD', 1, 1, 1, 1, 0, 1),"
                + " (20240101, 'D', 'R', 'web', 'USD', 1, 1, 1, 1, 0, 1), (20240102, 'C', 'R', 'web', 'USD', 1, 1, 1, 1, 0, 1),"
                + " (20240103, 'C', 'R', 'web', 'USD', 1, 1, 1, 1, 0, 1)");
        TableLoad alone = days(0, 2, "", 20240101);
        refused(daily(days(0, 3, "", 20240101)), "daily_sales_rows_deleted", copies(Map.of()));
        refused(daily(days(0, 2, "", 20240101, 20240105)), "daily_sales_deleted_keys", copies(Map.of()));
        load(daily(alone), copies(Map.of()));
        assertThat(days()).containsExactly("20240102|1", "20240103|1");

        String other = "(20240102, 'C', 'R', 'web', 'USD', 5, 1, 1, 1, 0, 2)";
        Consumer<TestWarehouse.Staging> copy = copies(Map.of("daily_sales", other));
        LoadSet both = new LoadSet(2, 1, ATTEMPT, 3, 4, List.of(days(1, 2, "loads/2/d", 20240103)), fact(0, Map.of()));
        refused(
                new LoadSet(2, 1, ATTEMPT, 3, 4, List.of(days(1, 2, "loads/2/d", 20240102)), fact(0, Map.of())),
                "daily_sales_deleted_keys",
                copy);
        load(both, copy);
        assertThat(days()).containsExactly("20240102|5");
    }

    @Test
    void boundsThatAreTooNarrowAreNoticed() throws SQLException {
        load(first(), copies(Map.of("dim_product", ONE_PRODUCT, "fact_sales", TWO_SALES)));
        TableLoad moved = new TableLoad(
                WarehouseTable.FACT_SALES,
                LoadOperation.REPLACE,
                1,
                1,
                "loads/2/f",
                Optional.of(new DateKeys(20240102, 20240131)),
                List.of());
        refused(
                new LoadSet(2, 1, ATTEMPT, 3, 4, List.of(moved), fact(2, Map.of("USD", "10.500001"))),
                "column \"fact_sales_rows_deleted\"",
                copies(Map.of("fact_sales", new FactRow(1, "A", "1", "0.000001").sale())));
    }

    /** A warehouse whose loads are older than the totals goes on from what it holds. */
    @Test
    void theMigrationStartsTheTotalsOfAWarehouseThatHasLoads() throws SQLException {
        load(first(), copies(Map.of("dim_product", ONE_PRODUCT, "fact_sales", TWO_SALES)));
        Migration totals = Warehouse.bundled().migrations().get(5);
        assertThat(totals.name()).isEqualTo("V006__load_totals");
        warehouse.execute("DROP TABLE ops.load_totals");
        warehouse.transaction(totals.statements(), copy -> {});
        assertThat(totals()).containsExactly("1|USD|10.500001");
        TableLoad one = new TableLoad(WarehouseTable.FACT_SALES, 1, 0, "loads/2/f");
        load(
                new LoadSet(2, 1, ATTEMPT, 3, 4, List.of(one), fact(3, Map.of("USD", "12.500001"))),
                copies(Map.of("fact_sales", new FactRow(2, "B", "1", "2").sale())));
    }

    @Test
    void aBatchRangeThatDoesNotContinueTheLedgerIsNamed() throws SQLException {
        LoadSet gap = new LoadSet(1, 1, ATTEMPT, 1, 3, List.of(), fact(0, Map.of()));
        refused(gap, "column \"ledger_continues\"", copies(Map.of()));
    }

    @Test
    void aLedgerThatDisagreesWithTheCursorIsNamed() throws SQLException {
        warehouse.execute("UPDATE ops.load_cursor SET n = 1");
        LoadSet second = new LoadSet(2, 1, ATTEMPT, 0, 3, List.of(), fact(0, Map.of()));
        refused(second, "column \"ledger_continues\"", copies(Map.of()));
        warehouse.execute("INSERT INTO ops.load_cursor (n) VALUES (1)");
        refused(second, "column \"cursor_moved\"", copies(Map.of()));
    }

    @Test
    void ofTwoRacingLoadsOneWins() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Callable<Boolean> racer = () -> {
                try {
                    load(first(), copies(Map.of("dim_product", ONE_PRODUCT, "fact_sales", TWO_SALES)));
                    return true;
                } catch (SQLException e) {
                    assertThat(e.getMessage()).contains("load_cursor");
                    return false;
                }
            };
            List<Boolean> won = threads.invokeAll(List.of(racer, racer)).stream()
                    .map(LoadTransactionTest::result)
                    .toList();
            assertThat(won).containsExactlyInAnyOrder(true, false);
        } finally {
            threads.shutdownNow();
        }
        assertThat(warehouse.count("sales.fact_sales")).isEqualTo(2);
        assertThat(ledger()).hasSize(1);
    }

    private static Boolean result(Future<Boolean> future) {
        try {
            return future.get();
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void refused(LoadSet set, String message, Consumer<TestWarehouse.Staging> copy) throws SQLException {
        List<String> before = state();
        assertThatThrownBy(() -> load(set, copy)).hasMessageContaining(message);
        assertThat(state()).isEqualTo(before);
    }

    private List<String> state() throws SQLException {
        return warehouse.rows(
                "SELECT (SELECT COUNT(*) FROM sales.fact_sales) AS f, (SELECT COUNT(*) FROM sales.dim_product) AS p,"
                        + " (SELECT COUNT(*) FROM ops.load_ledger) AS l, (SELECT SUM(n) FROM ops.load_cursor) AS c",
                List.of("f", "p", "l", "c"));
    }

    private List<String> totals() throws SQLException {
        return warehouse.rows(
                "SELECT number, currency, revenue FROM ops.load_totals ORDER BY number, currency",
                List.of("number", "currency", "revenue"));
    }

    private List<String> days() throws SQLException {
        return warehouse.rows(
                "SELECT date_key, revenue FROM sales.daily_sales ORDER BY date_key", List.of("date_key", "revenue"));
    }

    private static LoadSet daily(TableLoad load) {
        return new LoadSet(1, 1, ATTEMPT, 0, 3, List.of(load), fact(0, Map.of()));
    }

    private static TableLoad days(long inserted, long deleted, String manifest, Integer... days) {
        return new TableLoad(
                WarehouseTable.DAILY_SALES,
                LoadOperation.REPLACE,
                inserted,
                deleted,
                manifest,
                Optional.of(new DateKeys(20240101, 20240131)),
                List.of(days));
    }

    private List<String> ledger() throws SQLException {
        return warehouse.rows(
                "SELECT number, revision, attempt, batch_no_from, batch_no_to, fact_rows FROM ops.load_ledger ORDER BY number",
                List.of("number", "revision", "attempt", "batch_no_from", "batch_no_to", "fact_rows"));
    }

    private void load(LoadSet set, Consumer<TestWarehouse.Staging> copy) throws SQLException {
        warehouse.transaction(LoadStatements.of(set, SOURCE), copy);
    }

    private static Consumer<TestWarehouse.Staging> copies(Map<String, String> rows) {
        return staging -> staging.insert(rows.get(staging.table().replaceFirst("stage_(.*)_[0-9]+", "$1")));
    }

    private static LoadSet first() {
        return first(fact(2, Map.of("USD", "10.500001")));
    }

    private static LoadSet first(FactTotals fact) {
        return new LoadSet(1, 1, ATTEMPT, 0, 3, List.of(PRODUCT, FACT), fact);
    }

    private static FactTotals fact(long rows, Map<String, String> revenue) {
        TreeMap<String, BigDecimal> amounts = new TreeMap<>();
        revenue.forEach((currency, amount) -> amounts.put(currency, new BigDecimal(amount)));
        return new FactTotals(rows, amounts);
    }
}
