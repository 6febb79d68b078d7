package io.tillstream.operations.status;

import io.tillstream.operations.aws.StateMachine;
import io.tillstream.operations.load.LoadPause;
import io.tillstream.operations.load.LoadStatus;
import io.tillstream.operations.query.QueryRunner;
import io.tillstream.operations.query.ResultTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The state of a deployed environment, as far as it can be asked from outside its network: the runs of Silver and Gold, the
 * loading, and the nightly comparison. Kafka and Bronze are on the dashboard, by the writer's metrics.
 */
public final class DeployedStatus {
    private static final String FRESHNESS =
            "SELECT minutes_since_load, minutes_since_newest_sale, fact_rows FROM ops.freshness";

    private final StateMachine.History pipeline;
    private final Optional<StateMachine.History> reconcile;
    private final LoadStatus loading;
    private final List<String> freshness;

    /** Asks for all of it. */
    public DeployedStatus(StateMachine pipeline, StateMachine reconcile, LoadStatus loading, QueryRunner warehouse) {
        this.pipeline = pipeline.history();
        this.reconcile = reconcile.historyIfDeployed();
        this.loading = loading;
        this.freshness = warehouse.query(FRESHNESS).rows().stream().findFirst().orElse(Arrays.asList(null, null, "0"));
    }

    /** Returns whether something failed when it last ran. */
    public boolean isFailing() {
        return pipeline.failing()
                || reconcile.filter(StateMachine.History::failing).isPresent()
                || loading.isFailing();
    }

    /**
     * A row for each part, with the columns of a data directory's status.
     *
     * @param now from which ages are counted
     */
    public ResultTable table(Instant now) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(row("silver, gold", pipeline, "up to date", now));
        String state = loading.pause().isPresent()
                ? "paused"
                : loading.isFailing() ? "failed" : loading.waiting().isEmpty() ? "up to date" : "behind";
        rows.add(Arrays.asList(
                "load",
                state,
                Integer.toString(loading.waiting().size()),
                "load sets",
                minutes(freshness.get(0)),
                "load set " + loading.loaded() + ", batch " + loading.batchNo(),
                loading.pause().map(LoadPause::text).orElse(loading.isFailing() ? loading.lastMessage() : "")));
        rows.add(Arrays.asList("warehouse", "", null, "", minutes(freshness.get(1)), freshness.get(2) + " facts", ""));
        reconcile.ifPresent(history -> rows.add(row("reconcile", history, "balanced", now)));
        return new ResultTable(PipelineStatus.COLUMNS, rows);
    }

    private static List<String> row(String name, StateMachine.History history, String good, Instant now) {
        String ended = history.failing() ? "failed" : history.ended().isPresent() ? good : "never ran";
        return Arrays.asList(
                name,
                history.running().isPresent() ? ended + ", running" : ended,
                null,
                "",
                history.succeeded().map(then -> PipelineStatus.age(then, now)).orElse("never"),
                history.running().or(history::ended).map(run -> "run " + run).orElse(""),
                history.failure());
    }

    private static String minutes(String age) {
        if (age == null) {
            return "never";
        }
        long minutes = Long.parseLong(age);
        return minutes < 120 ? minutes + " min ago" : minutes / 60 + " h ago";
    }
}
