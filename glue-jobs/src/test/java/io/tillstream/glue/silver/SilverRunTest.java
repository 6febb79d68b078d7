package io.tillstream.glue.silver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.events.CorruptReason;
import io.tillstream.events.Sale;
import io.tillstream.events.SaleEncoder;
import io.tillstream.events.SaleField;
import io.tillstream.glue.lake.AuditBranch;
import io.tillstream.glue.lake.LakeTable;
import io.tillstream.glue.silver.input.BronzeFixture;
import io.tillstream.glue.silver.input.BronzeFixture.Value;
import io.tillstream.glue.silver.input.TestSale;
import io.tillstream.glue.silver.publish.DecisionTable;
import io.tillstream.glue.silver.publish.NewestRecord;
import io.tillstream.glue.silver.publish.RowCounts;
import io.tillstream.lake.error.ManualActionRequiredException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs of Silver on real Spark and Iceberg. */
class SilverRunTest {
    @TempDir
    private Path directory;

    private SilverBench bench;

    @BeforeEach
    void freshLake() {
        bench = new SilverBench(directory);
    }

    @Test
    void everyReasonCodeComesOutAndOnlyTheGoodRowIsAccepted() {
        List<Value> values = new ArrayList<>();
        for (CorruptReason reason : CorruptReason.values()) {
            values.add(Value.corrupt("{" + reason, reason, "where"));
        }
        int corrupt = values.size();
        values.add(Value.of(TestSale.good("e1").remove(SaleField.ORDER_ID)));
        values.add(Value.of(TestSale.good("e2").set(SaleField.CITY, "a\0b")));
        values.add(Value.of(TestSale.good("e3").set(SaleField.CURRENCY, "EURO")));
        values.add(Value.of(TestSale.good("e4").set(SaleField.EVENT_TYPE, "GIFT")));
        values.add(Value.of(TestSale.at(TestSale.good("e5"), "1500-01-01T00:00:00Z")));
        values.add(Value.of(TestSale.good("e6")));
        values.add(Value.of(TestSale.good("e6").set(SaleField.QUANTITY, new BigDecimal("4"))));
        bench.bronze.append(BronzeFixture.partition(0), values);

        assertThat(bench.publish()).isEqualTo(new RowCounts(corrupt + 7, 1, corrupt + 6, 0));
        assertThat(bench.sales("event_id")).extracting(row -> row.getString(0)).containsExactly("e6");
        List<String> expected = new ArrayList<>();
        for (CorruptReason reason : CorruptReason.values()) {
            expected.add(reason.code());
        }
        expected.addAll(
                List.of("missing_field", "bad_text", "too_long", "bad_value", "out_of_range", "event_id_conflict"));
        assertThat(bench.reasons().values()).containsExactlyElementsOf(expected);

        Row exact = bench.query(
                        "SELECT payload, payload_exact, reason_detail, batch_no, source FROM lake.silver.decisions"
                                + " WHERE reason = 'not_json'")
                .get(0);
        assertThat(new String((byte[]) exact.get(0), StandardCharsets.UTF_8)).isEqualTo("{NOT_JSON");
        assertThat(exact.getBoolean(1)).isTrue();
        assertThat(exact.getString(2)).isEqualTo("where");
        assertThat(exact.getLong(3)).isEqualTo(1);
        assertThat(exact.isNullAt(4)).isTrue();

        Row conflict = bench.query("SELECT payload, payload_exact, reason_detail, other_topic_id, other_partition,"
                        + " other_offset, other_index, source, event_id FROM lake.silver.decisions"
                        + " WHERE reason = 'event_id_conflict'")
                .get(0);
        assertThat(new String((byte[]) conflict.get(0), StandardCharsets.UTF_8))
                .isEqualTo(new String(
                        new SaleEncoder().encode(values.get(corrupt + 6).sale()), StandardCharsets.UTF_8));
        assertThat(conflict.getBoolean(1)).isFalse();
        assertThat(conflict.getString(2)).contains("event_id");
        assertThat(conflict.getString(3)).isEqualTo(BronzeFixture.TOPIC_ID);
        assertThat(conflict.getInt(4)).isZero();
        assertThat(conflict.getLong(5)).isEqualTo(corrupt + 5);
        assertThat(conflict.getInt(6)).isZero();
        assertThat(conflict.getString(7)).isEqualTo("till");
        assertThat(conflict.getString(8)).isEqualTo("e6");
    }

