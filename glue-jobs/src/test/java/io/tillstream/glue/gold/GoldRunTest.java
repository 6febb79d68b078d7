package io.tillstream.glue.gold;

import static io.tillstream.glue.gold.GoldFixture.texts;
import static io.tillstream.glue.gold.TestSale.sale;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.glue.lake.AuditBranch;
import io.tillstream.glue.lake.LakeTable;
import io.tillstream.lake.error.ManualActionRequiredException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gold from Silver's batches (invariant 5). */
class GoldRunTest {
    @TempDir
    private Path directory;

    private GoldFixture gold;

    @BeforeEach
    void start() {
        gold = new GoldFixture(directory);
    }

    @Test
    void everyAcceptedSaleIsOneFactWithItsDimensions() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        gold.zone(berlin);
        gold.silver()
                .publish(
                        sale(1).zone(berlin)
                                .at("2026-01-05T23:30:15Z")
                                .product("p1", "Tea", "Drinks")
                                .customer("c1", "Ann", "Home")
                                .set("country", "DE")
                                .set("region", "North")
                                .set("store_id", "s1")
                                .set("channel", "web")
                                .amount("2", "10.5"),
                        // The same attributes again, another place with a hole where the first has a value.
                        sale(2).zone(berlin)
                                .product("p1", "Tea", "Drinks")
                                .set("region", "DE")
                                .set("store_id", "s1")
                                .set("source", "other"),
                        sale(3).zone(berlin).product("p2", null, null).amount("-1", "10"));

        GoldRun.Outcome outcome = gold.run();

