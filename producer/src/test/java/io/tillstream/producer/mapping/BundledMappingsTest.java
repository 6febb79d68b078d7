package io.tillstream.producer.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.events.Sale;
import io.tillstream.events.SaleField;
import io.tillstream.producer.MappedFile;
import io.tillstream.producer.SharedData;
import io.tillstream.producer.catalogue.CatalogueWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BundledMappingsTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "superstore_us, superstore_us/Sample-Superstore.csv, superstore_us",
        "pizza_sales,   pizza_sales/pizza_sales.csv,             pizza_sales",
        "pizza_sales,   pizza_sales/pizza_sales_mixed_dates.csv, pizza_sales",
        "ecommerce_events, seed3_sample/sample_data.csv,         seed3_sample",
        "hourly_orders, seed0_events/orders.jsonl,               seed0_events",
        "batch_messages, seed4_batches/messages.jsonl,           seed4_batches",
    })
    void givesTheExactAnswersOfTheRealFiles(String mapping, String file, String answers) throws IOException {
        JsonNode expected = new ObjectMapper()
                .readTree(SharedData.file("answers/" + answers + ".json").toFile())
                .get("answers");

        MappedFile mapped = MappedFile.of(new Mappings().load(mapping), SharedData.file(file));

        assertThat(mapped.faults()).isEmpty();
        assertThat(mapped.sales()).hasSize(expected.get("rows_used").asInt());
        assertThat(mapped.distinct(SaleField.EVENT_ID)).isEqualTo(mapped.sales().size());
        assertThat(total(mapped.sales()))
                .isEqualByComparingTo(expected.get("total_revenue_exact").asText());
        assertThat(mapped.sum(SaleField.QUANTITY))
                .isEqualByComparingTo(expected.get("total_quantity").asText());
        assertThat(mapped.distinct(SaleField.ORDER_ID))
                .isEqualTo(expected.get("distinct_orders").asLong());
        if (expected.has("distinct_customers")) {
            assertThat(mapped.distinct(SaleField.CUSTOMER_ID))
                    .isEqualTo(expected.get("distinct_customers").asLong());
        }
        requireGroups(
                expected,
                "by_day",
                mapped.sales(),
                sale -> Instant.EPOCH
                        .plusNanos(sale.number(SaleField.ORDER_TS) * 1_000)
                        .toString()
                        .substring(0, 10));
        requireGroups(expected, "by_region", mapped.sales(), sale -> sale.text(SaleField.REGION));
        requireGroups(expected, "by_country", mapped.sales(), sale -> sale.text(SaleField.COUNTRY));
        requireGroups(expected, "by_size", mapped.sales(), sale -> sale.text(SaleField.SUB_CATEGORY));
        if (mapped.sales().get(0).has(SaleField.CATEGORY)) {
            requireGroups(expected, "by_category", mapped.sales(), sale -> sale.text(SaleField.CATEGORY));
        }
    }

    @Test
    void theCatalogueFillsEveryProductOfItsEvents() throws IOException {
        Path out = directory.resolve("products.csv");

        int products = new CatalogueWriter(new Mappings().load("hourly_orders_products"))
                .write(List.of(SharedData.file("seed0_products/products.csv")), out);

        assertThat(products).isEqualTo(20);
        assertThat(Files.readAllLines(out))
                .hasSize(21)
                .startsWith(
                        "source,product_id,product_name,category,sub_category,unit_price",
                        "hourly_orders,1001,Widget A,Widgets,,10.99");
    }

    private static void requireGroups(JsonNode expected, String name, List<Sale> sales, Function<Sale, String> key) {
        if (!expected.has(name)) {
            return;
        }
        Map<String, BigDecimal> groups = sales.stream()
                .collect(Collectors.groupingBy(
                        key, Collectors.reducing(BigDecimal.ZERO, BundledMappingsTest::revenue, BigDecimal::add)));
        assertThat(groups.keySet())
                .as(name)
                .containsExactlyInAnyOrderElementsOf(() -> expected.get(name).fieldNames());
        groups.forEach((group, revenue) -> assertThat(revenue)
                .as(name + " " + group)
                .isEqualByComparingTo(
                        expected.get(name).get(group).get("revenue").asText()));
    }

    private static BigDecimal total(List<Sale> sales) {
        return sales.stream().map(BundledMappingsTest::revenue).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal revenue(Sale sale) {
        return sale.has(SaleField.LINE_TOTAL)
                ? sale.decimal(SaleField.LINE_TOTAL)
                : sale.decimal(SaleField.QUANTITY)
                        .multiply(sale.decimal(SaleField.UNIT_PRICE))
                        .setScale(6, RoundingMode.HALF_UP);
    }
}