    @Test
    void anAcceptedRowHasEveryFieldAndWhatIsComputed() {
        Sale sale = TestSale.at(TestSale.good("e1"), "2026-03-10T23:30:00.123456Z");
        sale.set(SaleField.SHIP_DATE, LocalDate.of(2026, 3, 12).toEpochDay());
        sale.set(SaleField.CITY, "Zürich  ").set(SaleField.STATE, "  ").remove(SaleField.CURRENCY);
        sale.extras().put("coupon", "X1");
        bench.settings = new SilverSettings(BronzeFixture.TOPIC, ZoneId.of("Europe/Zurich"), "CHF", 35, 10);
        bench.bronze.append(sale);
        bench.publish();

        Row row = bench.sales("*").get(0);
        assertThat(row.schema().fieldNames())
                .containsExactly(DecisionTable.schema().fieldNames());
        assertThat(row.<String>getAs("event_id")).isEqualTo("e1");
        assertThat(row.<Object>getAs("order_ts")).hasToString("2026-03-10 23:30:00.123456");
        assertThat(row.<Object>getAs("order_date")).hasToString("2026-03-11");
        assertThat(row.<Object>getAs("ship_date")).hasToString("2026-03-12");
        assertThat(row.<BigDecimal>getAs("revenue")).isEqualTo("53.973000");
        assertThat(row.<BigDecimal>getAs("quantity")).isEqualTo("3.000000");
        assertThat(row.<String>getAs("currency")).isEqualTo("CHF");
        assertThat(row.<String>getAs("city")).isEqualTo("Zürich");
        assertThat(row.<String>getAs("state")).isNull();
        assertThat(row.<Integer>getAs("line_number")).isEqualTo(1);
        assertThat(row.getJavaMap(row.fieldIndex("extras"))).isEqualTo(Map.of("coupon", "X1"));
        assertThat(row.<String>getAs("content_hash")).isEqualTo(sha256(new SaleEncoder().encode(sale)));
        assertThat(row.<Long>getAs("batch_no")).isEqualTo(1);
        assertThat(row.<Long>getAs("kafka_offset")).isZero();
        assertThat(row.<Object>getAs("kafka_timestamp")).isNotNull();
    }

    @Test
    void withinABatchTheFirstByCoordinatesWins() {
        // Partition 1 is written first, but partition 0 comes first in the order that decides.
        bench.bronze.append(
                BronzeFixture.partition(1),
                List.of(Value.of(TestSale.good("a")), Value.of(TestSale.good("b")), Value.of(TestSale.good("b"))));
        bench.bronze.append(
                BronzeFixture.partition(0),
                List.of(
                        Value.of(TestSale.good("a")),
                        Value.of(TestSale.good("a").set(SaleField.CITY, "Rome")),
                        Value.of(TestSale.good("a")),
                        Value.of(TestSale.good("a").set(SaleField.SOURCE, "other"))));

        assertThat(bench.publish()).isEqualTo(new RowCounts(7, 3, 1, 3));
        assertThat(bench.sales("kafka_partition || '/' || kafka_offset || ' ' || source || ' ' || event_id"))
                .extracting(row -> row.getString(0))
                .containsExactly("0/0 till a", "0/3 other a", "1/1 till b");
        assertThat(bench.reasons()).isEqualTo(Map.of(1L, "event_id_conflict"));
    }

