package io.tillstream.operations.status;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.operations.audit.BronzeChains;
import io.tillstream.operations.audit.PartitionKey;
import io.tillstream.operations.audit.SilverTotals;
import io.tillstream.operations.machine.LocalPipeline;
import io.tillstream.operations.machine.SalesTopic;
import io.tillstream.operations.query.QueryRunner;
import io.tillstream.operations.query.ResultTable;
import io.tillstream.warehouse.AuditQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.S3Client;

/** Asks every stage how far it is: Kafka, Bronze, the tables' own metadata and the warehouse's ledger. */
public final class PipelineStatus {
    /** Columns of a status. */
    static final List<ResultTable.Column> COLUMNS = List.of(
            new ResultTable.Column("stage", false),
            new ResultTable.Column("state", false),
            new ResultTable.Column("lag", true),
            new ResultTable.Column("unit", false),
            new ResultTable.Column("fresh", false),
            new ResultTable.Column("last", false),
            new ResultTable.Column("last_error", false));

    private final SalesTopic topic;
    private final BronzeChains chains;
    private final LakeTables tables;
    private final QueryRunner warehouse;
    private final Supplier<StageHistory> history;

    /** @param pipeline whose stages are asked; broker, S3 and warehouse run */
    public PipelineStatus(LocalPipeline pipeline) {
        S3Client s3 = pipeline.s3();
        this.topic = pipeline.topic();
        this.chains = new BronzeChains(s3, pipeline.bucket(), pipeline.topicName());
        this.tables = new LakeTables(pipeline.catalogDatabase(), s3);
        this.warehouse = pipeline.warehouse();
        this.history = pipeline::history;
    }

    /**
     * A row for each stage, in the order of the flow.
     *
     * @param now from which freshness is counted
     */
    public ResultTable table(Instant now) {
        List<List<String>> rows = new ArrayList<>();
        for (StageStatus stage : stages()) {
            List<String> row = new ArrayList<>(List.of(
                    stage.stage(),
                    stage.state(),
                    Long.toString(stage.lag()),
                    stage.unit(),
                    stage.fresh().map(fresh -> age(fresh, now)).orElse("never"),
                    stage.batch()));
            row.add(
                    stage.history().failedAt() == null
                            ? ""
                            : stage.history().failedAt() + " " + stage.history().error());
            rows.add(row);
        }
        return new ResultTable(COLUMNS, rows);
    }

    /** A lake of an earlier release has its cursor in another table until the first run of Silver moves it. */
    private Optional<LakeTables.Head> silver() {
        return tables.head("silver", "decisions").or(() -> tables.head("silver", "sales"));
    }

    /** How far each stage is, in counts. */
    public PipelineCounts counts() {
        Optional<LakeTables.Head> silver = silver();
        Optional<LakeTables.Head> gold = tables.head("gold", "fact_sales");
        Optional<Map<String, String>> loaded = ledgerHead();
        long inBronze = 0;
        long readable = 0;
        long decided = 0;
        List<Instant> written = new ArrayList<>();
        for (Map.Entry<PartitionKey, Long> partition : topic.ends().entrySet()) {
            // Silver's cursor is where an object of the chain ended: listing from there costs what is new, not history.
            long cursor = silver.map(head -> cursor(head.cursor(), partition.getKey()))
                    .orElse(0L);
            BronzeChains.ChainHead head = chains.head(partition.getKey(), Math.min(cursor, partition.getValue()));
            inBronze += head.end();
            readable += partition.getValue();
            decided += cursor;
            head.written().ifPresent(written::add);
        }
        return new PipelineCounts(
                readable,
                inBronze,
                written.stream().max(Comparator.naturalOrder()).or(() -> silver.map(LakeTables.Head::committed)),
                decided,
                batchNo(silver),
                silver.map(PipelineStatus::totals).orElse(SilverTotals.NONE),
                silver.map(LakeTables.Head::committed),
                batchNo(gold),
                gold.map(head -> head.total("rows")).orElse(0L),
                gold.map(LakeTables.Head::committed),
                number(loaded, "number"),
                number(loaded, "batch_no_to"),
                number(loaded, "fact_rows"),
                loaded.map(row -> instant(row.get("loaded_at"))));
    }

    private List<StageStatus> stages() {
        StageHistory stages = history.get();
        PipelineCounts counts = counts();
        long committed = topic.writerCommits().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        return List.of(
                new StageStatus(
                        "bronze",
                        counts.bronzeLag(),
                        "records",
                        counts.bronzeAt(),
                        counts.bronzeOffsets() + " offsets, " + committed + " committed",
                        stages.of("bronze")),
                new StageStatus(
                        "silver",
                        counts.silverLag(),
                        "records",
                        counts.silverAt(),
                        "batch " + counts.silverBatch(),
                        stages.of("silver")),
                new StageStatus(
                        "gold",
                        counts.goldLag(),
                        "batches",
                        counts.goldAt(),
                        "batch " + counts.goldBatch(),
                        stages.of("gold")),
                new StageStatus(
                        "load",
                        counts.loadLag(),
                        "batches",
                        counts.loadedAt(),
                        "load set " + counts.loadSet() + ", batch " + counts.loadedBatch(),
                        stages.of("load")));
    }

    private static SilverTotals totals(LakeTables.Head head) {
        return new SilverTotals(
                head.total("rows_in"),
                head.total("accepted"),
                head.total("quarantined"),
                head.total("duplicates"),
                head.total("withdrawn"));
    }

    private static long number(Optional<Map<String, String>> row, String column) {
        return row.map(values -> Long.parseLong(values.get(column))).orElse(0L);
    }

    private Optional<Map<String, String>> ledgerHead() {
        // Before the migrations have run there is no ledger to ask.
        if (!warehouse.hasLoadLedger()) {
            return Optional.empty();
        }
        ResultTable table = warehouse.query(AuditQuery.LEDGER_HEAD.query());
        if (table.rows().isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> row = new HashMap<>();
        for (int i = 0; i < table.columns().size(); i++) {
            row.put(table.columns().get(i).name(), table.rows().get(0).get(i));
        }
        return Optional.of(row);
    }

    private static long cursor(JsonNode cursor, PartitionKey partition) {
        return cursor.properties().stream()
                .filter(entry -> PartitionKey.ofCursorKey(entry.getKey()).equals(partition))
                .mapToLong(entry -> entry.getValue().asLong())
                .findFirst()
                .orElse(0);
    }

    private static long batchNo(Optional<LakeTables.Head> head) {
        return head.map(LakeTables.Head::batchNo).orElse(0L);
    }

    /** The warehouse's timestamps are UTC without a zone. */
    private static Instant instant(String timestamp) {
        return java.sql.Timestamp.valueOf(timestamp).toLocalDateTime().toInstant(java.time.ZoneOffset.UTC);
    }

    static String age(Instant then, Instant now) {
        Duration age = Duration.between(then, now);
        long seconds = Math.max(0, age.toSeconds());
        if (seconds < 120) {
            return seconds + " s ago";
        }
        return seconds < 7200 ? seconds / 60 + " min ago" : seconds / 3600 + " h ago";
    }
}
