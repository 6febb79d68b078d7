package io.tillstream.warehouse;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** The five public data sets as sales, read just well enough to test SQL; the product's own reader is the producer's. */
final class PublicDataSales {
    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final DateTimeFormatter MONTH_FIRST = DateTimeFormatter.ofPattern("M/d/uuuu");
    private static final DateTimeFormatter DAY_FIRST = DateTimeFormatter.ofPattern("dd-MM-uuuu H:mm:ss");
    private static final DateTimeFormatter DASHES = DateTimeFormatter.ofPattern("uuuu-MM-dd-HH-mm-ss");
    private static final DateTimeFormatter BLANK = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final Path data;
    private final SalesFixture sales = new SalesFixture();
    private int next;

    private PublicDataSales(Path data) {
        this.data = data;
    }

    /** Returns the sales of all five data sets, each under its own source. */
    static SalesFixture all(Path data) throws IOException {
        PublicDataSales all = new PublicDataSales(data);
        all.csv("superstore_us/Sample-Superstore.csv", PublicDataSales::superstore);
        all.csv("pizza_sales/pizza_sales.csv", PublicDataSales::pizza);
        all.bareQuotes();
        all.events();
        all.batches();
        return all.sales;
    }

    private void csv(String file, Function<CSVRecord, Map<String, String>> mapping) throws IOException {
        try (Reader reader = Files.newBufferedReader(data.resolve(file), WINDOWS);
                CSVParser rows = header().parse(reader)) {
            rows.forEach(row -> sales.add(mapping.apply(row)));
        }
    }

    private static CSVFormat header() {
        return CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    }

    private static Map<String, String> superstore(CSVRecord row) {
        Map<String, String> sale = new HashMap<>(Map.of("source", "superstore_us", "currency", "USD"));
        Map<String, String> names = Map.ofEntries(
                Map.entry("order_id", "Order ID"),
                Map.entry("customer_id", "Customer ID"),
                Map.entry("customer_name", "Customer Name"),
                Map.entry("customer_segment", "Segment"),
                Map.entry("country", "Country"),
                Map.entry("region", "Region"),
                Map.entry("state", "State"),
                Map.entry("city", "City"),
                Map.entry("postal_code", "Postal Code"),
                Map.entry("product_id", "Product ID"),
                Map.entry("product_name", "Product Name"),
                Map.entry("category", "Category"),
                Map.entry("sub_category", "Sub-Category"),
                Map.entry("quantity", "Quantity"),
                Map.entry("discount", "Discount"),
                Map.entry("revenue", "Sales"),
                Map.entry("profit", "Profit"));
        names.forEach((name, column) -> sale.put(name, row.get(column)));
        sale.put(
                "order_ts",
                LocalDate.parse(row.get("Order Date"), MONTH_FIRST)
                        .atStartOfDay()
                        .toString());
        sale.put("ship_date", LocalDate.parse(row.get("Ship Date"), MONTH_FIRST).toString());
        return sale;
    }

    private static Map<String, String> pizza(CSVRecord row) {
        Map<String, String> sale = new HashMap<>(Map.of("source", "pizza_sales", "currency", "USD"));
        sale.put("order_id", row.get("order_id"));
        sale.put("product_id", row.get("pizza_name_id"));
        sale.put("product_name", row.get("pizza_name"));
        sale.put("category", row.get("pizza_category"));
        sale.put("sub_category", row.get("pizza_size"));
        sale.put("quantity", row.get("quantity"));
        sale.put("unit_price", row.get("unit_price"));
        sale.put("revenue", row.get("total_price"));
        sale.put(
                "order_ts",
                LocalDateTime.parse(row.get("order_date") + " " + row.get("order_time"), DAY_FIRST)
                        .toString());
        return sale;
    }

    private void bareQuotes() throws IOException {
        List<String> lines = Files.readAllLines(data.resolve("seed3_sample/sample_data.csv"));
        for (String line : lines.subList(1, lines.size())) {
            String[] field = line.split(",");
            Map<String, String> sale = priced("ecommerce_events", field[0], field[2], field[5], field[6]);
            sale.put("customer_id", field[1]);
            sale.put("product_name", field[3]);
            sale.put("category", field[4]);
            sale.put("order_ts", LocalDateTime.parse(field[7], BLANK).toString());
            sale.put("country", field[8]);
            sales.add(sale);
        }
    }

    private void events() throws IOException {
        Map<String, CSVRecord> catalogue = new LinkedHashMap<>();
        try (Reader reader = Files.newBufferedReader(data.resolve("seed0_products/products.csv"));
                CSVParser rows = header().parse(reader)) {
            rows.forEach(row -> catalogue.put(row.get("ProductID"), row));
        }
        for (String line : Files.readAllLines(data.resolve("seed0_events/orders.jsonl"))) {
            JsonNode event = JSON.readTree(line);
            CSVRecord product = catalogue.get(event.get("product_id").asText());
            Map<String, String> sale = priced(
                    "hourly_orders",
                    "o" + next++,
                    product.get("ProductID"),
                    product.get("Price"),
                    event.get("quantity").asText());
            sale.put("product_name", product.get("Name"));
            sale.put("category", product.get("Category"));
            sale.put(
                    "order_ts",
                    LocalDateTime.parse(event.get("timestamp").asText(), DASHES).toString());
            sales.add(sale);
        }
    }

    private void batches() throws IOException {
        for (String line : Files.readAllLines(data.resolve("seed4_batches/messages.jsonl"), StandardCharsets.UTF_8)) {
            for (JsonNode element : JSON.readTree(line)) {
                Map<String, String> sale = priced(
                        "batch_messages",
                        "o" + next++,
                        element.get("product_id").asText(),
                        element.get("price").decimalValue().toPlainString(),
                        element.get("quantity").asText());
                sale.put("customer_id", element.get("customer_id").asText());
                sale.put("region", element.get("country").asText());
                sale.put(
                        "order_ts",
                        LocalDateTime.parse(element.get("timestamp").asText(), BLANK)
                                .toString());
                sales.add(sale);
            }
        }
    }

    private static Map<String, String> priced(
            String source, String order, String product, String price, String quantity) {
        return new HashMap<>(Map.of(
                "source", source,
                "currency", "USD",
                "order_id", order,
                "product_id", product,
                "unit_price", price,
                "quantity", quantity,
                "revenue",
                        new BigDecimal(price).multiply(new BigDecimal(quantity)).toPlainString()));
    }

    static boolean present(Path data) {
        return Set.of("superstore_us", "pizza_sales", "seed0_events", "seed0_products", "seed3_sample", "seed4_batches")
                .stream()
                .allMatch(name -> Files.isDirectory(data.resolve(name)));
    }
}
