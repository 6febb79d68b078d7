package io.tillstream.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The least sales for which a query once gave an answer that was computed right and understood wrong, and what it says of them
 * now. Each case is a till system of its own.
 */
class AnswersThatMisledTest {
    private static final Map<String, String> PLAIN = Map.of(
            "quantity", "1", "currency", "USD", "product_id", "P", "product_name", "Thing", "category", "Things");

    private static TestWarehouse warehouse;
    private static final SalesFixture SALES = new SalesFixture();

    @BeforeAll
    static void load() throws IOException, SQLException {
        warehouse = TestWarehouse.migrated();
        for (int i = 1; i <= 10; i++) {
            sale("ties", "o" + i, i == 1 ? "2024-01-01" : "2024-03-01", "100", "customer_id", "C" + i);
        }
        sale("two", "1", "2024-01-01", "10", "customer_id", "less");
        sale("two", "2", "2024-02-01", "20", "customer_id", "more");
        sale("two", "3", "2024-02-02", "20", "customer_id", "more");
        sale("credit", "1", "2024-01-01", "100", "customer_id", "A");
        returned("credit", "2", "2024-01-02", "-100", "customer_id", "A");
        returned("credit", "3", "2024-01-03", "-50", "customer_id", "A");
        sale("credit", "4", "2024-01-01", "100", "customer_id", "B");
        sale("credit", "5", "2024-01-02", "100", "customer_id", "B");
        sale("value", "1", "2024-01-01", "100");
        returned("value", "2", "2024-02-01", "-200");
        sale("value", "3", "2024-03-31", "200");
        sale("since", "1", "2023-01-10", "1000");
        sale("since", "2", "2023-02-10", "1100");
        sale("since", "3", "2024-01-10", "1100");
        sale("since", "4", "2024-02-10", "1200");
        for (int i = 0; i < 3; i++) {
            sale("names", "o" + i, "2024-01-0" + (i + 1), "60", "product_id", "BEST", "product_name", "v" + i);
        }
        sale("names", "o9", "2024-01-01", "100", "product_id", "SECOND");
        sale("growth", "1", "2024-01-01", "100", "category", "A");
        returned("growth", "2", "2024-02-01", "-200", "category", "B");
        sale("growth", "3", "2024-03-31", "200", "category", "A");
        returned("shares", "1", "2024-01-01", "-300", "category", "B");
        sale("shares", "2", "2024-01-01", "100", "category", "A");
        sale("gap", "1", "2023-03-01", "100");
        sale("gap", "2", "2023-11-30", "161.54");
        sale("clock", "1", "2024-01-01", "10", "product_id", "P1", "customer_id", "C1");
        sale("clock", "2", "2024-01-11", "10", "product_id", "P2", "customer_id", "C2");
        sale("clock", "3", "2099-12-01", "10", "product_id", "P3", "customer_id", "C3");
        sale("weeks", "1", "2024-01-02", "1");
        sale("weeks", "2", "2024-12-30", "1");
        sale("a", "1x", "2024-01-02", "1");
        sale("a1", "x", "2024-01-02", "1");
        sale("a:", "b", "2024-01-02", "1");
        sale("discounts", "1", "2024-01-01", "50", "discount", "0.5");
        sale("discounts", "2", "2024-01-01", "100");
        sale("discounts", "3", "2024-01-01", "100");
        sale("prices", "1", "2024-01-01", "0", "unit_price", "0", "product_id", "gift");
        sale("prices", "2", "2024-01-01", "1000", "unit_price", "1", "product_id", "gift", "quantity", "1000");
        sale("prices", "3", "2024-01-01", "3", "unit_price", "3", "product_id", "gift");
        sale("prices", "4", "2024-01-01", "1", "unit_price", "1", "product_id", "plain");
        sale("prices", "5", "2024-01-01", "1.1", "unit_price", "1.1", "product_id", "plain");
        sale("ships", "1", "2024-05-05", "1", "ship_date", "0001-01-01");
        sale("ships", "2", "2024-05-05", "1", "ship_date", "2024-05-04");
        sale("ships", "3", "2024-05-05", "1", "ship_date", "2024-05-09");
        sale("cohort", "1", "2024-01-31", "1", "customer_id", "C1");
        sale("cohort", "2", "2024-04-30", "1", "customer_id", "C1");
        sale("back", "1", "2024-01-15", "100", "category", "Old");
        returned("back", "1", "2024-02-15", "-100", "category", "New");
        sale("own words", "1", "2024-01-15", "7", "category", "Bücher");
        for (int i = 0; i < 9; i++) {
            sale("debt", "o" + i, "2024-01-01", "100", "customer_id", "C" + i);
        }
        returned("debt", "o9", "2024-01-01", "-500", "customer_id", "C9");
        SALES.write(warehouse);
    }

    @AfterAll
    static void stop() throws IOException {
        warehouse.close();
    }

