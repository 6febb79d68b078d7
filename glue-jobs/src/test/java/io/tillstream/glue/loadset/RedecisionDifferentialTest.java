package io.tillstream.glue.loadset;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.events.Sale;
import io.tillstream.events.SaleField;
import io.tillstream.glue.audit.AuditRun;
import io.tillstream.glue.audit.LakeAudit;
import io.tillstream.glue.gold.GoldFixture;
import io.tillstream.glue.gold.GoldRun;
import io.tillstream.glue.gold.GoldState;
import io.tillstream.glue.gold.GoldTable;
import io.tillstream.glue.lake.AuditBranch;
import io.tillstream.glue.lake.Lake;
import io.tillstream.glue.lake.LakeTable;
import io.tillstream.glue.lake.TestSession;
import io.tillstream.glue.silver.SilverBench;
import io.tillstream.glue.silver.input.TestSale;
import io.tillstream.glue.silver.publish.DecisionTable;
import io.tillstream.glue.silver.redecide.Redecision;
import io.tillstream.quality.QualityGate;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random batches, withdrawals and sales put back, with Gold runs that crash between any two tables: after each load set Silver is what a model in
 * memory says, the ledger balances and the warehouse equals Gold; in the end Gold is what a new Gold makes of the sales that count.
 */
class RedecisionDifferentialTest {
    private static final String[] NAMES = {"Tea", "Chai", null};

    @TempDir
    private Path directory;

    private SilverBench bench;
    private Random random;
    private final TreeSet<Long> accepted = new TreeSet<>();
    private final TreeSet<Long> withdrawn = new TreeSet<>();
    private long offset;

    @AfterEach
    void dropOracle() {
        for (String namespace : List.of("oracle_silver", "oracle_gold")) {
            TestSession.spark().sql("CREATE NAMESPACE IF NOT EXISTS lake." + namespace);
            for (var table :
                    TestSession.spark().sql("SHOW TABLES IN lake." + namespace).collectAsList()) {
                TestSession.spark().sql("DROP TABLE lake." + namespace + "." + table.getString(1) + " PURGE");
            }
            TestSession.spark().sql("DROP NAMESPACE lake." + namespace);
        }
    }

    @Test
    void goldAndWarehouseFollow() {
        follow(20_261_201, 2);
        assertThat(withdrawn).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    @Tag("long")
    void goldAndWarehouseFollowManySteps(int seed) {
        follow(seed, 9);
    }

    private void follow(int seed, int steps) {
        bench = new SilverBench(directory);
        random = new Random(seed);
        WarehouseReplica warehouse = new WarehouseReplica(TestSession.spark(), bench.store);
        for (int step = 0; step < steps; step++) {
            if (step % 2 == 0) {
                arrive();
            } else {
                decideAgain();
                if (random.nextBoolean()) {
                    decideAgain();
                }
            }
            crashSometimes();
            GoldRun.Outcome gold = new GoldRun(bench.lake, ZoneOffset.UTC, table -> {}).run();
            new LoadSetPublisher(GoldState.open(bench.lake), WarehouseReplica.BUCKET)
                    .publish(gold.batchNo())
                    .ifPresent(outcome -> warehouse.load(outcome.set()));
            requireBalanced(gold.batchNo());
            for (GoldTable table : GoldTable.values()) {
                assertThat(warehouse.rows(table))
                        .as(table.tableName() + " after step " + step)
                        .isEqualTo(GoldFixture.texts(rows(bench.lake, table)));
            }
        }
        compareWithANewGold();
    }

    private void arrive() {
        List<Sale> sales = new ArrayList<>();
        int count = 6 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            accepted.add(offset);
            sales.add(sale("e" + offset++));
        }
        bench.bronze.append(sales.toArray(Sale[]::new));
        bench.publish();
    }

    private Sale sale(String eventId) {
        Sale sale = TestSale.on(eventId, "2026-0" + (1 + random.nextInt(2)) + "-0" + (1 + random.nextInt(4)));
        sale.set(SaleField.PRODUCT_ID, "p" + random.nextInt(4));
        set(sale, SaleField.PRODUCT_NAME, NAMES[random.nextInt(3)]);
        set(sale, SaleField.CATEGORY, NAMES[random.nextInt(3)]);
        if (random.nextInt(3) > 0) {
            sale.set(SaleField.CUSTOMER_ID, "c" + random.nextInt(5));
            set(sale, SaleField.CUSTOMER_NAME, NAMES[random.nextInt(3)]);
        }
        set(sale, SaleField.REGION, random.nextBoolean() ? "North" : null);
        set(sale, SaleField.STORE_ID, random.nextBoolean() ? "s" + random.nextInt(2) : null);
        sale.set(SaleField.CURRENCY, random.nextBoolean() ? "USD" : "EUR");
        return sale.set(SaleField.UNIT_PRICE, new BigDecimal(1 + random.nextInt(9)));
    }

