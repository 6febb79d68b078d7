package io.tillstream.glue.silver.redecide;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.events.SaleField;
import io.tillstream.glue.audit.AuditRun;
import io.tillstream.glue.silver.SilverBench;
import io.tillstream.glue.silver.input.BronzeFixture;
import io.tillstream.glue.silver.input.TestSale;
import io.tillstream.glue.silver.publish.DecisionTable;
import io.tillstream.glue.silver.publish.RowCounts;
import io.tillstream.glue.trace.BronzeSearch;
import io.tillstream.glue.trace.TraceRun;
import io.tillstream.glue.trace.TracedRow.Decision;
import io.tillstream.glue.trace.TracedRow.Step;
import io.tillstream.quality.QualityGate;
import io.tillstream.quality.QualityGateException;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.apache.spark.sql.Column;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A later decision supersedes the earlier one on the same row, and the ledger still balances (invariant 4). */
class RedecisionTest {
    @TempDir
    private Path directory;

    @Test
    void aSaleIsTakenBackReplacedAndPutBack() {
        SilverBench bench = new SilverBench(directory);
        assertThat(redecision(bench, "none").withdraw(lit(true))).isEmpty();
        bench.bronze.append(TestSale.good("a"), TestSale.good("b"), TestSale.on("c", "2026-01-31"), TestSale.good("a"));
        bench.publish();

        assertThat(redecision(bench, "wrong price").withdraw(event("a"))).isEqualTo(OptionalLong.of(2));
        assertThat(redecision(bench, "wrong price").withdraw(event("a")))
                .as("withdrawn already")
                .isEmpty();
        assertThat(totals(bench, 2)).isEqualTo(new RowCounts(4, 2, 0, 1, 1));
        assertThat(totals(bench, 1)).as("as it was").isEqualTo(new RowCounts(4, 3, 0, 1));
        assertThat(bench.query(
                        "SELECT event_id, product_id, revenue, order_date, decided_by, why FROM lake.silver.decisions"
                                + " WHERE decision = 'withdrawn'"))
                .extracting(Object::toString)
                .containsExactly("[a,null,null,2026-03-10,test,wrong price]");

        // The same again stays withdrawn, the corrected sale counts.
        bench.bronze.append(TestSale.good("a"), TestSale.good("a").set(SaleField.CITY, "Rome"));
        assertThat(bench.publish()).isEqualTo(new RowCounts(2, 1, 0, 1));
        assertThatThrownBy(() -> redecision(bench, "no").putBack(event("a")))
                .isInstanceOf(QualityGateException.class)
                .hasMessageContaining("IsPrimaryKey");
        assertThat(redecision(bench, "not this one")
                        .withdraw(event("a").and(col("city").equalTo("Rome"))))
                .isEqualTo(OptionalLong.of(4));
        assertThat(redecision(bench, "the first was right")
                        .putBack(event("a").and(col("kafka_offset").equalTo(0))))
                .isEqualTo(OptionalLong.of(5));
        assertThat(totals(bench, 5)).isEqualTo(new RowCounts(6, 3, 0, 2, 1));
        assertThat(new AuditRun(bench.lake).at(5).silver().revenue())
                .isEqualTo(new AuditRun(bench.lake).at(1).silver().revenue());

        var first = new TraceRun(bench.lake, BronzeFixture.TOPIC, 9)
                .find(BronzeSearch.at(0, 0))
                .rows()
                .get(0);
        String at = "2026-03-20T00:00:00Z";
        assertThat(first.decisions())
                .containsExactly(
                        new Step(Decision.ACCEPTED, 1, "silver", at, null),
                        new Step(Decision.WITHDRAWN, 2, "test", at, "wrong price"),
                        new Step(Decision.ACCEPTED, 5, "test", at, "the first was right"));
    }

    private static RowCounts totals(SilverBench bench, long batchNo) {
        var audit = new AuditRun(bench.lake).at(batchNo);
        assertThat(audit.silver().rows()).isEqualTo(audit.totals().accepted());
        assertThat(audit.quarantineRows()).isEqualTo(audit.totals().quarantined());
        assertThat(audit.duplicateRows()).isEqualTo(audit.totals().duplicates());
        assertThat(audit.withdrawnRows()).isEqualTo(audit.totals().withdrawn());
        return audit.totals();
    }

    private static Column event(String id) {
        return col("event_id").equalTo(id);
    }

    private static Redecision redecision(SilverBench bench, String why) {
        return new Redecision(bench.lake, QualityGate.bundled(DecisionTable.NAME), "test", why, bench.now);
    }
}
