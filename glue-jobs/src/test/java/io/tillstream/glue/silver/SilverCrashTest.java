package io.tillstream.glue.silver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.events.CorruptReason;
import io.tillstream.events.SaleField;
import io.tillstream.glue.lake.LakeTable;
import io.tillstream.glue.lake.MainMovedException;
import io.tillstream.glue.silver.input.BronzeFixture;
import io.tillstream.glue.silver.input.BronzeFixture.Value;
import io.tillstream.glue.silver.input.TestSale;
import io.tillstream.glue.silver.publish.RowCounts;
import io.tillstream.glue.silver.publish.SilverStep;
import io.tillstream.glue.silver.publish.SilverTables;
import io.tillstream.lake.error.ManualActionRequiredException;
import io.tillstream.quality.QualityGate;
import io.tillstream.quality.QualityGateException;
import io.tillstream.quality.Ruleset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of Silver that end where they should not, and what the next run makes of it (invariant 3). */
class SilverCrashTest {
    @TempDir
    private Path directory;

    private SilverBench bench;

    /** What a test throws where a process would have died. */
    private static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @BeforeEach
    void freshLake() {
        bench = new SilverBench(directory);
    }

    @Test
    void aRunThatCrashesAtOnePointAfterTheOtherEndsAsOneThatNeverDid() {
        appendMixed();
        bench.run();
        List<String> expected = bench.state();
        bench = new SilverBench(subdirectory("crashing"));
        appendMixed();
        for (SilverStep crash : SilverStep.values()) {
            // A published batch is not run again.
            if (crash.compareTo(SilverStep.SALES_PUBLISHED) <= 0) {
                assertThatThrownBy(() -> crashAt(crash)).as(crash.name()).isInstanceOf(Crash.class);
            }
        }
        assertThat(bench.run()).isEqualTo(new SilverOutcome.NothingNew(1));
        assertThat(bench.state()).isEqualTo(expected);
        for (String table : List.of(SilverTables.SALES, SilverTables.QUARANTINE)) {
            assertThat(bench.lake.find(table).orElseThrow().iceberg().refs())
                    .as("no branch of a crashed run is left")
                    .containsOnlyKeys("main");
        }
    }

    @Test
    @Tag("long")
    void aRerunAfterACrashAtEachPointComesToTheSameTables() {
        List<String> expected = expected();
        for (SilverStep crash : SilverStep.values()) {
            bench = new SilverBench(subdirectory(crash.name()));
            appendMixed();
            assertThatThrownBy(() -> crashAt(crash)).as(crash.name()).isInstanceOf(Crash.class);
            // What arrives after the crash must not get into the batch that the crash left half done.
            appendLater();
            for (int run = 0; run < 3 && bench.run() instanceof SilverOutcome.Published; run++) {
                assertThat(run).isLessThan(2);
            }
            // Before the range is recorded, the next run may take in what arrived since: one batch instead of two.
            boolean recorded = crash.compareTo(SilverStep.QUARANTINE_PUBLISHED) >= 0;
            assertThat(recorded ? bench.state() : totals())
                    .as(crash.name())
                    .isEqualTo(recorded ? expected : List.of("9 in 5 out"));
        }
    }

    @Test
    void aBlockedBatchNeverReachesMainAndTheNextRunTakesItsVeryRange() {
        appendMixed();
        QualityGate strict = new QualityGate(new Ruleset("strict", "Rules = [ IsComplete \"city\", RowCount > 0 ]"));
        for (int run = 0; run < 2; run++) {
            assertThatThrownBy(() -> bench.run(strict, step -> {}))
                    .isInstanceOfSatisfying(
                            QualityGateException.class,
                            blocked -> assertThat(blocked.failures())
                                    .hasSize(1)
                                    .allSatisfy(failure ->
                                            assertThat(failure.rule()).contains("city")));
            LakeTable sales = bench.lake.find(SilverTables.SALES).orElseThrow();
            assertThat(sales.head()).isEmpty();
            assertThat(sales.iceberg().refs()).hasSize(1);
        }
        appendLater();
        assertThat(bench.run()).isInstanceOfSatisfying(SilverOutcome.Published.class, batch -> {
            assertThat(batch.counts()).isEqualTo(new RowCounts(6, 3, 2, 1));
            assertThat(batch.more()).isTrue();
        });
    }

    @Test
    void aRivalThatPublishedFirstIsNotDoubled() {
        appendMixed();
        assertThatThrownBy(() -> bench.run(QualityGate.bundled(SilverTables.SALES), step -> {
                    if (step == SilverStep.SALES_JUDGED) {
                        assertThat(bench.run()).isInstanceOf(SilverOutcome.Published.class);
                    }
                }))
                .isInstanceOf(MainMovedException.class);
        assertThat(bench.sales("event_id")).hasSize(3);
        assertThat(bench.run()).isEqualTo(new SilverOutcome.NothingNew(1));
    }