        assertThat(outcome.batchNo()).isEqualTo(1);
        assertThat(outcome.factRows()).isEqualTo(3);
        assertThat(outcome.published()).isTrue();
        assertThat(gold.select(
                        GoldTable.FACT_SALES,
                        "kafka_offset",
                        "date_key",
                        "time_key",
                        "revenue",
                        "product_key = 0",
                        "customer_key = 0",
                        "location_key = 0",
                        "store_key = 0"))
                .containsExactly(
                        "1 | 20260106 | 30 | 21.000000 | false | false | false | false",
                        "2 | 20260105 | 1100 | 10.000000 | false | true | false | false",
                        "3 | 20260105 | 1100 | -10.000000 | false | true | true | true");
        assertThat(gold.select(GoldTable.DIM_PRODUCT, "source", "product_id", "product_name", "category", "valid_to"))
                .containsExactly(
                        "other | p1 | Tea | Drinks | null",
                        "till | p1 | Tea | Drinks | null",
                        "till | p2 | null | null | null");
        assertThat(gold.select(GoldTable.DIM_PRODUCT, "valid_from", "is_current"))
                .containsOnly("1900-01-01 00:00:00.0 | true");
        assertThat(gold.select(GoldTable.DIM_LOCATION, "country", "region")).containsExactly("DE | North", "null | DE");
        assertThat(gold.select(GoldTable.DIM_STORE, "source", "store_id")).containsExactly("other | s1", "till | s1");
        assertThat(gold.select(
                        GoldTable.DAILY_SALES,
                        "date_key",
                        "category",
                        "region",
                        "channel",
                        "revenue",
                        "units",
                        "lines",
                        "orders",
                        "returns"))
                .containsExactly(
                        "20260105 | Drinks | DE | Unknown | 10.000000 | 1.000000 | 1 | 1 | 0",
                        "20260105 | Unknown | Unknown | Unknown | -10.000000 | -1.000000 | 1 | 1 | 1",
                        "20260106 | Drinks | North | web | 21.000000 | 2.000000 | 1 | 1 | 0");
        for (GoldTable table : GoldTable.values()) {
            assertThat(gold.table(table).schema().simpleString())
                    .isEqualTo(table.schema().simpleString());
        }
        assertThat(gold.run()).satisfies(again -> {
            assertThat(again.published()).isFalse();
            assertThat(again.factRows()).isZero();
        });
    }

    @Test
    void sumsNeverAddTwoCurrenciesAndDaysAreReplacedAsAWhole() {
        gold.silver()
                .publish(
                        sale(1).amount("1", "10"),
                        sale(2).amount("1", "7").set("currency", "EUR"),
                        sale(3).amount("1", "1").at("2026-01-06T10:00:00Z"));
        gold.run();
        gold.silver().publish(sale(4).amount("2", "5").set("order_id", "o1"));
        gold.run();

        assertThat(gold.select(GoldTable.DAILY_SALES, "date_key", "currency", "revenue", "lines", "orders", "batch_no"))
                .containsExactly(
                        "20260105 | EUR | 7.000000 | 1 | 1 | 2",
                        "20260105 | USD | 20.000000 | 2 | 1 | 2",
                        "20260106 | USD | 1.000000 | 1 | 1 | 1");
        assertThat(RevenueTotals.texts(RevenueTotals.read(GoldState.open(gold.lake())
                        .progress(GoldTable.FACT_SALES)
                        .orElseThrow()
                        .text(FactProperties.REVENUE))))
                .hasToString("{EUR=7, USD=21}");
    }

    @Test
    void historyFollowsKnownAttributesOnly() {
        gold.silver()
                .publish(
                        sale(1).at("2026-01-01T00:00:00Z").product("p1", "Tea", null),
                        sale(2).at("2026-01-02T00:00:00Z").product("p1", null, null));
        gold.run();
        // Completed: knowledge, not change. Then a change, and at that very instant a later coordinate that wins; the
        // other
        // sale keeps what it stated.
        gold.silver().publish(sale(3).at("2026-01-03T00:00:00Z").product("p1", "Tea", "Drinks"));
        gold.run();
        assertThat(gold.select(GoldTable.DAILY_SALES, "date_key", "category"))
                .containsExactly("20260101 | Drinks", "20260102 | Drinks", "20260103 | Drinks");
        gold.silver()
                .publish(
                        sale(5).at("2026-01-04T00:00:00Z").product("p1", "Green tea", null),
                        sale(4).at("2026-01-04T00:00:00Z").product("p1", "Black tea", null),
                        sale(6).at("2026-01-05T00:00:00Z").product("p1", null, null));
        gold.run();

        assertThat(gold.select(
                        GoldTable.DIM_PRODUCT, "product_name", "category", "valid_from", "valid_to", "is_current"))
                .containsExactly(
                        "Black tea | Drinks | 2026-01-04 00:00:00.0 | 2026-01-04 00:00:00.0 | false",
                        "Green tea | Drinks | 2026-01-04 00:00:00.0 | null | true",
                        "Tea | Drinks | 1900-01-01 00:00:00.0 | 2026-01-04 00:00:00.0 | false");
        assertThat(gold.star())
                .containsExactly(
                        "e1 | Tea | Drinks | null | null",
                        "e2 | Tea | Drinks | null | null",
                        "e3 | Tea | Drinks | null | null",
                        "e4 | Black tea | Drinks | null | null",
                        "e5 | Green tea | Drinks | null | null",
                        "e6 | Green tea | Drinks | null | null");
    }

    @Test
    void aLateSaleGetsTheVersionOfItsOwnTimeAndALateChangeMovesEarlierFacts() {
        gold.silver()
                .publish(
                        sale(1).at("2026-01-01T00:00:00Z")
                                .product("p1", "Tea", "Drinks")
                                .customer("c1", "Ann", "Home"),
                        sale(2).at("2026-03-01T00:00:00Z")
                                .product("p1", "Chai", "Drinks")
                                .customer("c1", "Ann", "Home"),
                        sale(3).at("2026-04-01T00:00:00Z")
                                .product("p1", "Chai", "Drinks")
                                .customer("c1", "Ann", "Home"));
        gold.run();
        gold.silver().publish(sale(4).at("2026-02-01T00:00:00Z").product("p1", null, null));
        gold.run();
        assertThat(gold.star()).contains("e4 | Tea | Drinks | null | null");

        // The change was earlier than known, and for a day there was a third name and another segment.
        gold.silver()
                .publish(
                        sale(5).at("2026-01-15T00:00:00Z")
                                .product("p1", "Chai", "Hot")
                                .customer("c1", "Ann", "Office"),
                        sale(6).at("2026-03-15T00:00:00Z")
                                .product("p1", "Mate", null)
                                .customer("c2", "Bob", null));
        gold.run();

        assertThat(gold.star())
                .containsExactly(
                        "e1 | Tea | Drinks | Ann | Home",
                        "e2 | Chai | Drinks | Ann | Home",
                        "e3 | Chai | Drinks | Ann | Home",
                        "e4 | Chai | Hot | null | null",
                        "e5 | Chai | Hot | Ann | Office",
                        "e6 | Mate | Drinks | Bob | null");
        assertThat(gold.select(GoldTable.FACT_SALES, "event_id", "batch_no"))
                .containsExactly("e1 | 1", "e2 | 1", "e3 | 1", "e4 | 2", "e5 | 3", "e6 | 3");
        assertThat(gold.select(GoldTable.DAILY_SALES, "date_key", "category")).contains("20260201 | Hot");
        assertThat(gold.select(GoldTable.DIM_PRODUCT, "product_name", "category", "date(valid_from)"))
                .containsExactly(
                        "Chai | Drinks | 2026-03-01",
                        "Chai | Drinks | 2026-04-01",
                        "Chai | Hot | 2026-01-15",
                        "Mate | Drinks | 2026-03-15",
                        "Tea | Drinks | 1900-01-01");
    }

    /** Two values at one instant: the later coordinates win, the other value never held, and each sale keeps its own. */
    @Test
    void aValueThatLosesAtItsOwnInstantFillsNoPastAndStaysWithItsSale() {
        gold.silver()
                .publish(
                        sale(0).at("2024-01-20T07:00:00Z").product("i1", null, null),
                        sale(1).at("2024-01-20T08:00:00Z").product("i1", null, "A"),
                        sale(2).at("2024-01-20T08:00:00Z").product("i1", null, "C"),
                        sale(5).at("2024-01-20T07:00:00Z").product("i3", null, "Z"),
                        sale(6).at("2024-01-20T08:00:00Z").product("i3", null, "A"),
                        sale(7).at("2024-01-20T08:00:00Z").product("i3", null, "C"));
        gold.run();
        List<String> dimension =
                gold.select(GoldTable.DIM_PRODUCT, "product_id", "category", "valid_from", "valid_to", "is_current");
        assertThat(dimension)
                .containsExactly(
                        "i1 | A | 2024-01-20 08:00:00.0 | 2024-01-20 08:00:00.0 | false",
                        "i1 | C | 1900-01-01 00:00:00.0 | null | true",
                        "i3 | A | 2024-01-20 08:00:00.0 | 2024-01-20 08:00:00.0 | false",
                        "i3 | C | 2024-01-20 08:00:00.0 | null | true",
                        "i3 | Z | 1900-01-01 00:00:00.0 | 2024-01-20 08:00:00.0 | false");
        assertThat(gold.star())
                .containsExactly(
                        "e0 | null | C | null | null",
                        "e1 | null | A | null | null",
                        "e2 | null | C | null | null",
                        "e5 | null | Z | null | null",
                        "e6 | null | A | null | null",
                        "e7 | null | C | null | null");
        assertThat(gold.select(GoldTable.DAILY_SALES, "category", "lines")).containsExactly("A | 2", "C | 3", "Z | 1");

        // A later batch contradicts the winner at its instant: its sale moves to a version of that instant.
        gold.silver().publish(sale(8).at("2024-01-20T08:00:00Z").product("i1", "Tea", "D"));
        gold.run();
        assertThat(gold.star())
                .contains(
                        "e0 | Tea | D | null | null",
                        "e1 | Tea | A | null | null",
                        "e2 | Tea | C | null | null",
                        "e8 | Tea | D | null | null");
        assertThat(gold.select(GoldTable.DAILY_SALES, "category", "lines"))
                .containsExactly("A | 2", "C | 2", "D | 2", "Z | 1");
        assertThat(gold.select(GoldTable.FACT_SALES, "event_id", "batch_no")).contains("e2 | 1", "e8 | 2");
    }

    /** Valid sales of any size reach the warehouse's tables, and everybody else's with them. */
    @Test
    void theLargestSalesDoNotStopTheOthers() {
        String most = "999999999999.999999";
        List<TestSale> sales = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            sales.add(sale(i).amount(i % 4 == 3 ? "-1" : "1", most)
                    .set("quantity", new BigDecimal(i % 4 == 3 ? "-" + most : most)));
        }
        sales.add(sale(100).set("region", "North"));
        gold.silver().publish(sales.toArray(TestSale[]::new));
        gold.run();
        gold.silver().publish(sale(200).at("2026-01-06T10:00:00Z"), sale(201).amount("1", most));
        gold.run();

        BigDecimal amount = new BigDecimal(most);
        assertThat(gold.select(GoldTable.DAILY_SALES, "date_key", "region", "revenue", "units", "lines", "returns"))
                .containsExactly(
                        "20260105 | North | 10.000000 | 1.000000 | 1 | 0",
                        "20260105 | Unknown | " + amount.multiply(new BigDecimal(21)) + " | "
                                + amount.multiply(new BigDecimal(20)).add(new BigDecimal("1.000000")) + " | 41 | 10",
                        "20260106 | Unknown | 10.000000 | 1.000000 | 1 | 0");
    }

    /** Whatever a valid sale says, at every limit: it is a fact, and so is everybody else's sale, before and after it. */
    @ParameterizedTest
    @ValueSource(longs = 1)
    void extremeButValidSalesStopNobody(long seed) {
        List<TestSale> first = ExtremeSales.of(seed, 10_000, 600);
        for (int i = 0; i < 20; i++) {
            first.add(sale(i).set("region", "plain").customer("c" + i, "Ann", "Home"));
        }
        gold.silver().publish(first.toArray(TestSale[]::new));
        assertThat(gold.run().factRows()).isEqualTo(first.size());

        List<TestSale> second = new ArrayList<>();
        ExtremeSales.of(seed + 100, 10, 100).forEach(extreme -> second.add(extreme.set("topic_id", "extreme2")));
        for (int i = 20; i < 40; i++) {
            second.add(sale(i).set("region", "plain").customer("c" + i, "Ann", "Home"));
        }
        gold.silver().publish(second.toArray(TestSale[]::new));
        gold.run();

        long all = first.size() + second.size();
        assertThat(gold.table(GoldTable.FACT_SALES).count()).isEqualTo(all);
        assertThat(gold.select(GoldTable.DAILY_SALES, "sum(lines)")).containsExactly(Long.toString(all));
        assertThat(texts(gold.table(GoldTable.DAILY_SALES)
                        .where("region = 'plain'")
                        .selectExpr("sum(revenue)", "sum(units)", "sum(lines)")))
                .containsExactly("400.000000 | 40.000000 | 40");
        assertThat(gold.star())
                .as("every fact has its versions")
                .filteredOn(row -> row.endsWith("| Ann | Home"))
                .hasSize(40);
        assertThat(gold.star()).hasSize((int) all);
        assertThat(texts(gold.table(GoldTable.FACT_SALES)
                        .where("order_id = 'endless'")
                        .selectExpr("count(*)", "sum(revenue)")))
                .containsExactly("10010 | 100.100000");
    }

    @Test
    void anOlderLakesDailySumsAreWidened() {
        gold.silver().publish(sale(1).amount("1", "999999999999"));
        gold.run();
        gold.lake()
                .spark()
                .sql(
                        "CREATE OR REPLACE TABLE lake.gold.daily_sales USING iceberg PARTITIONED BY (truncate(100, date_key))"
                                + " AS SELECT date_key, category, region, channel, currency, CAST(revenue AS decimal(18,6)) revenue,"
                                + " CAST(units AS decimal(18,6)) units, lines, orders, returns, batch_no FROM lake.gold.daily_sales");
        LakeTable narrow = gold.lake().find("gold.daily_sales").orElseThrow();
        AuditBranch branch = AuditBranch.open(narrow, "batch_1", narrow.head());
        branch.commitProperties(Map.of("batch_no", "1"));
        branch.publish();
        gold.silver().publish(sale(2).amount("1", "999999999999"));
        gold.run();

        assertThat(gold.select(GoldTable.DAILY_SALES, "date_key", "revenue"))
                .containsExactly("20260105 | 1999999999998.000000");
        assertThat(gold.table(GoldTable.DAILY_SALES).schema().simpleString())
                .isEqualTo(GoldTable.DAILY_SALES.schema().simpleString());
    }

    /** As after an upgrade from a release whose Silver had other tables, in the middle of a batch of Gold. */
    @Test
    void tablesThatACrashLeftApartMeetAtTheNewestBatchIfSilverKeepsNoOther() {
        gold.silver().publish(sale(1).product("p1", "Tea", "Drinks"));
        gold.run();
        gold.silver()
                .publish(
                        sale(2).product("p1", "Chai", "Drinks").at("2026-01-07T10:00:00Z"),
                        sale(3).product("p2", "Mug", null));
        gold.runUntil(GoldTable.DIM_CUSTOMER);
        gold.silver().publish(sale(4).product("p1", "Mate", "Hot").at("2026-01-06T10:00:00Z"));
        LakeTable decisions = gold.lake().find("silver.decisions").orElseThrow();
        decisions
                .iceberg()
                .expireSnapshots()
                .expireOlderThan(System.currentTimeMillis())
                .retainLast(1)
                .commit();

        assertThat(gold.run().factRows()).isEqualTo(3);
        assertThat(gold.star())
                .containsExactly(
                        "e1 | Tea | Drinks | null | null",
                        "e2 | Chai | Drinks | null | null",
                        "e3 | Mug | null | null | null",
                        "e4 | Mate | Hot | null | null");
        assertThat(gold.select(GoldTable.DAILY_SALES, "date_key", "category", "lines"))
                .containsExactly(
                        "20260105 | Drinks | 1",
                        "20260105 | Unknown | 1",
                        "20260106 | Hot | 1",
                        "20260107 | Drinks | 1");
    }

    @Test
    void aBatchWithoutRowsMovesEveryTable() {
        gold.silver().publish(sale(1));
        gold.run();
        gold.silver().publish();

        assertThat(gold.run().factRows()).isZero();
        assertThat(GoldState.open(gold.lake()).lowest()).isEqualTo(2);
    }

    @Test
    void silverWithoutABatchIsNothingToDo() {
        assertThat(gold.run().batchNo()).isZero();
        assertThat(gold.lake().find("gold.dim_date").orElseThrow().rows().count())
                .isEqualTo(40_177);
        assertThat(GoldFixture.texts(gold.lake()
                        .find("gold.dim_date")
                        .orElseThrow()
                        .rows()
                        .where("date_key IN (19900101, 20251229, 20991231)")))
                .containsExactly(
                        "19900101 | 1990-01-01 | 1 | 1 | 1 | 1990 | 1 | 1 | false",
                        "20251229 | 2025-12-29 | 29 | 12 | 4 | 2025 | 1 | 1 | false",
                        "20991231 | 2099-12-31 | 31 | 12 | 4 | 2099 | 53 | 4 | false");
        assertThat(gold.lake().find("gold.dim_time").orElseThrow().rows().count())
                .isEqualTo(1440);
    }

    @Test
    void factsThatAreNotExactlyTheAcceptedRowsAreRefused() {
        gold.silver().publish(List.of(sale(1), sale(2)), 3);
        assertThatThrownBy(gold::run)
                .isInstanceOf(FactMismatchException.class)
                .hasMessageContaining("expected 3")
                .hasMessageContaining("found 2");
        assertThat(GoldState.open(gold.lake()).covered(GoldTable.FACT_SALES)).isZero();
    }

    @Test
    void revenueAgainstTheSignOfQuantityAndForeignDatesAreRefused() {
        gold.silver().publish(sale(1).amount("-1", "5").set("revenue", new BigDecimal("5.000000")));
        assertThatThrownBy(gold::run).isInstanceOf(FactMismatchException.class).hasMessageContaining("sign");
        gold.zone(ZoneId.of("Asia/Tokyo"));
        gold = new GoldFixture(directory);
        gold.zone(ZoneId.of("Asia/Tokyo"));
        gold.silver().publish(sale(1).at("2026-01-01T20:00:00Z"));
        assertThatThrownBy(gold::run)
                .isInstanceOf(FactMismatchException.class)
                .hasMessageContaining("business time zone");
    }

    @Test
    void twoNaturalKeysWithOneKeyAreRefused() {
        var rows = gold.lake()
                .spark()
                .sql("SELECT * FROM VALUES (1L, 'a', 1L), (1L, 'b', 2L) AS t(store_key, store_id, batch_no)");
        assertThatThrownBy(() -> DimensionAudit.check(GoldTable.DIM_STORE, "store_key", rows, 2))
                .isInstanceOf(KeyCollisionException.class)
                .hasMessageContaining("2 rows of this batch's 1 keys");
        var unknown = gold.lake().spark().sql("SELECT 0L AS store_key, 1L AS batch_no");
        assertThatThrownBy(() -> DimensionAudit.check(GoldTable.DIM_STORE, "store_key", unknown, 1))
                .isInstanceOf(KeyCollisionException.class);
    }

    @Test
    void goldAheadOfSilverNeedsAPerson() {
        gold.silver().publish(sale(1));
        gold.run();
        gold.lake().spark().sql("DROP TABLE lake.silver.decisions PURGE");
        assertThatThrownBy(gold::run)
                .isInstanceOf(ManualActionRequiredException.class)
                .hasMessageContaining("Silver only at 0");
    }
}
