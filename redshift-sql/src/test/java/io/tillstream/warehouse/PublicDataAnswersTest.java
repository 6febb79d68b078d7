package io.tillstream.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.warehouse.oracle.Oracle;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The queries on the five public data sets' 105,424 real sales, all in one warehouse and each asked by its source, to the last decimal
 * against the answers computed outside this project. Skipped where the data is not present.
 */
class PublicDataAnswersTest {
    private static final List<String[]> GROUP_FIGURES = List.of(
            new String[] {"revenue", "revenue"},
            new String[] {"quantity", "units"},
            new String[] {"orders", "orders"},
            new String[] {"rows", "lines"});

    /** The files of answers that are named otherwise than their source. */
    private static final Map<String, String> ANSWERS = Map.of(
            "hourly_orders", "seed0_events", "ecommerce_events", "seed3_sample", "batch_messages", "seed4_batches");

    /**
     * The superstore gives one id to several products; its file of answers ranks them by name. The query ranks ids: these sums by
     * id were computed from the file by another program.
     */
    private static final List<String> SUPERSTORE_BY_UNITS = List.of(
            "TEC-AC-10003832 11203.756 18 18 75",
            "OFF-PA-10001970 2167.348 18 19 70",
            "OFF-BI-10001524 780.456 14 14 67",
            "FUR-CH-10002647 3641.274 15 15 64",
            "OFF-BI-10002026 2068.822 14 14 64",
            "FUR-TA-10001095 8209.059 13 13 61",
            "TEC-AC-10002049 13756.536 15 15 60",
            "FUR-CH-10003774 4166.884 14 14 59",
            "OFF-BI-10004728 212.08 13 13 59",
            "FUR-FU-10001473 839.676 14 14 57");

    private static Path data;
    private static TestWarehouse warehouse;
    private static List<Map<String, String>> lines;

    @BeforeAll
    static void load() throws IOException, SQLException {
        data = Path.of(System.getProperty("tillstream.shared.data", "no such directory"));
        assumeTrue(PublicDataSales.present(data), "Skipped: the public data sets are not in " + data);
        warehouse = TestWarehouse.migrated();
        SalesFixture sales = PublicDataSales.all(data);
        sales.write(warehouse);
        lines = sales.lines();
    }

    @AfterAll
    static void stop() throws IOException {
        if (warehouse != null) {
            warehouse.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"superstore_us", "pizza_sales", "hourly_orders", "ecommerce_events", "batch_messages"})
    void everyFigureOfTheDataSetIsExact(String source) throws IOException, SQLException {
        JsonNode answers = answers(source).get("answers");
        totals(source, answers);
        groups(source, answers, "by_category", "revenue_by_category", "category");
        groups(source, answers, "by_sub_category", "revenue_by_sub_category", "sub_category");
        groups(source, answers, "by_region", "revenue_by_region", "region");
        groups(source, answers, "by_country", "revenue_by_country", "country");
        groups(source, answers, "by_segment", "revenue_by_segment", "segment");
        groups(source, answers, "by_day", "revenue_by_day", "date");
        groups(source, answers, "by_year", "revenue_by_year", "year");
        groups(source, answers, "by_iso_weekday(1=Mon)", "revenue_by_weekday", "weekday");
        groups(source, answers, "by_hour", "busiest_hours", "hour");
        months(source, answers.get("by_month"));
        bestDay(source, answers.get("best_day_by_revenue"));
        products(source, answers.get("top10_products_by_revenue"), "top_products_by_revenue");
        if (source.equals("superstore_us")) {
            assertThat(cells("top_products_by_units", Map.of("source", source)))
                    .extracting(row -> row.get(1) + " " + String.join(" ", row.subList(4, 8)))
                    .isEqualTo(SUPERSTORE_BY_UNITS);
        } else {
            products(source, answers.get("top10_products_by_quantity"), "top_products_by_units");
        }
        hoursByCategory(source, answers.path("hour_by_category_revenue"));
        List<String> day = cells("orders_per_day", Map.of("source", source)).get(0);
        assertThat(number(day.get(day.size() - 1)))
                .isEqualTo(number(answers.get("orders_per_day_avg_2dp").asText()));
    }

    /** Every query, of one data set in each build and of all five together in the full one. */
    @ParameterizedTest
    @ValueSource(strings = "ecommerce_events")
    void noRowDiffersFromTheOracles(String source) throws SQLException {
        Oracle oracle = new Oracle(lines.stream()
                .filter(line -> source.equals("*") || line.get("source").equals(source))
                .toList());
        for (Query query : Warehouse.bundled().analytics()) {
            Map<String, String> values = query.values(Map.of("source", source));
            assertThat(warehouse.rows(query, values)).as(query.name()).isEqualTo(oracle.answer(query.name(), values));
        }
    }

