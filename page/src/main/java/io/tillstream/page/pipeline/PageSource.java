package io.tillstream.page.pipeline;

import io.tillstream.operations.audit.Ledger;
import io.tillstream.operations.query.QueryRunner;
import io.tillstream.operations.query.ResultTable;
import io.tillstream.operations.status.PipelineCounts;
import io.tillstream.operations.trace.TraceTarget;
import java.time.Instant;
import java.util.Optional;

/** What the page asks of a pipeline. Implementations are safe for use by several threads. */
public interface PageSource {
    /** What it is, for a person: a data directory or an environment. */
    String name();

    /** What commands about it need at their end: nothing, or a blank and an option. */
    String option();

    /** Its warehouse. */
    QueryRunner warehouse();

    /**
     * A row for each stage, with the columns of {@code ./tillstream status}.
     *
     * @param now from which ages are counted
     */
    ResultTable stages(Instant now);

    /** How far each stage is in counts; empty where they cannot be asked from here. */
    Optional<PipelineCounts> counts();

    /** Draws up the row ledger, by counting rows; empty where it cannot be done from here. May take minutes. */
    Optional<Ledger> audit();

    /** Follows a sale, as {@code ./tillstream trace --format json} prints it; empty where it cannot be done from here. */
    Optional<String> trace(TraceTarget target);
}