    @Test
    void customersWhoAreAlikeAreInTheMiddleAndTheNewestAreNotHibernating() throws SQLException {
        assertThat(answer("customer_rfm_scores", "ties"))
                .hasSize(10)
                .filteredOn(row -> row.contains("|C1|"))
                .containsExactly("ties|C1|USD|100|1|60|1|3|3|At risk");
        assertThat(answer("customer_rfm_scores", "ties"))
                .filteredOn(row -> !row.contains("|C1|"))
                .hasSize(9)
                .allMatch(row -> row.endsWith("|USD|100|1|0|3|3|3|Loyal"));
    }

    @Test
    void ofTwoCustomersTheBetterIsAChampion() throws SQLException {
        assertThat(answer("customer_rfm_scores", "two"))
                .containsExactly("two|more|USD|40|2|0|4|4|4|Champions", "two|less|USD|10|1|32|2|2|2|Hibernating");
    }

    @Test
    void aCreditNoteIsNoOrder() throws SQLException {
        assertThat(answer("customer_rfm_scores", "credit"))
                .containsExactly("credit|B|USD|200|2|0|4|4|4|Champions", "credit|A|USD|-50|1|1|2|2|2|Hibernating");
        assertThat(answer("totals", "value")).containsExactly("USD|100|2|3|1|1|1|0|1|50|0.5|0");
        assertThat(answer("average_order_value_by_month", "value"))
                .containsExactly(
                        "2024-01|USD|100|1|1|1|0|100", "2024-02|USD|-200|0|1|-1|1|null", "2024-03|USD|200|1|1|1|0|200");
        assertThat(answer("orders_per_day", "value"))
                .containsExactly("2024-01-01|1|1|1|0|1", "2024-02-01|0|1|-1|1|1", "2024-03-31|1|1|1|0|1");
    }

    @Test
    void sinceSelectsRowsAndCutsNoComparison() throws SQLException {
        assertThat(answer("revenue_year_over_year", "since", "since", "2024-02-01"))
                .containsExactly("2024-02|USD|1200|2023-02|1100|9.09|running");
        assertThat(answer("revenue_running_total", "since", "since", "2024-02-10"))
                .containsExactly("2024-02-10|USD|1200|4400|2300");
        assertThat(answer("revenue_month_over_month", "since", "since", "2024-02-01"))
                .containsExactly("2024-02|USD|1200|2024-01|1100|9.09|running");
        assertThat(answer("sales_growth_by_category", "since", "since", "2024-02-01"))
                .containsExactly("Things|2024-02|USD|1200|2024-01|1100|9.09|running");
        assertThat(answer("revenue_moving_average", "since", "since", "2024-02-10"))
                .containsExactly("2024-02-10|USD|1200|171.43|42.86");
        assertThat(answer("daily_revenue_features", "since", "since", "2024-02-10"))
                .containsExactly("2024-02-10|USD|1200|6|2|true|0|400|692.82");
        assertThat(answer("revenue_forecast_baseline", "since", "since", "2024-02-01"))
                .containsExactly("2024-02|USD|1200|366.67|1100|null|null|running");
    }

    @Test
    void aListOfProductsRanksProductsAndNotTheirNames() throws SQLException {
        assertThat(answer("top_products_by_revenue", "names", "top", "1"))
                .containsExactly("names|BEST|v2|USD|180|3|3|3|0");
        assertThat(answer("top_products_by_units", "names", "top", "1"))
                .containsExactly("names|BEST|v2|USD|180|3|3|3|0");
    }

    @Test
    void growthOverADebtHasNoPercentAndAGapIsARow() throws SQLException {
        assertThat(answer("revenue_month_over_month", "growth"))
                .containsExactly(
                        "2024-01|USD|100|null|null|null|whole",
                        "2024-02|USD|-200|2024-01|100|-300|whole",
                        "2024-03|USD|200|2024-02|-200|null|whole");
        assertThat(answer("revenue_month_over_month", "gap"))
                .hasSize(9)
                .contains("2023-10|USD|0|2023-09|0|null|whole", "2023-11|USD|161.54|2023-10|0|null|whole");
    }

    @Test
    void aTotalThatIsNotPositiveHasNoShares() throws SQLException {
        assertThat(answer("revenue_by_category", "shares"))
                .containsExactly("A|USD|100|1|1|1|0|null", "B|USD|-300|0|1|-1|1|null");
    }

    @Test
    void aTillWithAWrongClockStretchesNothing() throws SQLException {
        assertThat(answer("revenue_moving_average", "clock")).hasSize(11);
        assertThat(answer("revenue_running_total", "clock")).hasSize(11);
        assertThat(answer("revenue_forecast_baseline", "clock")).hasSize(1);
        assertThat(answer("products_not_sold_lately", "clock"))
                .containsExactly("clock|P1|Thing|2024-01-01|10|1", "clock|P2|Thing|2024-01-11|0|1");
        assertThat(answer("customer_rfm_scores", "clock"))
                .containsExactly("clock|C1|USD|10|1|10|2|3|3|At risk", "clock|C2|USD|10|1|0|4|3|3|Loyal");
        assertThat(answer("totals", "clock"))
                .as("the sale counts, and it is said")
                .containsExactly("USD|30|3|3|3|0|0|3|3|10|1|1");
    }

