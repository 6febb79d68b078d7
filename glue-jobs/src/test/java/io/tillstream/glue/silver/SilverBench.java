package io.tillstream.glue.silver;

import io.tillstream.glue.lake.FileObjectStore;
import io.tillstream.glue.lake.Lake;
import io.tillstream.glue.lake.TestSession;
import io.tillstream.glue.silver.input.BronzeFixture;
import io.tillstream.glue.silver.publish.DecisionTable;
import io.tillstream.glue.silver.publish.RowCounts;
import io.tillstream.glue.silver.publish.SilverStep;
import io.tillstream.quality.QualityGate;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/** Silver over a fresh lake: Bronze objects in, runs, and what the tables hold then. */
public final class SilverBench {
    public final FileObjectStore store;
    public final BronzeFixture bronze;
    public final Lake lake;
    public Instant now = Instant.parse("2026-03-20T00:00:00Z");
    public SilverSettings settings = new SilverSettings(BronzeFixture.TOPIC, ZoneOffset.UTC, "USD", 35, 1_000_000);

    public SilverBench(Path directory) {
        store = new FileObjectStore(directory);
        bronze = new BronzeFixture(store);
        lake = TestSession.preparedLake(store, "silver", DecisionTable::open);
    }

    public SilverOutcome run() {
        return run(QualityGate.bundled(DecisionTable.NAME), step -> {});
    }

    SilverOutcome run(QualityGate gate, SilverStep.Listener steps) {
        return new SilverRun(lake, settings, gate, steps, () -> now).run();
    }

    public RowCounts publish() {
        return ((SilverOutcome.Published) run()).counts();
    }

    List<Row> sales(String columns) {
        return query("SELECT " + columns
                + " FROM lake.silver.decisions WHERE decision = 'accepted' AND superseded_by IS NULL"
                + " ORDER BY topic_id, kafka_partition, kafka_offset");
    }

    /** Returns the quarantined rows' reasons, by offset in partition 0. */
    public Map<Long, String> reasons() {
        Map<Long, String> reasons = new TreeMap<>();
        query(
                        "SELECT kafka_offset, reason FROM lake.silver.decisions WHERE decision = 'quarantined' AND superseded_by IS NULL")
                .forEach(row -> reasons.put(row.getLong(0), row.getString(1)));
        return reasons;
    }

    public List<Row> query(String sql) {
        // The jobs commit through Iceberg's own API; Spark's cached plan of the table would show the state before.
        lake.spark().catalog().refreshTable("lake.silver.decisions");
        return lake.spark().sql(sql).collectAsList();
    }

    /** Returns everything that two runs must agree on: all decisions, progress, cursor copy. */
    List<String> state() {
        return List.of(
                query("SELECT * FROM lake.silver.decisions ORDER BY topic_id, kafka_partition, kafka_offset, batch_no")
                        .stream()
                        .map(row -> row.mkString("|").replaceAll("\\[B@[0-9a-f]+", ""))
                        .toList()
                        .toString(),
                query(
                                "SELECT string(payload) FROM lake.silver.decisions ORDER BY topic_id, kafka_partition, kafka_offset")
                        .toString(),
                new TreeMap<>(lake.find(DecisionTable.NAME)
                                .orElseThrow()
                                .progress()
                                .orElseThrow()
                                .properties())
                        .toString(),
                new String(store.read(SilverRun.CURSOR_KEY).orElseThrow(), java.nio.charset.StandardCharsets.UTF_8));
    }
}
