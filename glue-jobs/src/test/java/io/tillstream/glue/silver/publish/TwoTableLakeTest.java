package io.tillstream.glue.silver.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.events.CorruptReason;
import io.tillstream.events.SaleField;
import io.tillstream.glue.audit.AuditRun;
import io.tillstream.glue.audit.LakeAudit;
import io.tillstream.glue.gold.GoldRun;
import io.tillstream.glue.lake.AuditBranch;
import io.tillstream.glue.lake.LakeTable;
import io.tillstream.glue.silver.SilverBench;
import io.tillstream.glue.silver.SilverOutcome;
import io.tillstream.glue.silver.input.BronzeFixture;
import io.tillstream.glue.silver.input.BronzeFixture.Value;
import io.tillstream.glue.silver.input.TestSale;
import io.tillstream.lake.error.ManualActionRequiredException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Yesterday's lake, today's code: a lake with one table for sales and one for quarantine goes on as one table. */
class TwoTableLakeTest {
    @TempDir
    private Path directory;

    private SilverBench bench;

    /** One batch as that release left it: three sales, two quarantined rows, and a duplicate that has no row. */
    @BeforeEach
    void yesterday() {
        bench = new SilverBench(directory);
        bench.bronze.append(
                BronzeFixture.partition(0),
                List.of(
                        Value.of(TestSale.good("a")),
                        Value.corrupt("{", CorruptReason.NOT_JSON, "byte 1"),
                        Value.of(TestSale.good("b")),
                        Value.of(TestSale.good("a")),
                        Value.of(TestSale.good("b").set(SaleField.CITY, "Rome")),
                        Value.of(TestSale.on("c", "2026-01-31"))));
        bench.publish();
        new GoldRun(bench.lake, ZoneOffset.UTC, table -> {}).run();
        LakeTable decisions = DecisionTable.find(bench.lake).orElseThrow();
        Map<String, String> properties =
                new HashMap<>(decisions.progress().orElseThrow().properties());
        properties.remove("withdrawn");
        Dataset<Row> rows = decisions.rows();
        table(
                "sales",
                "months(order_date)",
                rows.where("decision = 'accepted'").select(names(0, "batch_no")),
                properties);
        table(
                "quarantine",
                "",
                rows.where("decision = 'quarantined'")
                        .select(
                                "topic_id",
                                "kafka_partition",
                                "kafka_offset",
                                "record_index",
                                "kafka_timestamp",
                                "reason",
                                "reason_detail",
                                "payload",
                                "payload_exact",
                                "source",
                                "event_id",
                                "other_topic_id",
                                "other_partition",
                                "other_offset",
                                "other_index",
                                "batch_no"),
                Map.of("batch_no", "1", "quarantined", "2", "input_from", "{}", "input_to", properties.get("cursor")));
        bench.lake.spark().sql("DROP TABLE lake.silver.decisions PURGE");
    }

    /** Also where a run of that release ended between its two tables: the batch that quarantine is ahead is decided again. */
    @Test
    void theNextRunMovesItsRowsAndGoesOn() {
        LakeTable quarantine = bench.lake.find("silver.quarantine").orElseThrow();
        AuditBranch ahead = AuditBranch.open(quarantine, "batch_2", quarantine.head());
        ahead.append(
                quarantine.rows().limit(1).withColumn("batch_no", org.apache.spark.sql.functions.lit(2L)),
                Map.of("batch_no", "2", "quarantined", "3", "input_from", "{}", "input_to", "{}"));
        ahead.publish();

        assertThat(bench.run()).isEqualTo(new SilverOutcome.NothingNew(1));
        assertThat(bench.reasons()).isEqualTo(Map.of(1L, "not_json", 4L, "event_id_conflict"));
        assertThat(bench.lake.find("silver.sales")).isEmpty();
        assertThat(bench.lake.find("silver.quarantine")).isEmpty();
        LakeAudit audit = new AuditRun(bench.lake).at(1);
        assertThat(audit.totals()).isEqualTo(new RowCounts(6, 3, 2, 1));
        assertThat(List.of(audit.silver().rows(), audit.quarantineRows(), audit.duplicateRows(), audit.withdrawnRows()))
                .containsExactly(3L, 2L, 1L, 0L);
        assertThat(audit.silver()).isEqualTo(audit.gold());

        // Repeats of what the older release accepted are found, and its totals go on.
        // The time of its record stands for that of the older release's decision, 2026-02-02.
        bench.now = java.time.Instant.parse("2026-03-09T00:00:00Z");
        bench.bronze.append(TestSale.good("a"), TestSale.on("c", "2026-02-28"), TestSale.good("d"));
        assertThat(bench.publish()).isEqualTo(new RowCounts(3, 1, 1, 1));
        assertThat(new GoldRun(bench.lake, ZoneOffset.UTC, table -> {}).run().factRows())
                .isEqualTo(1);
        LakeAudit next = new AuditRun(bench.lake).at(2);
        assertThat(next.totals()).isEqualTo(new RowCounts(9, 4, 3, 2));
        assertThat(next.duplicateRows()).isEqualTo(2);
        assertThat(next.silver()).isEqualTo(next.gold());
    }

