package io.tillstream.warehouse;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.postgresql.PGConnection;

/**
 * Sales by their natural attributes, written into the star schema: a new version of a product or customer wherever the
 * attributes change, the last one current, key 0 where a sale names none. The way of Gold in a few lines, for tests of SQL alone.
 */
final class SalesFixture {
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final Dimension products = new Dimension(true);
    private final Dimension customers = new Dimension(true);
    private final Dimension locations = new Dimension(false);
    private final Dimension stores = new Dimension(false);
    private final List<List<String>> facts = new ArrayList<>();
    private final List<Map<String, String>> lines = new ArrayList<>();

    /** Reads a file whose header names the attributes, and writes its sales. */
    static SalesFixture load(TestWarehouse warehouse, Path file) throws IOException, SQLException {
        SalesFixture fixture = new SalesFixture();
        try (Reader reader = Files.newBufferedReader(file);
                CSVParser rows = CSVFormat.RFC4180
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get()
                        .parse(reader)) {
            rows.forEach(row -> fixture.add(row.toMap()));
        }
        fixture.write(warehouse);
        return fixture;
    }

    /** The sales as they were added. */
    List<Map<String, String>> lines() {
        return lines;
    }

    /** Adds one sale; an attribute that is absent or empty is null. */
    void add(Map<String, String> sale) {
        String source = sale.get("source");
        LocalDateTime time = LocalDateTime.parse(sale.get("order_ts"));
        List<String> fact =
                new ArrayList<>(List.of("dG9waWMtaWQtZm9yLXRlcw", "0", Integer.toString(facts.size()), "0"));
        fact.add("e" + facts.size());
        fact.add(source);
        fact.add(sale.getOrDefault("event_type", "SALE"));
        fact.add(sale.get("order_id"));
        fact.add(sale.getOrDefault("line_number", "1"));
        fact.add(time.format(TIMESTAMP));
        fact.add(time.format(DateTimeFormatter.ofPattern("yyyyMMdd")));
        fact.add(Integer.toString(time.getHour() * 100 + time.getMinute()));
        fact.add(products.key(
                time, values(sale, "source", "product_id"), values(sale, "product_name", "category", "sub_category")));
        fact.add(customers.key(
                time, values(sale, "source", "customer_id"), values(sale, "customer_name", "customer_segment")));
        fact.add(locations.key(time, values(sale, "country", "region", "state", "city", "postal_code"), List.of()));
        fact.add(stores.key(time, values(sale, "source", "store_id"), List.of()));
        fact.addAll(values(
                sale,
                "channel",
                "payment_method",
                "quantity",
                "unit_price",
                "discount",
                "revenue",
                "tax",
                "profit",
                "currency",
                "ship_date"));
        fact.add("1");
        facts.add(fact);
        lines.add(sale);
    }

    /** Writes dimensions and facts. */
    void write(TestWarehouse warehouse) throws SQLException, IOException {
        try (Connection connection = warehouse.connect()) {
            copy(connection, "sales.dim_product", products.rows());
            copy(connection, "sales.dim_customer", customers.rows());
            copy(connection, "sales.dim_location", locations.rows());
            copy(connection, "sales.dim_store", stores.rows());
            copy(connection, "sales.fact_sales", facts);
            connection.createStatement().execute("ANALYZE");
        }
    }

    private static void copy(Connection connection, String table, List<List<String>> rows)
            throws SQLException, IOException {
        StringBuilder text = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.POSTGRESQL_CSV)) {
            for (List<String> row : rows) {
                printer.printRecord(row);
            }
        }
        connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY " + table + " FROM STDIN CSV", new StringReader(text.toString()));
    }

    private static List<String> values(Map<String, String> sale, String... names) {
        List<String> values = new ArrayList<>();
        for (String name : names) {
            String value = sale.get(name);
            values.add(value == null || value.isEmpty() ? null : value);
        }
        return values;
    }

    /** Rows of a dimension by natural key and attributes. */
    private static final class Dimension {
        private final boolean versioned;
        private final Map<List<String>, List<String>> rows = new LinkedHashMap<>();
        private final Map<List<String>, List<String>> newest = new LinkedHashMap<>();

        Dimension(boolean versioned) {
            this.versioned = versioned;
        }

        String key(LocalDateTime time, List<String> natural, List<String> attributes) {
            boolean unknown = versioned || natural.size() == 2
                    ? natural.get(1) == null
                    : natural.stream().allMatch(value -> value == null);
            if (unknown) {
                return "0";
            }
            List<String> identity = new ArrayList<>(natural);
            identity.addAll(attributes);
            return rows.computeIfAbsent(identity, added -> row(time, natural, identity))
                    .get(0);
        }

        private List<String> row(LocalDateTime time, List<String> natural, List<String> identity) {
            List<String> row = new ArrayList<>();
            row.add(Integer.toString(rows.size() + 1));
            row.addAll(identity);
            if (versioned) {
                List<String> before = newest.get(natural);
                if (before != null) {
                    before.set(before.size() - 3, time.format(TIMESTAMP));
                    before.set(before.size() - 2, "false");
                }
                row.add(before == null ? "1900-01-01 00:00:00" : time.format(TIMESTAMP));
                row.add(null);
                row.add("true");
                newest.put(natural, row);
            }
            row.add("1");
            return row;
        }

        List<List<String>> rows() {
            return List.copyOf(rows.values());
        }
    }

    static Path resource(String name) {
        try {
            return Path.of(SalesFixture.class.getResource("/analytics/" + name).toURI());
        } catch (java.net.URISyntaxException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