    @Tag("long")
    @Test
    void noRowOfAllFiveTogetherDiffersFromTheOracles() throws SQLException {
        noRowDiffersFromTheOracles("*");
    }

    @Test
    void theHourlyPivotAddsOverDaysAndHasTheHourBeforeMidnight() throws IOException, SQLException {
        Map<String, BigDecimal> expected = new TreeMap<>();
        answers("hourly_orders")
                .get("hourly_sales_by_day_and_hour(correct)")
                .properties()
                .forEach(hour -> hour.getValue()
                        .properties()
                        .forEach(cell -> expected.merge(
                                Integer.parseInt(hour.getKey().substring(11)) + " "
                                        + cell.getKey().toLowerCase(Locale.ROOT),
                                new BigDecimal(cell.getValue().asText()),
                                BigDecimal::add)));
        expected.replaceAll((cell, revenue) -> number(revenue.toPlainString()));
        Map<String, BigDecimal> actual = new TreeMap<>();
        List<String> columns = query("hourly_category_pivot").columns();
        for (List<String> row : cells("hourly_category_pivot", Map.of("source", "hourly_orders"))) {
            for (int i = 2; i < columns.size() - 1; i += 2) {
                actual.put(row.get(0) + " " + row.get(i).toLowerCase(Locale.ROOT), number(row.get(i + 1)));
            }
            assertThat(row.get(columns.size() - 1))
                    .as("other, hour " + row.get(0))
                    .isEqualTo("0");
        }
        assertThat(actual).isEqualTo(expected).hasSize(24 * 9);
    }

    @Test
    void profitsWeeksAndNamesAreExact() throws IOException, SQLException {
        JsonNode superstore = answers("superstore_us").get("answers");
        Map<String, String> store = Map.of("source", "superstore_us");
        assertThat(column("profit_by_category", "category", "profit", store))
                .isEqualTo(figures(superstore.get("profit_by_category"), JsonNode::asText));
        assertThat(column("profit_by_sub_category", "sub_category", "profit", store))
                .isEqualTo(figures(superstore.get("profit_by_sub_category"), JsonNode::asText));
        JsonNode pizza = answers("pizza_sales").get("answers");
        Map<String, String> place = Map.of("source", "pizza_sales");
        assertThat(column("orders_by_week", "week", "orders", place))
                .isEqualTo(figures(pizza.get("orders_by_iso_week"), JsonNode::asText));
        Map<String, BigDecimal> sizes = new TreeMap<>();
        cells("revenue_by_sub_category", place)
                .forEach(row -> sizes.merge(row.get(1), new BigDecimal(row.get(3)), BigDecimal::add));
        sizes.replaceAll((size, revenue) -> number(revenue.toPlainString()));
        assertThat(sizes)
                .isEqualTo(figures(
                        pizza.get("by_size"), value -> value.get("revenue").asText()));
        List<List<String>> names = cells("revenue_by_product_name", place);
        assertThat(names.subList(0, 5))
                .extracting(row -> row.get(0) + " " + number(row.get(2)).toPlainString())
                .isEqualTo(named(pizza.get("top5_pizza_name_by_revenue")));
        assertThat(List.of(names.get(names.size() - 1), names.get(names.size() - 2)))
                .extracting(row -> row.get(0) + " " + number(row.get(2)).toPlainString())
                .isEqualTo(named(pizza.get("bottom5_pizza_name_by_revenue")).subList(0, 2));
    }

    @Test
    void allFiveTogetherAreTheSumOfEach() throws SQLException {
        assertThat(column("revenue_by_source", "source", "revenue", Map.of()))
                .isEqualTo(new TreeMap<>(Map.of(
                        "pizza_sales", number("817860.05"),
                        "hourly_orders", number("7006904.73"),
                        "ecommerce_events", number("62115.98"),
                        "batch_messages", number("9784747.59"),
                        "superstore_us", number("2297200.8603"))));
        assertThat(cells("totals", Map.of()).get(0).subList(0, 4))
                .containsExactly("USD", "19968829.2103", "73169", "105424");
    }

    private static void totals(String source, JsonNode answers) throws SQLException {
        Query query = query("totals");
        List<String> row = cells("totals", Map.of("source", source)).get(0);
        Map<String, String> names = Map.of(
                "revenue", "total_revenue_exact",
                "orders", "distinct_orders",
                "lines", "rows_used",
                "units", "total_quantity",
                "products", "distinct_products",
                "average_order_value", "average_order_value_2dp",
                "units_per_order", "avg_quantity_per_order_2dp");
        names.forEach(
                (column, name) -> assertThat(number(row.get(query.columns().indexOf(column))))
                        .as(source + " " + column)
                        .isEqualTo(number(answers.get(name).asText())));
        if (answers.has("distinct_customers")) {
            assertThat(row.get(query.columns().indexOf("customers")))
                    .isEqualTo(answers.get("distinct_customers").asText());
        }
    }