    @Test
    void rowsThatAreNotWhatTheTotalsSayAreNotMoved() {
        LakeTable quarantine = bench.lake.find("silver.quarantine").orElseThrow();
        bench.lake.spark().sql("DELETE FROM lake.silver.quarantine WHERE reason = 'not_json'");

        assertThatThrownBy(bench::run)
                .isInstanceOf(ManualActionRequiredException.class)
                .hasMessageContaining("hold 4 rows up to batch 1, but their totals say 5");
        assertThat(bench.lake.find("silver.sales")).isPresent();
        assertThat(quarantine.refresh().head()).isPresent();
        assertThat(DecisionTable.find(bench.lake).orElseThrow().head()).isEmpty();
    }

    @Test
    void anEarlierReleaseThatRanOnAfterTheMoveLosesNoRows() {
        bench.run();
        LakeTable decisions = DecisionTable.find(bench.lake).orElseThrow();
        Map<String, String> properties =
                new HashMap<>(decisions.progress().orElseThrow().properties());
        properties.put("batch_no", "2");
        table(
                "sales",
                "months(order_date)",
                decisions.rows().where("decision = 'accepted'").select(names(0, "batch_no")),
                properties);

        assertThatThrownBy(bench::run)
                .isInstanceOf(ManualActionRequiredException.class)
                .hasMessageContaining("silver.sales is at batch 2, but silver.decisions only at 1");
        assertThat(bench.lake.find("silver.sales")).isPresent();
    }

    /** A lake of the last release lacks the newest columns; they are added when the table is opened. */
    @Test
    void aTableOfAnEarlierReleaseGetsTheColumnsThatItLacks() {
        bench.run();
        bench.lake.spark().sql("ALTER TABLE lake.silver.decisions DROP COLUMNS (order_priority, why)");
        bench.lake.spark().sql("ALTER TABLE lake.gold.fact_sales DROP COLUMN ship_date");
        bench.bronze.append(TestSale.good("d").set(SaleField.ORDER_PRIORITY, "high"));

        assertThat(bench.publish()).isEqualTo(new RowCounts(1, 1, 0, 0));
        new GoldRun(bench.lake, ZoneOffset.UTC, table -> {}).run();
        assertThat(bench.query("SELECT event_id, order_priority FROM lake.silver.decisions WHERE decision = 'accepted'"
                        + " ORDER BY event_id"))
                .extracting(Object::toString)
                .containsExactly("[a,null]", "[b,null]", "[c,null]", "[d,high]");
        assertThat(bench.query("SELECT count(*), count(ship_date) FROM lake.gold.fact_sales"))
                .extracting(Object::toString)
                .containsExactly("[4,0]");
    }

    private void table(String name, String partitioning, Dataset<Row> rows, Map<String, String> properties) {
        LakeTable table = bench.lake.findOrCreate("silver." + name, rows.schema(), partitioning, Map.of());
        AuditBranch branch = AuditBranch.open(table, "batch_1", table.head());
        branch.append(rows, properties);
        branch.publish();
    }

    private static org.apache.spark.sql.Column[] names(int first, String last) {
        List<String> names = List.of(DecisionTable.schema().fieldNames());
        return names.subList(first, names.indexOf(last) + 1).stream()
                .map(org.apache.spark.sql.functions::col)
                .toArray(org.apache.spark.sql.Column[]::new);
    }
}