    @Test
    void theWideViewsKeysCountOrdersCustomersAndWeeks() throws SQLException {
        assertThat(
                        warehouse.rows(
                                "SELECT COUNT(DISTINCT order_key) AS orders, COUNT(DISTINCT customer_key) AS customers,"
                                        + " MIN(customer_id) AS customer FROM sales.wide_sales WHERE source IN ('a', 'a1', 'a:')"))
                .containsExactly("3|0|Unknown");
        assertThat(warehouse.rows("SELECT iso_year, iso_week, MIN(month_name) AS name FROM sales.wide_sales"
                        + " WHERE source = 'weeks' GROUP BY iso_year, iso_week ORDER BY iso_year"))
                .containsExactly("2024|1|January", "2025|1|December");
    }

    @Test
    void linesThatStateNoDiscountCountAsSoldWithout() throws SQLException {
        assertThat(answer("average_discount_by_category", "discounts"))
                .containsExactly("Things|USD|250|3|1|2|16.67|33.33|20");
    }

    @Test
    void aGiftIsTheWidestSpreadAndAnAveragePriceCountsUnits() throws SQLException {
        assertThat(answer("price_range_by_product", "prices"))
                .containsExactly(
                        "prices|gift|Thing|USD|0|3|1|3|299.7|3", "prices|plain|Thing|USD|1|1.1|1.05|0.1|9.52|2");
    }

    @Test
    void impossibleDatesAreCountedApart() throws SQLException {
        assertThat(answer("shipping_time", "ships")).containsExactly("Unknown|1|4|4|4|0|2");
    }

    @Test
    void amonthInWhichNobodyCameBackIsARow() throws SQLException {
        assertThat(answer("customer_cohort_retention", "cohort"))
                .containsExactly(
                        "2024-01|0|1|1|100|whole",
                        "2024-01|1|0|1|0|whole",
                        "2024-01|2|0|1|0|whole",
                        "2024-01|3|1|1|100|whole");
    }

    @Test
    void aReturnIsFollowedToItsSale() throws SQLException {
        assertThat(answer("return_rate_by_sale_month", "back")).containsExactly("2024-01|USD|100|0|1|1|1|1|100|100");
        assertThat(answer("returns_by_category", "back")).containsExactly("Old|USD|100|0|1|1|1|1|100|100");
        assertThat(answer("returns_by_days_until_return", "back")).containsExactly("31 to 90|USD|100|1|100");
    }

    @Test
    void thePivotNamesTheCategoriesOfAnyShop() throws SQLException {
        assertThat(answer("hourly_category_pivot", "own words"))
                .hasSize(24)
                .allMatch(row -> row.contains("|USD|Bücher|"));
    }

    @Test
    void aPeriodThatIsNotCoveredToItsEndsIsMarkedAndComparedWithTheSameDays() throws SQLException {
        assertThat(answer("revenue_month_over_month", "since", "since", "2023-01-01", "until", "2023-02-28"))
                .containsExactly(
                        "2023-01|USD|1000|null|null|null|starts late",
                        "2023-02|USD|1100|2023-01|1000|10|base starts late");
        assertThat(answer("revenue_month_over_month", "clock"))
                .containsExactly("2024-01|USD|20|null|null|null|running");
    }

    @Test
    void concentrationIsOfThoseWhoBroughtRevenue() throws SQLException {
        assertThat(answer("customer_concentration", "debt"))
                .hasSize(9)
                .startsWith("1|USD|100|11.11|11.11|1|1|-500")
                .endsWith("9|USD|100|11.11|100|1|1|-500");
    }

    private static List<String> answer(String query, String source, String... parameters) throws SQLException {
        Map<String, String> values = new HashMap<>(Map.of("source", source));
        put(values, parameters);
        return warehouse.rows(Warehouse.bundled().analytics(query).orElseThrow(), values);
    }

    private static void put(Map<String, String> values, String... pairs) {
        for (int i = 0; i < pairs.length; i += 2) {
            values.put(pairs[i], pairs[i + 1]);
        }
    }

    private static void sale(String source, String order, String day, String revenue, String... attributes) {
        Map<String, String> line = new HashMap<>(PLAIN);
        line.putAll(Map.of(
                "source",
                source,
                "order_id",
                order,
                "order_ts",
                day + "T12:00:00",
                "revenue",
                revenue,
                "event_type",
                "SALE"));
        put(line, attributes);
        SALES.add(line);
    }

    private static void returned(String source, String order, String day, String revenue, String... attributes) {
        String[] all = java.util.Arrays.copyOf(attributes, attributes.length + 4);
        System.arraycopy(new String[] {"quantity", "-1", "event_type", "RETURN"}, 0, all, attributes.length, 4);
        sale(source, order, day, revenue, all);
    }
}