    @Test
    void acrossBatchesTheEarlierWinsWhateverTheDate() {
        bench.bronze.append(TestSale.on("a", "2026-03-10"), TestSale.on("b", "2026-03-10"));
        bench.publish();
        bench.bronze.append(
                TestSale.on("a", "2026-04-15"),
                TestSale.on("a", "2001-02-02"), // an export with a wrong date, or a corrected one
                TestSale.on("a", "2026-03-10"), // a duplicate
                TestSale.on("b", "2026-03-10").set(SaleField.CITY, "Rome"), // same date, other content
                TestSale.on("c", "2026-03-10"));
        bench.bronze.append(TestSale.on("c", "2026-03-11"));

        assertThat(bench.publish()).isEqualTo(new RowCounts(6, 1, 4, 1));
        assertThat(bench.sales("event_id || ' ' || order_date || ' ' || batch_no"))
                .extracting(row -> row.getString(0))
                .containsExactly("a 2026-03-10 1", "b 2026-03-10 1", "c 2026-03-10 2");
        assertThat(bench.reasons().keySet()).containsExactly(2L, 3L, 5L, 7L);
        assertThat(
                        bench.query(
                                "SELECT other_offset FROM lake.silver.decisions WHERE decision = 'quarantined' ORDER BY kafka_offset"))
                .extracting(row -> row.getLong(0))
                .containsExactly(0L, 0L, 1L, 6L);
        assertThat(bench.query("SELECT kafka_offset, other_offset, event_id, batch_no FROM lake.silver.decisions"
                        + " WHERE decision = 'duplicate'"))
                .extracting(Object::toString)
                .containsExactly("[4,0,a,2]");
    }

    /** On a near order date a repeat is always found; on a distant one, as long as its first decision is in the window. */
    @Test
    void aRepeatOnADistantDateIsLookedForWithinTheWindowSinceItsDecision() {
        bench.bronze.append(TestSale.on("a", "2026-03-10"), TestSale.on("b", "2026-03-10"));
        bench.publish();
        bench.now = bench.now.plus(java.time.Duration.ofDays(35));
        bench.bronze.append(TestSale.on("a", "2026-03-11"));
        assertThat(bench.publish()).isEqualTo(new RowCounts(1, 0, 1, 0));

        bench.now = bench.now.plusMillis(1);
        bench.bronze.append(
                TestSale.on("a", "2026-03-10"), TestSale.on("a", "2026-03-10").set(SaleField.CITY, "Rome"));
        assertThat(bench.publish()).isEqualTo(new RowCounts(2, 0, 1, 1));
        bench.bronze.append(TestSale.on("b", "2026-04-14"));
        assertThat(bench.publish()).isEqualTo(new RowCounts(1, 0, 1, 0));
        bench.bronze.append(TestSale.on("b", "2026-04-15"));
        assertThat(bench.publish()).isEqualTo(new RowCounts(1, 1, 0, 0));

        // Two sales have one id by now. A batch that repeats both is not at fault, and stops nobody.
        bench.bronze.append(
                TestSale.on("b", "2026-03-10"), TestSale.on("b", "2026-04-15"), TestSale.on("c", "2026-03-10"));
        RowCounts counts = bench.publish();
        assertThat(counts.accepted()).isEqualTo(1);
        assertThat(counts.rowsIn()).isEqualTo(3);
    }

    @Test
    void theSameDataAgainIsAllDuplicates() {
        Sale[] sales = {TestSale.good("a"), TestSale.on("b", "2024-01-01"), TestSale.on("c", "1999-12-31")};
        bench.bronze.append(sales);
        bench.publish();
        bench.bronze.append(sales);

        assertThat(bench.publish()).isEqualTo(new RowCounts(3, 0, 0, 3));
        LakeTable table = bench.lake.find(DecisionTable.NAME).orElseThrow();
        assertThat(RowCounts.of(table.progress().orElseThrow())).isEqualTo(new RowCounts(6, 3, 0, 3));
        assertThat(table.progress().orElseThrow().batchNo()).isEqualTo(2);
        assertThat(table.progress().orElseThrow().cursor("cursor").next(BronzeFixture.partition(0)))
                .isEqualTo(6);
    }