    private static void groups(String source, JsonNode answers, String group, String query, String key)
            throws SQLException {
        if (!answers.has(group)) {
            return;
        }
        for (String[] figure : GROUP_FIGURES) {
            assertThat(column(query, key, figure[1], Map.of("source", source)))
                    .as(source + " " + query + " " + figure[1])
                    .isEqualTo(figures(
                            answers.get(group), value -> value.get(figure[0]).asText()));
        }
        if (query(query).columns().contains("revenue_percent")
                && answers.get(group).elements().next().has("pct_of_revenue_2dp")) {
            assertThat(column(query, key, "revenue_percent", Map.of("source", source)))
                    .isEqualTo(figures(
                            answers.get(group),
                            value -> value.get("pct_of_revenue_2dp").asText()));
        }
    }

    private static void months(String source, JsonNode months) throws SQLException {
        List<List<String>> expected = new ArrayList<>();
        months.forEach(month -> {
            List<String> row = new ArrayList<>(List.of(month.get("month").asText(), "USD"));
            for (String name : List.of("revenue", "prev_month_revenue", "mom_growth_pct_2dp")) {
                row.add(
                        month.get(name).isNull()
                                ? "null"
                                : number(month.get(name).asText()).toPlainString());
            }
            expected.add(row);
        });
        assertThat(cells("revenue_month_over_month", Map.of("source", source)))
                .extracting(row -> List.of(row.get(0), row.get(1), row.get(2), row.get(4), row.get(5)))
                .isEqualTo(expected);
    }

    private static void bestDay(String source, JsonNode day) throws SQLException {
        assertThat(cells("best_day", Map.of("source", source)))
                .containsExactly(List.of(
                        day.get("date").asText(),
                        "USD",
                        number(day.get("revenue").asText()).toPlainString(),
                        day.get("orders").asText(),
                        day.get("rows").asText(),
                        day.get("quantity").asText(),
                        "0"));
    }

    private static void products(String source, JsonNode products, String query) throws SQLException {
        List<String> expected = new ArrayList<>();
        products.forEach(product -> expected.add(String.join(
                " ",
                product.get("product").asText(),
                number(product.get("revenue").asText()).toPlainString(),
                product.get("orders").asText(),
                product.get("rows").asText(),
                product.get("quantity").asText())));
        assertThat(cells(query, Map.of("source", source)))
                .extracting(row -> row.get(1) + " " + String.join(" ", row.subList(4, 8)))
                .isEqualTo(expected);
    }

    private static void hoursByCategory(String source, JsonNode hours) throws SQLException {
        Map<String, BigDecimal> expected = new TreeMap<>();
        hours.properties()
                .forEach(hour -> hour.getValue()
                        .properties()
                        .forEach(cell -> expected.put(
                                hour.getKey() + " " + cell.getKey(),
                                number(cell.getValue().asText()))));
        // The long form has no row where nothing was sold.
        expected.values().removeIf(revenue -> revenue.signum() == 0);
        if (!expected.isEmpty()) {
            Map<String, BigDecimal> actual = new TreeMap<>();
            cells("hourly_revenue_by_category", Map.of("source", source))
                    .forEach(row -> actual.put(row.get(0) + " " + row.get(1), number(row.get(3))));
            assertThat(actual).isEqualTo(expected);
        }
    }

    private static List<String> named(JsonNode products) {
        List<String> named = new ArrayList<>();
        products.forEach(product -> named.add(product.get("pizza_name").asText() + " "
                + number(product.get("v").asText()).toPlainString()));
        return named;
    }

    private static Map<String, BigDecimal> figures(JsonNode group, Function<JsonNode, String> figure) {
        Map<String, BigDecimal> figures = new TreeMap<>();
        group.properties().forEach(entry -> figures.put(entry.getKey(), number(figure.apply(entry.getValue()))));
        return figures;
    }

    private static Map<String, BigDecimal> column(
            String query, String key, String value, Map<String, String> parameters) throws SQLException {
        List<String> columns = query(query).columns();
        Map<String, BigDecimal> figures = new TreeMap<>();
        cells(query, parameters)
                .forEach(row -> figures.put(row.get(columns.indexOf(key)), number(row.get(columns.indexOf(value)))));
        return figures;
    }

    private static List<List<String>> cells(String query, Map<String, String> parameters) throws SQLException {
        return warehouse.rows(query(query), parameters).stream()
                .map(row -> List.of(row.split("\\|", -1)))
                .toList();
    }

    private static BigDecimal number(String text) {
        BigDecimal number = new BigDecimal(text);
        return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }

    private static Query query(String name) {
        return Warehouse.bundled().analytics(name).orElseThrow();
    }

    private static JsonNode answers(String source) throws IOException {
        return new ObjectMapper()
                .readTree(Files.readString(data.resolve("answers/" + ANSWERS.getOrDefault(source, source) + ".json")));
    }
}
