package io.tillstream.page;

import io.tillstream.operations.audit.Ledger;
import io.tillstream.operations.audit.SilverTotals;
import io.tillstream.operations.command.CommandException;
import io.tillstream.operations.query.QueryRunner;
import io.tillstream.operations.query.ResultTable;
import io.tillstream.operations.status.PipelineCounts;
import io.tillstream.operations.trace.TraceTarget;
import io.tillstream.page.pipeline.PageSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A pipeline whose warehouse is real and whose stages say what a test wants. */
public final class FakeSource implements PageSource {
    private static final Instant EARLIER = Instant.parse("2026-11-01T10:00:00Z");

    private final QueryRunner warehouse;
    private volatile long kafka = 9_030;
    private volatile long loadSet = 1;
    private volatile String goldError = "";
    private volatile boolean silent;
    private volatile Optional<Ledger> ledger = Optional.empty();

    public FakeSource(QueryRunner warehouse) {
        this.warehouse = warehouse;
    }

    /** Sets where the log ends. */
    public void kafka(long offsets) {
        kafka = offsets;
    }

    /** Sets the newest load set. */
    public void loadSet(long number) {
        loadSet = number;
    }

    /** Lets stage gold have failed; no text for a stage that works. */
    public void goldFailed(String error) {
        goldError = error;
    }

    /** Whether the pipeline's parts answer nothing. */
    public void silent(boolean yes) {
        silent = yes;
    }

    /** What an audit finds. */
    public void ledger(Ledger found) {
        ledger = Optional.of(found);
    }

    @Override
    public String name() {
        return "/data/shop/.tillstream";
    }

    @Override
    public String option() {
        return " --data-dir /data/shop/.tillstream";
    }

    @Override
    public QueryRunner warehouse() {
        return warehouse;
    }

    @Override
    public ResultTable stages(Instant now) {
        if (silent) {
            throw new CommandException.Failed("The Kafka broker did not answer: it has ended.");
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("bronze", "up to date", "0", "records", "5 s ago", "9030 offsets, 9030 committed", ""));
        rows.add(List.of("silver", "up to date", "0", "records", "5 s ago", "batch 1", ""));
        String state = goldError.isEmpty() ? "up to date" : "failed";
        rows.add(List.of("gold", state, "0", "batches", "4 s ago", "batch 1", goldError));
        rows.add(List.of("load", "up to date", "0", "batches", "3 s ago", "load set 1, batch 1", ""));
        return new ResultTable(
                Stream.of("stage", "state", "lag", "unit", "fresh", "last", "last_error")
                        .map(name -> new ResultTable.Column(name, false))
                        .toList(),
                rows);
    }

    @Override
    public Optional<PipelineCounts> counts() {
        Optional<Instant> at = Optional.of(EARLIER);
        return Optional.of(new PipelineCounts(
                kafka,
                9_030,
                at,
                9_030,
                1,
                new SilverTotals(9_030, 9_000, 10, 20, 0),
                at,
                1,
                9_000,
                at,
                loadSet,
                1,
                9_000,
                at));
    }

    @Override
    public Optional<Ledger> audit() {
        return ledger;
    }

    @Override
    public Optional<String> trace(TraceTarget target) {
        return Optional.of("{\"rows\":[],\"more\":false}");
    }
}