    @Test
    void batchesAreBoundedAndSayWhetherMoreIsWaiting() {
        bench.settings = new SilverSettings(BronzeFixture.TOPIC, ZoneId.of("UTC"), "USD", 35, 3);
        bench.bronze.append(TestSale.good("a"), TestSale.good("b"), TestSale.good("c"), TestSale.good("d"));
        bench.bronze.append(TestSale.good("e"));
        bench.bronze.appendHoles(BronzeFixture.partition(0), 5);
        bench.bronze.appendGap(BronzeFixture.partition(0), 7);

        assertThat(bench.run()).isEqualTo(new SilverOutcome.Published(1, new RowCounts(4, 4, 0, 0), true));
        assertThat(bench.run()).isEqualTo(new SilverOutcome.Published(2, new RowCounts(1, 1, 0, 0), false));
        assertThat(bench.run()).isEqualTo(new SilverOutcome.NothingNew(2));
        assertThat(NewestRecord.at(bench.lake, 1)).hasValue("2026-02-02T02:40:00Z");
        assertThat(new String(bench.store.read(SilverRun.CURSOR_KEY).orElseThrow(), StandardCharsets.UTF_8))
                .isEqualTo("{\"sales_events/" + BronzeFixture.TOPIC_ID + "/0\":17}");
    }

    @Test
    void aBatchOfHolesAloneMovesTheCursor() {
        bench.bronze.appendGap(BronzeFixture.partition(0), 9);
        assertThat(bench.run()).isEqualTo(new SilverOutcome.Published(1, RowCounts.NONE, false));
        assertThat(bench.run()).isEqualTo(new SilverOutcome.NothingNew(1));
        assertThat(NewestRecord.at(bench.lake, 1)).isEmpty();
    }

    /** The freshness of the layer: of rejected records too, and unchanged by offsets without any. */
    @Test
    void aBatchRemembersWhenKafkaTookItsNewestRecord() {
        List<Value> values = new ArrayList<>();
        values.add(Value.of(TestSale.good("a")));
        for (int corrupt = 0; corrupt < 5_000; corrupt++) {
            values.add(Value.corrupt("{", CorruptReason.NOT_JSON, "where"));
        }
        bench.bronze.append(BronzeFixture.partition(0), values);
        assertThat(bench.publish()).isEqualTo(new RowCounts(5_001, 1, 5_000, 0));
        assertThat(NewestRecord.at(bench.lake, 1)).hasValue("2026-02-02T02:40:00.005Z");

        bench.bronze.appendGap(BronzeFixture.partition(0), 9);
        assertThat(bench.run()).isEqualTo(new SilverOutcome.Published(2, RowCounts.NONE, false));
        assertThat(NewestRecord.at(bench.lake, 2)).hasValue("2026-02-02T02:40:00.005Z");
        assertThat(NewestRecord.at(bench.lake, 9)).isEmpty();
    }

    @Test
    void withoutBronzeThereIsNothingNewAndNoCursor() {
        assertThat(bench.run()).isEqualTo(new SilverOutcome.NothingNew(0));
        assertThat(bench.store.read(SilverRun.CURSOR_KEY)).isEmpty();
    }

    @Test
    void theCatalogueFillsWhatASaleDoesNotSay() {
        bench.store.put("reference/products/a.csv", """
                source,product_id,product_name,category,sub_category,unit_price
                till,p1,"Old, name",Old,,1
                till,p2,"Desk ""L""\",Furniture,Desks,100.5
                """.getBytes(StandardCharsets.UTF_8));
        bench.store.put(
                "reference/products/b.csv",
                "source,product_id,product_name,category,sub_category,unit_price\r\ntill,p1,New name,Office,,2.5\r\n"
                        .getBytes(StandardCharsets.UTF_8));
        bench.bronze.append(
                TestSale.good("own").set(SaleField.PRODUCT_ID, "p1 "),
                TestSale.good("filled")
                        .set(SaleField.PRODUCT_ID, "p2")
                        .remove(SaleField.PRODUCT_NAME)
                        .remove(SaleField.UNIT_PRICE),
                TestSale.good("unknown").set(SaleField.PRODUCT_ID, "p3").remove(SaleField.UNIT_PRICE),
                TestSale.good("elsewhere").set(SaleField.SOURCE, "web").remove(SaleField.UNIT_PRICE));

        assertThat(bench.publish()).isEqualTo(new RowCounts(4, 2, 2, 0));
        assertThat(bench.sales("concat_ws('|', event_id, product_id, product_name, category, sub_category, unit_price,"
                        + " revenue)"))
                .extracting(row -> row.getString(0))
                .containsExactly(
                        "own|p1|Stapler|Office|19.990000|53.973000",
                        "filled|p2|Desk \"L\"|Furniture|Desks|100.500000|271.350000");
        assertThat(bench.reasons()).isEqualTo(Map.of(2L, "missing_field", 3L, "missing_field"));
    }

