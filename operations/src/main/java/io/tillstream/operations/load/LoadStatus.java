package io.tillstream.operations.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tillstream.lake.LakeKeys;
import io.tillstream.operations.query.QueryRunner;
import io.tillstream.operations.query.ResultTable;
import io.tillstream.warehouse.AuditQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * How far loading has come.
 *
 * @param pause the pause in effect, if any
 * @param loaded number of the last load set in the warehouse, 0 for none
 * @param batchNo its last batch
 * @param factRows rows of the fact table after it
 * @param waiting the sets that are published and not loaded, up to the first that is missing
 * @param missing the set after them, where it is missing although there is a later one
 * @param lastStatus how the loader's last invocation ended: {@code done}, {@code paused}, {@code retrying}, {@code rejected},
 *     {@code needs_person}; empty if it never ran
 * @param lastAt when that was
 * @param lastMessage what it said; empty if nothing failed
 */
public record LoadStatus(
        Optional<LoadPause> pause,
        long loaded,
        long batchNo,
        long factRows,
        List<WaitingSet> waiting,
        Optional<MissingSet> missing,
        String lastStatus,
        String lastAt,
        String lastMessage) {
    private static final String OUTCOME_KEY = LakeKeys.LOADER_OUTCOME;
    private static final Set<String> STOPPED = Set.of("rejected", "needs_person");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Asks the lake and the warehouse. */
    public static LoadStatus read(S3Client s3, String bucket, QueryRunner warehouse) {
        // Before the migrations have run there is no ledger to ask: nothing is loaded.
        List<String> head = warehouse.hasLoadLedger()
                ? warehouse.query(AuditQuery.LEDGER_HEAD.query()).rows().stream()
                        .findFirst()
                        .orElse(List.of())
                : List.of();
        long loaded = value(head, "number");
        JsonNode outcome = outcome(s3, bucket);
        List<WaitingSet> waiting = WaitingSet.after(loaded, s3, bucket);
        return new LoadStatus(
                LoadPause.read(s3, bucket),
                loaded,
                value(head, "batch_no_to"),
                value(head, "fact_rows"),
                waiting,
                MissingSet.before(loaded + waiting.size() + 1, s3, bucket),
                outcome.path("status").asText(""),
                outcome.path("at").asText(""),
                outcome.path("message").asText(""));
    }

    private static JsonNode outcome(S3Client s3, String bucket) {
        try {
            Optional<String> text = StateObject.read(s3, bucket, OUTCOME_KEY);
            return text.isPresent() ? JSON.readTree(text.get()) : MissingNode.getInstance();
        } catch (JsonProcessingException e) {
            // Advisory: no matter what it says, the ledger and the lake decide what is loaded.
            return MissingNode.getInstance();
        }
    }

    private static long value(List<String> row, String column) {
        return row.isEmpty()
                ? 0
                : Long.parseLong(
                        row.get(AuditQuery.LEDGER_HEAD.query().columns().indexOf(column)));
    }

    /** Returns whether sets are waiting and the loader will not load them, or those after them, until somebody acts. */
    public boolean needsManualAction() {
        return missing.isPresent() || isStopped();
    }

    private boolean isStopped() {
        return !waiting.isEmpty() && STOPPED.contains(lastStatus);
    }

    /** Returns whether sets are waiting and the loader's last attempt at them failed, for any reason. */
    public boolean isFailing() {
        return needsManualAction() || (!waiting.isEmpty() && lastStatus.equals("retrying"));
    }

    /** Returns it as one row. */
    public ResultTable table() {
        List<String> row = new ArrayList<>(List.of(
                pause.isPresent() ? "paused" : needsManualAction() ? "stopped" : "running",
                Long.toString(loaded),
                Long.toString(batchNo),
                Long.toString(factRows),
                Integer.toString(waiting.size()),
                lastStatus,
                lastAt,
                pause.map(LoadPause::text)
                        .or(() -> missing.map(MissingSet::text))
                        .orElse(lastMessage)));
        return new ResultTable(
                List.of(
                        new ResultTable.Column("state", false),
                        new ResultTable.Column("load_set", true),
                        new ResultTable.Column("batch_no", true),
                        new ResultTable.Column("fact_rows", true),
                        new ResultTable.Column("waiting", true),
                        new ResultTable.Column("last_status", false),
                        new ResultTable.Column("last_at", false),
                        new ResultTable.Column("message", false)),
                List.of(row));
    }

    /**
     * Returns it for a person, with what to do next.
     *
     * @param option what those commands need at their end: nothing, or a blank and an option ({@link LoadSite#option})
     */
    public String text(String option) {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "loading",
                pause.map(LoadPause::text).orElse(needsManualAction() ? "stopped: manual action needed" : "running"));
        line(
                text,
                "warehouse",
                loaded == 0 ? "empty" : "load set " + loaded + ", batch " + batchNo + ", " + factRows + " facts");
        line(
                text,
                "waiting",
                waiting.isEmpty()
                        ? "nothing"
                        : "load set " + waiting.stream().map(WaitingSet::text).collect(Collectors.joining(", ")));
        missing.ifPresent(set -> line(text, "missing", set.text()));
        line(text, "last run", lastStatus.isEmpty() ? "none" : lastStatus + " at " + lastAt);
        if (!lastMessage.isEmpty()) {
            line(text, "", lastMessage);
        }
        advice(option).ifPresent(next -> line(text, "next", next));
        return text.toString();
    }

    private Optional<String> advice(String option) {
        if (pause.isPresent()) {
            return Optional.of("./tillstream load resume" + option);
        }
        if (missing.isPresent() && waiting.isEmpty()) {
            return Optional.of("restore the missing file, then ./tillstream load redrive" + option);
        }
        if (isStopped()) {
            return Optional.of("fix what the message names, then ./tillstream load redrive" + option
                    + "; if the set itself is wrong, ./tillstream load supersede "
                    + waiting.get(0).number() + " --reason TEXT" + option);
        }
        return waiting.isEmpty() ? Optional.empty() : Optional.of("./tillstream load redrive" + option);
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format(java.util.Locale.ROOT, "%-10s %s%n", name, value));
    }
}
