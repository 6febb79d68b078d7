package io.tillstream.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The views for analysts and operators, and who may read what, on the fifteen sales of {@code analytics/sales.csv}. */
class ViewsTest {
    private static TestWarehouse warehouse;

    @BeforeAll
    static void load() throws IOException, SQLException {
        warehouse = TestWarehouse.migrated();
        SalesFixture.load(warehouse, SalesFixture.resource("sales.csv"));
        for (MaterializedView view : MaterializedView.values()) {
            warehouse.execute(view.refresh());
        }
    }

    @AfterAll
    static void stop() throws IOException {
        warehouse.close();
    }

    @Test
    void theWideViewHasEveryLineOnceAsItWasAtItsTime() throws SQLException {
        assertThat(warehouse.count("sales.wide_sales")).isEqualTo(15);
        assertThat(
                        rows(
                                "SELECT sale_month, product_name, category, customer_name, region, store_id, channel, daypart, revenue"
                                        + " FROM sales.wide_sales WHERE source = 'north' AND product_id = 'P1' ORDER BY order_ts_utc"))
                .containsExactly(
                        "2023-01|Chair|Furniture|Ada|East|S1|store|Morning|100",
                        "2023-02|Chair|Furniture|Ada|East|Unknown|web|Evening|25",
                        "2024-01|Chair|Office|Ada L.|East|S1|store|Night|60",
                        "2024-02|Chair|Office|Bob|West|S2|store|Morning|90",
                        "2024-03|Chair|Office|Bob|West|S2|store|Morning|-45");
        assertThat(rows("SELECT customer_name, category, payment_method FROM sales.wide_sales WHERE product_id = 'P9'"))
                .containsExactly("Unknown|Unknown|Unknown");
    }

    @Test
    void theCurrentViewsHaveEachProductAndCustomerOnceAsTheyAreToday() throws SQLException {
        assertThat(rows("SELECT source, product_id, category FROM sales.current_products ORDER BY source, product_id"))
                .containsExactly(
                        "north|P1|Office",
                        "north|P2|Furniture",
                        "north|P3|Kitchen",
                        "north|P4|Kitchen",
                        "south|P1|Electronics",
                        "south|P2|Electronics",
                        "south|P9|null");
        assertThat(
                        rows(
                                "SELECT source, customer_id, customer_name FROM sales.current_customers ORDER BY source, customer_id"))
                .containsExactly("north|C1|Ada L.", "north|C2|Bob", "north|C3|Cleo", "north|C4|Eve", "south|C1|Dan");
    }

    @Test
    void theMaterializedViewsAddUpToTheFact() throws SQLException {
        String fact = "15|809.500001";
        assertThat(rows("SELECT SUM(lines) AS lines, SUM(revenue) AS revenue FROM sales.monthly_sales"))
                .containsExactly(fact);
        assertThat(rows("SELECT SUM(lines) AS lines, SUM(revenue) AS revenue FROM sales.hourly_sales"))
                .containsExactly(fact);
        assertThat(rows("SELECT source, customer_id, currency, revenue, lines, first_date_key, last_date_key"
                        + " FROM sales.customer_sales WHERE customer_id = 'C1' ORDER BY source"))
                .containsExactly("north|C1|USD|239|5|20230102|20240102", "south|C1|USD|220|2|20240102|20240102");
        assertThat(rows("SELECT sale_year, sale_month, category, revenue, returns, profit FROM sales.monthly_sales"
                        + " WHERE sale_year = 2024 AND category = 'Office' ORDER BY sale_month"))
                .containsExactly("2024|1|Office|60|0|15", "2024|2|Office|90|0|18", "2024|3|Office|-45|1|-9");
    }

    @Test
    void everyMaterializedViewOfTheMigrationsIsKnownAndNoOther() {
        Pattern created = Pattern.compile("CREATE MATERIALIZED VIEW (\\S+)");
        assertThat(Warehouse.bundled().migrations().stream()
                        .flatMap(migration -> migration.statements().stream())
                        .flatMap(sql -> created.matcher(sql).results().map((MatchResult found) -> found.group(1))))
                .containsExactlyElementsOf(Arrays.stream(MaterializedView.values())
                        .map(MaterializedView::viewName)
                        .toList());
    }

