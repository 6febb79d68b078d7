package io.tillstream.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The exact answers to one real data set, held against the analytics queries: every figure to its last decimal.
 *
 * @param source the mapping's name, which is also the source of its sales
 * @param json the file of answers
 */
record PublicDataAnswers(String source, JsonNode json) {
    /** The files of answers that are named otherwise than their source. */
    private static final Map<String, String> FILES = Map.of(
            "hourly_orders", "seed0_events", "ecommerce_events", "seed3_sample", "batch_messages", "seed4_batches");

    /** Rows of a query, each by its columns; NULL is null or empty. */
    interface Rows extends Function<String, List<Map<String, String>>> {}

    static PublicDataAnswers read(Path shared, String source) throws IOException {
        return new PublicDataAnswers(
                source,
                new ObjectMapper()
                        .readTree(shared.resolve("answers/" + FILES.getOrDefault(source, source) + ".json")
                                .toFile()));
    }

    void assertAll(Rows rows) {
        JsonNode expected = json.path("answers");
        totals(rows, expected);
        groups(rows, "revenue_by_category", "category", expected.path("by_category"));
        groups(rows, "revenue_by_region", "region", expected.path("by_region"));
        groups(rows, "revenue_by_country", "country", expected.path("by_country"));
        groups(rows, "revenue_by_segment", "segment", expected.path("by_segment"));
        groups(rows, "revenue_by_day", "date", expected.path("by_day"));
        groups(rows, "revenue_by_weekday", "weekday", expected.path("by_iso_weekday(1=Mon)"));
        groups(rows, "busiest_hours", "hour", expected.path("by_hour"));
        months(rows, expected.path("by_month"));
        days(rows, expected);
        hours(rows, expected.path("hour_by_category_revenue"));
        top(rows, "top_products_by_revenue", expected.path("top10_products_by_revenue"));
        if (!source.equals("superstore_us")) {
            // The superstore gives one id to several products: its answers rank names, the query ids
            // (PublicDataAnswersTest).
            top(rows, "top_products_by_units", expected.path("top10_products_by_quantity"));
        }
    }

    private void totals(Rows rows, JsonNode expected) {
        Map<String, String> total = only(rows.apply("totals"));
        assertThat(number(total.get("revenue"))).as(source).isEqualTo(text(expected, "total_revenue_exact"));
        assertThat(number(total.get("units"))).as(source).isEqualTo(text(expected, "total_quantity"));
        assertThat(total.get("orders"))
                .as(source)
                .isEqualTo(expected.path("distinct_orders").asText());
        assertThat(total.get("lines"))
                .as(source)
                .isEqualTo(expected.path("rows_used").asText());
        assertThat(number(total.get("average_order_value")))
                .as(source)
                .isEqualTo(text(expected, "average_order_value_2dp"));
    }

    private void groups(Rows rows, String query, String key, JsonNode expected) {
        if (expected.isMissingNode()) {
            return;
        }
        Map<String, String> groups = new TreeMap<>();
        expected.properties().forEach(group -> groups.put(group.getKey(), figures(group.getValue())));
        Map<String, String> answered = new TreeMap<>();
        rows.apply(query)
                .forEach(row -> answered.put(
                        row.get(key),
                        number(row.get("revenue")) + " " + number(row.get("units")) + " " + row.get("orders") + " "
                                + row.get("lines")));
        assertThat(answered).as("%s of %s", query, source).isEqualTo(groups);
    }

    private static String figures(JsonNode group) {
        return text(group, "revenue") + " " + text(group, "quantity") + " "
                + group.path("orders").asText() + " " + group.path("rows").asText();
    }

    private void months(Rows rows, JsonNode expected) {
        List<String> months = new ArrayList<>();
        expected.forEach(month -> months.add(month.path("month").asText() + " " + text(month, "revenue") + " "
                + text(month, "prev_month_revenue") + " " + text(month, "mom_growth_pct_2dp")));
        assertThat(rows.apply("revenue_month_over_month"))
                .as(source)
                .extracting(row -> row.get("month") + " " + number(row.get("revenue")) + " "
                        + number(row.get("previous_revenue")) + " " + number(row.get("growth_percent")))
                .containsExactlyElementsOf(months);
    }

