package io.tillstream.glue.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.events.CorruptReason;
import io.tillstream.events.Sale;
import io.tillstream.events.SaleEncoder;
import io.tillstream.events.SaleField;
import io.tillstream.glue.gold.GoldRun;
import io.tillstream.glue.silver.SilverBench;
import io.tillstream.glue.silver.input.BronzeFixture;
import io.tillstream.glue.silver.input.BronzeFixture.Value;
import io.tillstream.glue.silver.input.TestSale;
import io.tillstream.glue.trace.TracedRow.Decision;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.spark.sql.Column;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a row is found again, whatever was decided on it. */
class TraceRunTest {
    @TempDir
    private Path directory;

    private SilverBench bench;

    @BeforeEach
    void freshLake() {
        bench = new SilverBench(directory);
    }

    @Test
    void inAnEmptyLakeThereIsNothing() {
        assertThat(find(BronzeSearch.named("e1"))).isEqualTo(new Trace(List.of(), false));
    }

    @Test
    void everyDecisionIsFoundByEventIdOrderIdAndOffset() {
        Sale sale = TestSale.good("e1");
        String key = bench.bronze.append(
                BronzeFixture.partition(0),
                List.of(
                        Value.of(sale),
                        Value.of(sale),
                        Value.of(TestSale.good("e1").set(SaleField.CITY, "Rome")),
                        Value.corrupt("{NOT", CorruptReason.NOT_JSON, "where")));
        bench.publish();
        new GoldRun(bench.lake, ZoneOffset.UTC, table -> {}).run();
        String late = bench.bronze.append(sale);

        Trace trace = find(BronzeSearch.named("e1"));

        assertThat(trace.more()).isFalse();
        assertThat(trace.rows())
                .extracting(TracedRow::decision)
                .containsExactly(Decision.ACCEPTED, Decision.DUPLICATE, Decision.QUARANTINED, Decision.WAITING);
        assertThat(trace.rows()).extracting(TracedRow::object).containsExactly(key, key, key, late);

        TracedRow accepted = trace.rows().get(0);
        assertThat(accepted.coordinates()).isEqualTo(at(0));
        assertThat(accepted.batchNo()).isEqualTo(1);
        assertThat(accepted.sale().revenue()).isEqualTo("53.973000");
        assertThat(accepted.sale().orderDate()).isEqualTo("2026-03-10");
        assertThat(accepted.fact().revenue()).isEqualTo("53.973000");
        assertThat(accepted.fact().dateKey()).isEqualTo(20260310);
        assertThat(accepted.fact().batchNo()).isEqualTo(1);
        assertThat(accepted.payload()).isEqualTo(new SaleEncoder().encode(sale));
        assertThat(accepted.payloadExact()).isFalse();

        assertThat(accepted.decisions())
                .containsExactly(new TracedRow.Step(Decision.ACCEPTED, 1, "silver", "2026-03-20T00:00:00Z", null));
        assertThat(trace.rows().get(1).other()).isEqualTo(at(0));
        assertThat(trace.rows().get(1).batchNo()).isEqualTo(1);
        assertThat(trace.rows().get(2).other()).isEqualTo(at(0));
        assertThat(trace.rows().get(2).reason().code()).isEqualTo("event_id_conflict");
        assertThat(trace.rows().get(3).other()).isNull();

        assertThat(find(BronzeSearch.named("order-e1")).rows()).hasSize(4);
        TracedRow corrupt = find(BronzeSearch.at(0, 3)).rows().get(0);
        assertThat(corrupt.decision()).isEqualTo(Decision.QUARANTINED);
        assertThat(new String(corrupt.payload(), StandardCharsets.UTF_8)).isEqualTo("{NOT");
        assertThat(corrupt.payloadExact()).isTrue();
        assertThat(corrupt.eventId()).isNull();
    }

    @Test
    void whatIsBeyondTheLimitIsSaidToBeThere() {
        bench.bronze.append(TestSale.good("e1"), TestSale.good("e1"), TestSale.good("e1"));

        Trace trace = new TraceRun(bench.lake, BronzeFixture.TOPIC, 2).find(BronzeSearch.named("e1"));

        assertThat(trace.rows()).hasSize(2);
        assertThat(trace.more()).isTrue();
    }

    @Test
    void theResultLineHasTheNamesOfTheContract() {
        bench.bronze.append(TestSale.good("e1"));
        bench.publish();

        JsonNode row = new ObjectMapper()
                .valueToTree(find(BronzeSearch.named("e1")).rows().get(0));

        assertThat(row.at("/coordinates/topic_id").asText()).isEqualTo(BronzeFixture.TOPIC_ID);
        assertThat(row.at("/coordinates/offset").asLong()).isZero();
        assertThat(row.path("decision").asText()).isEqualTo("accepted");
        assertThat(row.path("payload_exact").asBoolean()).isFalse();
        assertThat(row.at("/sale/revenue").decimalValue()).isEqualByComparingTo("53.973");
        assertThat(row.has("fact")).isFalse();
    }

    private Trace find(Column condition) {
        return new TraceRun(bench.lake, BronzeFixture.TOPIC, 50).find(condition);
    }

    private static RowCoordinates at(long offset) {
        return new RowCoordinates(BronzeFixture.TOPIC_ID, 0, offset, 0);
    }
}
