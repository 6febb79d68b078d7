package io.tillstream.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The answers on eight sales made by hand: two tills that use the same order id, a return, two currencies, unknown members. */
class AnalyticsTest {
    private static TestWarehouse warehouse;

    @BeforeAll
    static void load() throws IOException, SQLException {
        warehouse = TestWarehouse.migrated();
        warehouse.execute(
                "INSERT INTO sales.dim_product VALUES"
                        + " (1, 'north', 'P1', 'Chair', 'Furniture', NULL, '1900-01-01', '2024-02-01', FALSE, 1),"
                        + " (2, 'north', 'P1', 'Chair', 'Office', NULL, '2024-02-01', NULL, TRUE, 1),"
                        + " (3, 'south', 'P1', 'Lamp', NULL, NULL, '1900-01-01', NULL, TRUE, 1)",
                "INSERT INTO sales.dim_customer VALUES"
                        + " (1, 'north', 'C1', 'Ada', NULL, '1900-01-01', '2024-02-01', FALSE, 1),"
                        + " (2, 'north', 'C1', 'Ada L.', NULL, '2024-02-01', NULL, TRUE, 1),"
                        + " (3, 'south', 'C1', 'Bob', NULL, '1900-01-01', NULL, TRUE, 1)",
                "INSERT INTO sales.dim_location VALUES (1, 'US', 'East', NULL, NULL, NULL, 1), (2, 'US', 'West', NULL, NULL, NULL, 1)",
                "INSERT INTO sales.fact_sales VALUES "
                        + String.join(
                                ", ",
                                new FactRow(0, "1", "2", "10.5").row("north", "SALE", 20240101, 1, 1, 1, "USD"),
                                new FactRow(1, "1", "1", "4.25").row("north", "SALE", 20240101, 1, 1, 2, "USD"),
                                new FactRow(2, "1", "3", "7").row("south", "SALE", 20240101, 3, 3, 2, "USD"),
                                new FactRow(3, "2", "1", "100.000001").row("north", "SALE", 20240201, 2, 2, 1, "USD"),
                                new FactRow(4, "2", "-1", "-100.000001")
                                        .row("north", "RETURN", 20240202, 2, 2, 1, "USD"),
                                new FactRow(5, "3", "0.5", "3").row("south", "SALE", 20240202, 0, 0, 0, "USD"),
                                new FactRow(6, "4", "1", "50").row("north", "SALE", 20240202, 2, 0, 1, "EUR"),
                                new FactRow(7, "5", "1", "7").row("south", "SALE", 20240202, 3, 3, 2, "EUR")));
    }

    @AfterAll
    static void stop() throws IOException {
        warehouse.close();
    }

    @Test
    void totals() throws SQLException {
        assertThat(answer("totals"))
                .containsExactly("EUR|57|2|2|2|0|0|1|2|28.5|1|0", "USD|24.75|4|6|6.5|1|1|2|2|6.19|1.63|0");
    }

    @Test
    void revenueByDayComesInTheOrderOfTime() throws SQLException {
        assertThat(answer("revenue_by_day"))
                .containsExactly(
                        "2024-01-01|USD|21.75|2|3|6|0",
                        "2024-02-01|USD|100.000001|1|1|1|0",
                        "2024-02-02|EUR|57|2|2|2|0",
                        "2024-02-02|USD|-97.000001|1|2|-0.5|1");
    }

    @Test
    void revenueByMonthCountsAnOrderOfTwoDaysOnce() throws SQLException {
        assertThat(answer("revenue_by_month"))
                .containsExactly("2024-01|USD|21.75|2|3|6|0", "2024-02|EUR|57|2|2|2|0", "2024-02|USD|3|2|3|0.5|1");
    }

    @Test
    void revenueByCategoryIsThatOfTheTimeOfTheSaleAndTiesGoByKey() throws SQLException {
        assertThat(answer("revenue_by_category"))
                .containsExactly(
                        "Office|EUR|50|1|1|1|0|87.72",
                        "Furniture|USD|14.75|1|2|3|0|59.6",
                        "Unknown|USD|10|2|2|3.5|0|40.4",
                        "Unknown|EUR|7|1|1|1|0|12.28",
                        "Office|USD|0|1|2|0|1|0");
    }

    @Test
    void revenueByRegionIsThatOfTheSaleAndTheLinesOfOneOrderMayLieInTwo() throws SQLException {
        assertThat(answer("revenue_by_region"))
                .containsExactly(
                        "East|EUR|50|1|1|1|0|87.72",
                        "West|USD|11.25|2|2|4|0|45.45",
                        "East|USD|10.5|2|3|2|1|42.42",
                        "West|EUR|7|1|1|1|0|12.28",
                        "Unknown|USD|3|1|1|0.5|0|12.12");
    }

    @Test
    void auditCountsAddsAndChecksumsUpToABatch() throws SQLException {
        assertThat(warehouse.rows(
                        bound(AuditQuery.FACT_REVENUE),
                        AuditQuery.FACT_REVENUE.query().columns()))
                .containsExactly("EUR|57", "USD|24.75");
        long checksum = 0;
        for (int offset = 0; offset < 8; offset++) {
            checksum += Long.parseLong(
                    Md5.hex("dG9waWMtaWQtZm9yLXRlcw:0:" + offset + ":0").substring(0, 15), 16);
        }
        assertThat(warehouse.rows(
                        bound(AuditQuery.FACT_TOTALS),
                        AuditQuery.FACT_TOTALS.query().columns()))
                .containsExactly("8|" + checksum);
        assertThat(warehouse.rows(
                        AuditQuery.FACT_TOTALS.query().sql().replace(":batch_no", "0"),
                        AuditQuery.FACT_TOTALS.query().columns()))
                .containsExactly("0|0");
    }

    private static String bound(AuditQuery query) {
        return query.query().sql().replace(":batch_no", "1");
    }

    private static java.util.List<String> answer(String name) throws SQLException {
        return warehouse.rows(Warehouse.bundled().analytics(name).orElseThrow());
    }
}
