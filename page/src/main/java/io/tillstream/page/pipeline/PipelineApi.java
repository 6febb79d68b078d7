package io.tillstream.page.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillstream.operations.audit.LedgerJson;
import io.tillstream.operations.query.ResultTable;
import io.tillstream.operations.status.PipelineCounts;
import io.tillstream.operations.trace.TraceTarget;
import io.tillstream.page.http.Reply;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The pipeline for the page. */
public final class PipelineApi {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PageSource source;
    private final AuditDesk audits;
    private final Clock clock;

    /** Makes one. */
    public PipelineApi(PageSource source, Clock clock) {
        this.source = source;
        this.clock = clock;
        this.audits = new AuditDesk(source::audit, clock);
    }

    /** Where ledgers are kept; the caller closes it. */
    public AuditDesk audits() {
        return audits;
    }

    /** Verdict, stages, counts, the newest ledger and the newest loads. */
    public Reply overview() {
        Overview overview = Overview.of(source, audits.state(), clock.instant());
        AuditDesk.State audit = overview.audit();
        Verdict verdict = overview.verdict();
        ObjectNode body = JSON.createObjectNode()
                .put("name", overview.name())
                .put("option", overview.option())
                .put("at", overview.at().toString());
        body.putObject("verdict")
                .put("level", verdict.level().name().toLowerCase(Locale.ROOT))
                .put("title", verdict.title())
                .put("detail", verdict.detail())
                .put("next", verdict.next());
        rows(body.putArray("stages"), overview.stages());
        overview.counts().ifPresent(counts -> counts(body.putObject("counts"), counts));
        ObjectNode ledger = body.putObject("audit")
                .put("running", audit.running())
                .put("error", audit.error())
                .put("at", audit.at().map(Instant::toString).orElse(null));
        audit.ledger().ifPresent(drawn -> ledger.set("ledger", LedgerJson.full(drawn)));
        rows(body.putArray("loads"), overview.loads());
        body.put("loads_error", overview.loadsError());
        return Reply.json(body);
    }

    /** Starts an audit unless one runs. */
    public Reply audit() {
        audits.start();
        return Reply.json(JSON.createObjectNode().put("running", true));
    }

    /**
     * Follows a sale.
     *
     * @param id an event id, an order id, or {@code PARTITION:OFFSET} where {@code record} is true
     */
    public Reply trace(String id, boolean record) {
        TraceTarget target = record ? TraceTarget.Record.parse(id) : new TraceTarget.Id(id);
        try {
            Optional<String> found = source.trace(target);
            return found.isPresent()
                    ? Reply.json(JSON.readTree(found.get()))
                    : Reply.problem(
                            501,
                            "On AWS a sale cannot be traced from here. ./tillstream query" + source.option()
                                    + " --sql finds it by its event_id in sales.fact_sales.");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a trace is JSON", e);
        }
    }

    private static void rows(ArrayNode array, ResultTable table) {
        for (List<String> row : table.rows()) {
            ObjectNode object = array.addObject();
            for (int i = 0; i < row.size(); i++) {
                object.put(table.columns().get(i).name(), row.get(i));
            }
        }
    }

    private static void counts(ObjectNode json, PipelineCounts counts) {
        json.put("kafka_offsets", counts.kafkaOffsets())
                .put("bronze_offsets", counts.bronzeOffsets())
                .put("bronze_lag", counts.bronzeLag())
                .put("decided_offsets", counts.decidedOffsets())
                .put("silver_lag", counts.silverLag())
                .put("silver_batch", counts.silverBatch())
                .put("rows_in", counts.silver().rowsIn())
                .put("accepted", counts.silver().accepted())
                .put("quarantined", counts.silver().quarantined())
                .put("duplicates", counts.silver().duplicates())
                .put("gold_batch", counts.goldBatch())
                .put("gold_rows", counts.goldRows())
                .put("gold_lag", counts.goldLag())
                .put("load_set", counts.loadSet())
                .put("loaded_batch", counts.loadedBatch())
                .put("warehouse_rows", counts.warehouseRows())
                .put("load_lag", counts.loadLag());
        time(json, "bronze_at", counts.bronzeAt());
        time(json, "silver_at", counts.silverAt());
        time(json, "gold_at", counts.goldAt());
        time(json, "loaded_at", counts.loadedAt());
    }

    private static void time(ObjectNode json, String name, Optional<Instant> at) {
        json.put(name, at.map(Instant::toString).orElse(null));
    }
}
