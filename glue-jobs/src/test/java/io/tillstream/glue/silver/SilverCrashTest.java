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
import io.tillstream.glue.silver.publish.DecisionTable;
import io.tillstream.glue.silver.publish.RowCounts;
import io.tillstream.glue.silver.publish.SilverStep;
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
            if (crash.compareTo(SilverStep.DECISIONS_PUBLISHED) <= 0) {
                assertThatThrownBy(() -> crashAt(crash)).as(crash.name()).isInstanceOf(Crash.class);
            }
        }
        assertThat(bench.run()).isEqualTo(new SilverOutcome.NothingNew(1));
        assertThat(bench.state()).isEqualTo(expected);
        assertThat(bench.lake.find(DecisionTable.NAME).orElseThrow().iceberg().refs())
                .as("no branch of a crashed run is left")
                .containsOnlyKeys("main");
    }

    @Test
    @Tag("long")
    void aRerunAfterACrashAtEachPointComesToTheSameTables() {
        List<String> expected = expected();
        for (SilverStep crash : SilverStep.values()) {
            bench = new SilverBench(subdirectory(crash.name()));
            appendMixed();
            assertThatThrownBy(() -> crashAt(crash)).as(crash.name()).isInstanceOf(Crash.class);
            appendLater();
            for (int run = 0; run < 3 && bench.run() instanceof SilverOutcome.Published; run++) {
                assertThat(run).isLessThan(2);
            }
            // Before the batch is published, the next run may take in what arrived since: one batch instead of two.
            boolean published = crash.compareTo(SilverStep.DECISIONS_PUBLISHED) >= 0;
            assertThat(published ? bench.state() : totals())
                    .as(crash.name())
                    .isEqualTo(published ? expected : List.of("9 in 5 out"));
        }
    }

    @Test
    void aBlockedBatchNeverReachesMainAndTheNextRunStartsFromTheSameCursor() {
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
            LakeTable sales = bench.lake.find(DecisionTable.NAME).orElseThrow();
            assertThat(sales.head()).isEmpty();
            assertThat(sales.iceberg().refs()).hasSize(1);
        }
        appendLater();
        assertThat(bench.run()).isInstanceOfSatisfying(SilverOutcome.Published.class, batch -> {
            assertThat(batch.counts()).isEqualTo(new RowCounts(9, 5, 2, 2));
            assertThat(batch.more()).isFalse();
        });
    }

    @Test
    void aRivalThatPublishedFirstIsNotDoubled() {
        appendMixed();
        assertThatThrownBy(() -> bench.run(QualityGate.bundled(DecisionTable.NAME), step -> {
                    if (step == SilverStep.DECISIONS_JUDGED) {
                        assertThat(bench.run()).isInstanceOf(SilverOutcome.Published.class);
                    }
                }))
                .isInstanceOf(MainMovedException.class);
        assertThat(bench.sales("event_id")).hasSize(3);
        assertThat(bench.run()).isEqualTo(new SilverOutcome.NothingNew(1));
    }

    /** Nothing of a run that ended early is left to contradict the next one. */
    @Test
    void aRunThatCrashedHasDecidedNothing() {
        catalogue("till,p1,Stapler,Office,,5");
        bench.bronze.append(TestSale.good("priceless").remove(SaleField.UNIT_PRICE), TestSale.good("b"));
        assertThatThrownBy(() -> crashAt(SilverStep.DECISIONS_JUDGED)).isInstanceOf(Crash.class);
        bench.store.put("reference/products/a.csv", HEADER.getBytes(StandardCharsets.UTF_8));

        assertThat(bench.publish()).isEqualTo(new RowCounts(2, 1, 1, 0));
        assertThat(bench.sales("event_id")).extracting(row -> row.getString(0)).containsExactly("b");
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
                bench.lake.find(DecisionTable.NAME).orElseThrow().progress().orElseThrow());
        assertThat(bench.sales("event_id")).hasSize((int) counts.accepted());
        assertThat(bench.reasons()).hasSize((int) counts.quarantined());
        return List.of(counts.rowsIn() + " in " + counts.accepted() + " out");
    }

    private void crashAt(SilverStep crash) {
        bench.run(QualityGate.bundled(DecisionTable.NAME), step -> {
            if (step == crash) {
                throw new Crash();
            }
        });
    }
}