    @Test
    void anAnalystReadsSalesAndChangesNothing() throws SQLException {
        assertThat(as("tillstream_analyst", "SELECT COUNT(*) AS n FROM sales.wide_sales"))
                .containsExactly("15");
        assertThat(as("tillstream_analyst", "SELECT COUNT(*) > 0 AS n FROM sales.monthly_sales"))
                .containsExactly("true");
        assertThat(as(
                        "tillstream_analyst",
                        Warehouse.bundled()
                                .analytics("best_day")
                                .orElseThrow()
                                .sql()
                                .replace(":source", "'*'")
                                .replace(":since", "'1990-01-01'")
                                .replace(":until", "'2099-12-31'")))
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM sales.fact_sales",
                "INSERT INTO sales.dim_store VALUES (9, 'x', 'y', 1)",
                "UPDATE sales.dim_product SET category = 'x'",
                "DROP VIEW sales.wide_sales",
                "SELECT * FROM ops.load_ledger",
                "SELECT * FROM ops.freshness"
            })
    void anAnalystIsRefused(String sql) {
        assertThatThrownBy(() -> warehouse.execute("SET ROLE tillstream_analyst", sql))
                .hasMessageMatching("(?s).*(permission denied|must be owner).*");
    }

    @Test
    void theLoaderMayDoWhatALoadDoesAndNoMore() throws SQLException {
        warehouse.execute(
                "SET ROLE tillstream_loader",
                "DELETE FROM sales.daily_sales",
                "INSERT INTO sales.daily_sales SELECT * FROM sales.daily_sales",
                "UPDATE ops.load_cursor SET n = n",
                "SELECT COUNT(*) FROM sales.dim_date",
                "SELECT COUNT(*) FROM sales.dim_time",
                "DELETE FROM ops.load_totals");
        for (String sql : List.of(
                "DROP TABLE sales.fact_sales",
                "UPDATE ops.migrations SET version = 1",
                "CREATE TABLE sales.x (n INT)")) {
            assertThatThrownBy(() -> warehouse.execute("SET ROLE tillstream_loader", sql))
                    .as(sql)
                    .hasMessageMatching("(?s).*(permission denied|must be owner).*");
        }
    }

    /** Only an owner may refresh a view; the loader calls procedures that have the owner's rights. */
    @Test
    void theLoaderRefreshesTheViewsThroughTheirProcedures() throws SQLException {
        for (MaterializedView view : MaterializedView.values()) {
            warehouse.execute("SET ROLE tillstream_loader", view.refresh());
            assertThatThrownBy(() -> warehouse.execute(
                            "SET ROLE tillstream_loader", "REFRESH MATERIALIZED VIEW " + view.viewName()))
                    .hasMessageMatching("(?s).*(permission denied|must be owner).*");
        }
    }

    @Test
    void operatorsSeeLoadsAndFreshness() throws IOException, SQLException {
        try (TestWarehouse own = warehouse.copy("operators")) {
            own.execute("INSERT INTO ops.load_ledger VALUES"
                    + " (1, 1, '0b0e4a6e-7a0c-4c1e-9d51-0a1b2c3d4e5f', 0, 3, 10, '2024-03-30 10:00:30'),"
                    + " (2, 1, '0b0e4a6e-7a0c-4c1e-9d51-0a1b2c3d4e5f', 3, 4, 15, '2024-03-31 12:01:10')");
            assertThat(own.rows(
                            "SELECT number, rows_added, minutes_since_load_before FROM ops.load_history ORDER BY number",
                            List.of("number", "rows_added", "minutes_since_load_before")))
                    .containsExactly("1|10|null", "2|5|1561");
            assertThat(own.rows(
                            "SELECT load_set, batch_no, newest_sale, fact_rows, minutes_since_load > 0 AS old FROM ops.freshness",
                            List.of("load_set", "batch_no", "newest_sale", "fact_rows", "old")))
                    .containsExactly("2|4|2024-03-31 11:00:00.0|15|true");
        }
        for (String view : List.of("table_health", "slow_queries", "failed_queries", "load_errors", "view_freshness")) {
            assertThat(as("tillstream_operator", "SELECT * FROM ops." + view))
                    .as(view)
                    .isEmpty();
        }
    }

    private static List<String> rows(String sql) throws SQLException {
        return warehouse.rows(sql);
    }

    private static List<String> as(String role, String sql) throws SQLException {
        return warehouse.rowsAs(role, sql);
    }
}
