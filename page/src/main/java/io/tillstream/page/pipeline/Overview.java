package io.tillstream.page.pipeline;

import io.tillstream.operations.command.CommandException;
import io.tillstream.operations.query.ResultTable;
import io.tillstream.operations.status.PipelineCounts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where a pipeline is at one moment.
 *
 * @param name what it is
 * @param option what commands about it need at their end
 * @param at when it was asked
 * @param verdict the answer to "is anything missing?"
 * @param stages the table of {@code ./tillstream status}
 * @param counts how far the stages are, where that is known
 * @param audit the newest audit
 * @param loads the newest loads, newest first
 * @param loadsError why they could not be read; empty where they could
 */
public record Overview(
        String name,
        String option,
        Instant at,
        Verdict verdict,
        ResultTable stages,
        Optional<PipelineCounts> counts,
        AuditDesk.State audit,
        ResultTable loads,
        String loadsError) {
    private static final String LOADS = "SELECT number, revision, batch_no_from, batch_no_to, fact_rows, rows_added,"
            + " loaded_at FROM ops.load_history ORDER BY number DESC LIMIT 12";
    private static final ResultTable NONE = new ResultTable(List.of(), List.of());

    /** Asks the pipeline. A list of loads that the caller may not read does not hide the rest. */
    public static Overview of(PageSource source, AuditDesk.State audit, Instant now) {
        ResultTable stages = source.stages(now);
        Optional<PipelineCounts> counts = source.counts();
        ResultTable loads = NONE;
        String loadsError = "";
        // Before the first load the warehouse may not even have its tables.
        if (counts.isEmpty() || counts.get().loadSet() > 0) {
            try {
                loads = source.warehouse().query(LOADS);
            } catch (CommandException e) {
                loadsError = e.getMessage();
            }
        }
        Verdict verdict = Verdict.of(stages, counts, audit, source.option());
        return new Overview(source.name(), source.option(), now, verdict, stages, counts, audit, loads, loadsError);
    }
}
