package io.tillstream.glue.gold;

import static org.apache.spark.sql.functions.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real sales whose dates have no time, so that a day is one instant: 32 of their product ids have two names, some on one
 * day. Each sale must stay with the name that it states.
 */
class SuperstoreProductsTest {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("M/d/uuuu");

    @TempDir
    private Path directory;

    @Test
    @Tag("long")
    void everyNameHasTheRevenueOfItsRowsHoweverTheyCame() {
        Path file = Path.of(System.getProperty("tillstream.shared.data", "no such directory"))
                .resolve("superstore_us/Sample-Superstore.csv");
        assumeTrue(Files.isReadable(file), () -> file + " is not here; set -Dtillstream.shared.data=DIRECTORY");
        GoldFixture gold = new GoldFixture(directory);
        List<Row> rows = gold.lake()
                .spark()
                .read()
                .option("header", true)
                .option("encoding", "windows-1252")
                .option("multiLine", true)
                .option("escape", "\"")
                .csv(file.toString())
                .collectAsList();
        assertThat(rows).hasSize(9_994);

        Map<String, BigDecimal> byName = new TreeMap<>();
        Map<String, BigDecimal> bySubCategory = new TreeMap<>();
        List<TestSale> sales = new ArrayList<>();
        for (Row row : rows) {
            BigDecimal revenue = new BigDecimal(row.<String>getAs("Sales")).setScale(6);
            byName.merge(row.getAs("Product Name"), revenue, BigDecimal::add);
            bySubCategory.merge(row.getAs("Sub-Category"), revenue, BigDecimal::add);
            sales.add(sale(row, sales.size(), revenue));
        }
        Collections.shuffle(sales, new Random(1));
        for (int batch = 0; batch < 3; batch++) {
            gold.silver()
                    .publish(sales.subList(sales.size() * batch / 3, sales.size() * (batch + 1) / 3)
                            .toArray(TestSale[]::new));
            gold.run();
        }

        assertThat(revenue(gold, "product_name")).isEqualTo(byName);
        assertThat(revenue(gold, "sub_category")).isEqualTo(bySubCategory);
        assertThat(byName.get("Howard Miller 14-1/2\" Diameter Chrome Round Wall Clock"))
                .isEqualTo("1636.864000");
    }

    private static TestSale sale(Row row, int offset, BigDecimal revenue) {
        LocalDate date = LocalDate.parse(row.getAs("Order Date"), DATE);
        return TestSale.sale(offset)
                .at(date.atStartOfDay(ZoneOffset.UTC).toInstant().toString())
                .product(row.getAs("Product ID"), row.getAs("Product Name"), row.getAs("Category"))
                .set("sub_category", row.getAs("Sub-Category"))
                .customer(row.getAs("Customer ID"), row.getAs("Customer Name"), row.getAs("Segment"))
                .set("order_id", row.getAs("Order ID"))
                .set("quantity", new BigDecimal(row.<String>getAs("Quantity")).setScale(6))
                .set("revenue", revenue);
    }

    private static Map<String, BigDecimal> revenue(GoldFixture gold, String attribute) {
        Dataset<Row> sums = gold.table(GoldTable.FACT_SALES)
                .join(gold.table(GoldTable.DIM_PRODUCT), "product_key")
                .groupBy(attribute)
                .agg(sum("revenue"));
        Map<String, BigDecimal> revenue = new TreeMap<>();
        sums.collectAsList().forEach(row -> revenue.put(row.getString(0), row.getDecimal(1)));
        return revenue;
    }
}