    private void days(Rows rows, JsonNode expected) {
        JsonNode best = expected.path("best_day_by_revenue");
        Map<String, String> day = only(rows.apply("best_day"));
        assertThat(day.get("date")).as(source).isEqualTo(best.path("date").asText());
        assertThat(number(day.get("revenue"))).as(source).isEqualTo(text(best, "revenue"));
        List<Map<String, String>> days = rows.apply("orders_per_day");
        assertThat(days).as(source).hasSize(expected.path("days_with_sales").asInt());
        assertThat(number(days.get(0).get("average_orders_per_day")))
                .as(source)
                .isEqualTo(text(expected, "orders_per_day_avg_2dp"));
    }

    private void hours(Rows rows, JsonNode expected) {
        if (expected.isMissingNode()) {
            return;
        }
        Map<String, String> hours = new TreeMap<>();
        expected.properties()
                .forEach(hour -> hour.getValue()
                        .properties()
                        .forEach(category -> hours.put(
                                hour.getKey() + " " + category.getKey(),
                                number(category.getValue().asText()))));
        hours.values().removeIf("0"::equals);
        Map<String, String> answered = new TreeMap<>();
        rows.apply("hourly_revenue_by_category")
                .forEach(row -> answered.put(row.get("hour") + " " + row.get("category"), number(row.get("revenue"))));
        answered.values().removeIf("0"::equals);
        assertThat(answered).as(source).isEqualTo(hours);
    }

    private void top(Rows rows, String query, JsonNode expected) {
        List<String> products = new ArrayList<>();
        expected.forEach(product -> products.add(
                product.path("product").asText() + " " + text(product, "revenue") + " " + text(product, "quantity")));
        assertThat(rows.apply(query))
                .as("%s of %s", query, source)
                .extracting(row ->
                        row.get("product_id") + " " + number(row.get("revenue")) + " " + number(row.get("units")))
                .containsExactlyElementsOf(products);
    }

    /** Seed 000's table as it should have been: every hour of the day, summed over the days. */
    void assertPivot(Rows rows) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        json.path("hourly_sales_by_day_and_hour(correct)").properties().forEach(cell -> {
            int hour = Integer.parseInt(cell.getKey().split(" ")[1]);
            cell.getValue()
                    .properties()
                    .forEach(category -> sums.merge(
                            hour + " " + category.getKey().toLowerCase(Locale.ROOT),
                            new BigDecimal(category.getValue().asText()),
                            BigDecimal::add));
        });
        assertThat(sums).as("24 hours of nine categories").hasSize(24 * 9);
        List<Map<String, String>> pivot = rows.apply("hourly_category_pivot");
        assertThat(pivot).hasSize(24);
        Map<String, String> answered = new TreeMap<>();
        for (Map<String, String> row : pivot) {
            for (int place = 1; place <= 9; place++) {
                String category = row.get("category_" + place).toLowerCase(Locale.ROOT);
                answered.put(row.get("hour") + " " + category, number(row.get("revenue_" + place)));
            }
        }
        Map<String, String> expected = new TreeMap<>();
        sums.forEach((cell, revenue) -> expected.put(cell, number(revenue.toPlainString())));
        assertThat(answered).isEqualTo(expected);
    }

    private Map<String, String> only(List<Map<String, String>> rows) {
        assertThat(rows).as(source).hasSize(1);
        return rows.get(0);
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        assertThat(value.isMissingNode()).as("%s in %s", field, node).isFalse();
        return value.isNull() ? "" : number(value.asText());
    }

    private static String number(String value) {
        if (value == null || value.isEmpty()) {
            return "";
        }
        BigDecimal number = new BigDecimal(value);
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