    @Test
    void aDecisionOnceRecordedStaysThoughTheCatalogueChanged() {
        bench.bronze.append(TestSale.good("priceless").remove(SaleField.UNIT_PRICE), TestSale.good("b"));
        assertThatThrownBy(() -> crashAt(SilverStep.SALES_WRITTEN)).isInstanceOf(Crash.class);
        catalogue("till,p1,Stapler,Office,,5");

        assertThat(bench.publish()).isEqualTo(new RowCounts(2, 1, 1, 0));
        assertThat(bench.sales("event_id")).extracting(row -> row.getString(0)).containsExactly("b");
    }

    @Test
    void aRowThatWouldBeQuarantinedButIsNotRecordedNeedsAPerson() {
        catalogue("till,p1,Stapler,Office,,5");
        bench.bronze.append(TestSale.good("priceless").remove(SaleField.UNIT_PRICE), TestSale.good("b"));
        assertThatThrownBy(() -> crashAt(SilverStep.SALES_WRITTEN)).isInstanceOf(Crash.class);
        bench.store.put("reference/products/a.csv", HEADER.getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(bench::run)
                .isInstanceOf(ManualActionRequiredException.class)
                .hasMessageContaining("/0/0/0 (missing_field");
        assertThat(bench.lake.find(SilverTables.SALES).orElseThrow().head()).isEmpty();
    }

    @Test
    void recordedDecisionsAreGivenUpByRollingQuarantineBack() {
        bench.bronze.append(TestSale.good("a"));
        bench.publish();
        long batchOne = bench.lake
                .find(SilverTables.QUARANTINE)
                .orElseThrow()
                .head()
                .orElseThrow()
                .snapshotId();
        bench.bronze.append(TestSale.good("priceless").remove(SaleField.UNIT_PRICE));
        assertThatThrownBy(() -> crashAt(SilverStep.SALES_WRITTEN)).isInstanceOf(Crash.class);
        bench.lake.spark().sql("CALL lake.system.rollback_to_snapshot('silver.quarantine', " + batchOne + ")");
        catalogue("till,p1,Stapler,Office,,5");

        assertThat(bench.publish()).isEqualTo(new RowCounts(1, 1, 0, 0));
        assertThat(bench.reasons()).isEmpty();
    }

    @Test
    void tablesThatWereRolledBackAloneNeedAPerson() {
        bench.bronze.append(TestSale.good("a"));
        bench.publish();
        bench.lake.spark().sql("DROP TABLE lake.silver.quarantine");

        assertThatThrownBy(bench::run)
                .isInstanceOf(ManualActionRequiredException.class)
                .hasMessageContaining("rolled back alone");
    }

    private static final String HEADER = "source,product_id,product_name,category,sub_category,unit_price\n";

    private void catalogue(String line) {
        bench.store.put("reference/products/a.csv", (HEADER + line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Six rows: three are accepted, two quarantined, one is a duplicate. */
    private void appendMixed() {
        List<Value> values = new ArrayList<>();
        values.add(Value.of(TestSale.good("a")));
        values.add(Value.corrupt("{", CorruptReason.NOT_JSON, "byte 1"));
        values.add(Value.of(TestSale.good("b")));
        values.add(Value.of(TestSale.good("a")));
        values.add(Value.of(TestSale.good("b").set(SaleField.CITY, "Rome")));
        values.add(Value.of(TestSale.on("c", "2026-01-31")));
        bench.bronze.append(BronzeFixture.partition(0), values);
    }

    /** Three rows: two are accepted, one repeats a row of the first batch. */
    private void appendLater() {
        bench.bronze.append(TestSale.good("d"), TestSale.good("c2"), TestSale.good("a"));
    }

    private List<String> expected() {
        bench = new SilverBench(subdirectory("undisturbed"));
        appendMixed();
        bench.run();
        appendLater();
        bench.run();
        return bench.state();
    }

    private Path subdirectory(String name) {
        try {
            return java.nio.file.Files.createDirectory(directory.resolve(name));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private List<String> totals() {
        RowCounts counts = RowCounts.of(
                bench.lake.find(SilverTables.SALES).orElseThrow().progress().orElseThrow());
        assertThat(bench.sales("event_id")).hasSize((int) counts.accepted());
        assertThat(bench.reasons()).hasSize((int) counts.quarantined());
        return List.of(counts.rowsIn() + " in " + counts.accepted() + " out");
    }

    private void crashAt(SilverStep crash) {
        bench.run(QualityGate.bundled(SilverTables.SALES), step -> {
            if (step == crash) {
                throw new Crash();
            }
        });
    }
}