    private static void set(Sale sale, SaleField field, String text) {
        if (text == null) {
            sale.remove(field);
        } else {
            sale.set(field, text);
        }
    }

    private void decideAgain() {
        boolean back = !withdrawn.isEmpty() && random.nextInt(3) == 0;
        TreeSet<Long> from = back ? withdrawn : accepted;
        TreeSet<Long> to = back ? accepted : withdrawn;
        // Now and then everything of a product, or a whole day.
        int share = 1 + random.nextInt(3);
        List<Long> chosen =
                from.stream().filter(at -> random.nextInt(4) < share).toList();
        Redecision redecision =
                new Redecision(bench.lake, QualityGate.bundled(DecisionTable.NAME), "test", "because", bench.now);
        var which = chosen.isEmpty() ? lit(false) : col("kafka_offset").isin(chosen.toArray());
        assertThat((back ? redecision.putBack(which) : redecision.withdraw(which)).isPresent())
                .isEqualTo(!chosen.isEmpty());
        chosen.forEach(from::remove);
        to.addAll(chosen);
    }

    private void crashSometimes() {
        GoldTable last = GoldTable.values()[random.nextInt(GoldTable.values().length)];
        try {
            new GoldRun(bench.lake, ZoneOffset.UTC, table -> {
                        if (table == last) {
                            throw new IllegalStateException("crash");
                        }
                    })
                    .run();
        } catch (IllegalStateException crash) {
            assertThat(crash).hasMessage("crash");
        }
    }

    private void requireBalanced(long batchNo) {
        LakeAudit audit = new AuditRun(bench.lake).at(batchNo);
        assertThat(audit.totals().rowsIn()).isEqualTo(offset);
        assertThat(audit.totals().accepted()).isEqualTo(accepted.size());
        assertThat(audit.totals().withdrawn()).isEqualTo(withdrawn.size());
        assertThat(audit.withdrawnRows()).isEqualTo(withdrawn.size());
        assertThat(audit.gold()).isEqualTo(audit.silver());
        assertThat(bench.query("SELECT kafka_offset FROM lake.silver.decisions WHERE decision = 'accepted'"
                        + " AND superseded_by IS NULL"))
                .extracting(row -> row.getLong(0))
                .containsExactlyInAnyOrderElementsOf(accepted);
    }

    private void compareWithANewGold() {
        Lake lake = new Lake(Lake.session(), "lake", "oracle_", bench.store);
        LakeTable decisions = DecisionTable.open(lake);
        Map<String, String> properties = new HashMap<>();
        properties.put("batch_no", "1");
        properties.put("cursor", "{}");
        properties.put("rows_in", "" + accepted.size());
        properties.put("accepted", "" + accepted.size());
        properties.put("quarantined", "0");
        properties.put("duplicates", "0");
        properties.put("withdrawn", "0");
        AuditBranch branch = AuditBranch.open(decisions, "batch_1", decisions.head());
        branch.append(
                DecisionTable.find(bench.lake)
                        .orElseThrow()
                        .rows()
                        .where("decision = 'accepted' AND superseded_by IS NULL")
                        .withColumn("batch_no", lit(1L)),
                properties);
        branch.publish();
        new GoldRun(lake, ZoneOffset.UTC, table -> {}).run();
        for (GoldTable table : GoldTable.values()) {
            List<String> expected = GoldFixture.texts(rows(lake, table).drop("batch_no"));
            List<String> actual = GoldFixture.texts(rows(bench.lake, table).drop("batch_no"));
            if (table == GoldTable.DIM_LOCATION || table == GoldTable.DIM_STORE) {
                assertThat(actual).as("a place or a store stays known").containsAll(expected);
            } else {
                assertThat(actual).as(table.tableName()).isEqualTo(expected);
            }
        }
    }

    private static org.apache.spark.sql.Dataset<org.apache.spark.sql.Row> rows(Lake lake, GoldTable table) {
        return lake.find(table.identifier()).orElseThrow().rows();
    }
}