    @Test
    void aCommitOfSomebodyElseDoesNotHideTheCursor() {
        bench.bronze.append(TestSale.good("a"));
        bench.publish();
        bench.lake.spark().sql("ALTER TABLE lake.silver.decisions SET TBLPROPERTIES ('note' = 'x')");
        AuditBranch foreign = AuditBranch.open(
                bench.lake.find(DecisionTable.NAME).orElseThrow(),
                "compaction",
                bench.lake.find(DecisionTable.NAME).orElseThrow().head());
        foreign.append(bench.lake.spark().table("lake.silver.decisions").limit(0), Map.of());
        foreign.publish();
        bench.bronze.append(TestSale.good("b"));

        assertThat(bench.run()).isEqualTo(new SilverOutcome.Published(2, new RowCounts(1, 1, 0, 0), false));
    }

    @Test
    void metadataThatCountOtherRowsThanTheObjectHasStopTheBatch() {
        String key = bench.bronze.append(TestSale.good("a"), TestSale.good("b"));
        var metadata =
                new java.util.HashMap<>(bench.store.head(key).orElseThrow().metadata());
        metadata.put("rows", "3");
        bench.store.setMetadata(key, metadata);

        assertThatThrownBy(bench::run)
                .isInstanceOf(ManualActionRequiredException.class)
                .hasMessageContaining("have 2 rows, but their metadata say 3");
        assertThat(bench.lake.find(DecisionTable.NAME).orElseThrow().head()).isEmpty();
    }

    /** An object that was exchanged: as many rows as its metadata say, but of other offsets, another partition or topic. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void rowsThatTheirObjectDoesNotCoverStopTheBatch(int partition) {
        String first = bench.bronze.append(TestSale.good("a"), TestSale.good("b"));
        String other = bench.bronze.append(
                BronzeFixture.partition(partition),
                List.of(Value.of(TestSale.good("c")), Value.of(TestSale.good("d"))));
        bench.bronze.exchange(other, first);

        assertThatThrownBy(bench::run)
                .isInstanceOf(ManualActionRequiredException.class)
                .hasMessageContaining("2 rows that their keys and metadata do not cover")
                .hasMessageContaining(BronzeFixture.TOPIC_ID + "/0/0/0");
        assertThat(bench.lake.find(DecisionTable.NAME).orElseThrow().head()).isEmpty();
    }

    @Test
    void aSilverBatchIsThreeCommitsOfOneTable() {
        bench.bronze.append(TestSale.good("a"));
        bench.publish();
        int before = version(DecisionTable.NAME);
        int snapshots = snapshots(DecisionTable.NAME);
        bench.bronze.append(TestSale.good("b"));
        bench.publish();
        assertThat(version(DecisionTable.NAME) - before).isEqualTo(3);
        assertThat(snapshots(DecisionTable.NAME) - snapshots).isEqualTo(1);
    }

    private int snapshots(String table) {
        List<org.apache.iceberg.Snapshot> snapshots = new ArrayList<>();
        bench.lake.find(table).orElseThrow().iceberg().snapshots().forEach(snapshots::add);
        return snapshots.size();
    }

    /** The number of the table's metadata file: one for each commit in a catalog of type hadoop. */
    private int version(String table) {
        var operations = ((org.apache.iceberg.HasTableOperations)
                        bench.lake.find(table).orElseThrow().iceberg())
                .operations();
        String file = operations.current().metadataFileLocation();
        return Integer.parseInt(file.replaceAll(".*/v([0-9]+)[.].*", "$1"));
    }

    private static String sha256(byte[] bytes) {
        try {
            return java.util.HexFormat.of()
                    .formatHex(
                            java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
