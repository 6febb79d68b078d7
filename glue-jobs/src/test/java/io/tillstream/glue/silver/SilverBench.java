package io.tillstream.glue.silver;

import io.tillstream.glue.lake.FileObjectStore;
import io.tillstream.glue.lake.Lake;
import io.tillstream.glue.lake.TestSession;
import io.tillstream.glue.silver.input.BronzeFixture;
import io.tillstream.glue.silver.publish.RowCounts;
import io.tillstream.glue.silver.publish.SilverStep;
import io.tillstream.glue.silver.publish.SilverTables;
import io.tillstream.quality.QualityGate;
import java.nio.file.Path;
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
    public SilverSettings settings = new SilverSettings(BronzeFixture.TOPIC, ZoneOffset.UTC, "USD", 35, 1_000_000);

    public SilverBench(Path directory) {
        store = new FileObjectStore(directory);
        bronze = new BronzeFixture(store);
        lake = TestSession.preparedLake(store, "silver", fresh -> {
            SilverTables.sales(fresh);
            SilverTables.quarantine(fresh);
        });
    }

    public SilverOutcome run() {
        return new SilverRun(lake, settings, (done, total) -> {}).run();
    }

    SilverOutcome run(QualityGate gate, SilverStep.Listener steps) {
        return new SilverRun(lake, settings, gate, steps).run();
    }

    public RowCounts publish() {
        return ((SilverOutcome.Published) run()).counts();
    }

    List<Row> sales(String columns) {
        return query("SELECT " + columns + " FROM lake.silver.sales ORDER BY topic_id, kafka_partition, kafka_offset");
    }

    /** Returns the quarantined rows' reasons, by offset in partition 0. */
    Map<Long, String> reasons() {
        Map<Long, String> reasons = new TreeMap<>();
        query("SELECT kafka_offset, reason FROM lake.silver.quarantine")
                .forEach(row -> reasons.put(row.getLong(0), row.getString(1)));
        return reasons;
    }

    public List<Row> query(String sql) {
        // The jobs commit through Iceberg's own API; Spark's cached plan of the table would show the state before.
        lake.spark().catalog().refreshTable("lake.silver.sales");
        lake.spark().catalog().refreshTable("lake.silver.quarantine");
        return lake.spark().sql(sql).collectAsList();
    }

    /** Returns everything that two runs must agree on: rows of both tables, progress, cursor copy. */
    List<String> state() {
        var sales = lake.find(SilverTables.SALES).orElseThrow();
        var quarantine = lake.find(SilverTables.QUARANTINE).orElseThrow();
        return List.of(
                sales("*").toString(),
                query(
                                "SELECT topic_id, kafka_partition, kafka_offset, reason, reason_detail, string(payload), other_offset,"
                                        + " batch_no FROM lake.silver.quarantine ORDER BY 1, 2, 3")
                        .toString(),
                new TreeMap<>(sales.progress().orElseThrow().properties()).toString(),
                new TreeMap<>(quarantine.progress().orElseThrow().properties()).toString(),
                new String(store.read(SilverRun.CURSOR_KEY).orElseThrow(), java.nio.charset.StandardCharsets.UTF_8));
    }
}
