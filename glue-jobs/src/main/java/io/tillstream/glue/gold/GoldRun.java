package io.tillstream.glue.gold;

import static org.apache.spark.sql.functions.col;

import io.tillstream.glue.lake.Lake;
import io.tillstream.glue.lake.LakeTable;
import io.tillstream.glue.lake.Progress;
import io.tillstream.glue.silver.publish.DecisionTable;
import io.tillstream.glue.silver.publish.SilverHead;
import io.tillstream.lake.error.ManualActionRequiredException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Advances every Gold table to Silver's newest batch: dimensions, fact, aggregate, in the order of {@link GoldTable}. No
 * batch starts before all tables are at one number, so a run after a crash first finishes what the crashed run started
 * (invariant 5). For one thread.
 */
public final class GoldRun {
    private final Lake lake;
    private final FactRows factRows;
    private final Consumer<GoldTable> afterTable;

    /**
     * Creates the run.
     *
     * @param lake where Silver and Gold are
     * @param businessTimeZone zone of dates and hours, the same as Silver's
     * @param afterTable gets each table after it was published; an exception from it ends the run there
     */
    public GoldRun(Lake lake, ZoneId businessTimeZone, Consumer<GoldTable> afterTable) {
        this.lake = lake;
        this.factRows = new FactRows(businessTimeZone);
        this.afterTable = afterTable;
    }

    /**
     * What a run did.
     *
     * @param state the tables afterwards
     * @param batchNo the batch that all of them have now, 0 if Silver has none
     * @param factRows facts that this run added
     * @param published whether any table moved
     */
    public record Outcome(GoldState state, long batchNo, long factRows, boolean published) {}

    /**
     * Runs.
     *
     * @throws GoldException if what would be published breaks an invariant
     * @throws ManualActionRequiredException if Gold is ahead of Silver, or a snapshot that is needed has expired
     */
    public Outcome run() {
        GoldState state = GoldState.open(lake);
        new CalendarTables(lake).create();
        Optional<LakeTable> decisions = DecisionTable.find(lake);
        long newest =
                decisions.flatMap(LakeTable::progress).map(Progress::batchNo).orElse(0L);
        long lowest = state.lowest();
        if (state.highest() > newest) {
            throw new ManualActionRequiredException(
                    "Gold is at batch " + state.highest() + " but Silver only at " + newest
                            + ". Silver's main was rolled back or replaced: restore it, or drop the gold tables and let Gold"
                            + " build them again (docs/explanation/gold.md).");
        }
        long facts = 0;
        boolean published = false;
        while (lowest < newest) {
            long target = target(decisions.orElseThrow(), lowest, state.highest(), newest);
            facts += advance(state, decisions.orElseThrow(), lowest, target);
            published = true;
            lowest = state.lowest();
        }
        return new Outcome(state, newest, facts, published);
    }

    /**
     * Returns the batch that a crashed run was about to reach. Where Silver keeps no snapshot of it, because an earlier release
     * wrote it into other tables, the newest: each table goes there from the batch that it has.
     */
    private static long target(LakeTable decisions, long lowest, long highest, long newest) {
        return highest > lowest && decisions.progressAt(highest).isPresent() ? highest : newest;
    }

    private long advance(GoldState state, LakeTable decisions, long lowest, long target) {
        Progress accepted = GoldState.at(decisions, target).orElseThrow();
        Dataset<Row> silver = DecisionTable.salesAt(state.rows(decisions, accepted.snapshotId()), target);
        boolean mayHaveLost = SilverHead.supersededAt(accepted) > lowest;
        long facts = 0;
        Map<Long, Dataset<Row>> lost = new HashMap<>();
        try (PersistedRows cached = new PersistedRows()) {
            Dataset<Row> range = cached.keep(
                    silver.where(col("batch_no").gt(lowest).and(col("batch_no").leq(target))));
            for (GoldTable table : GoldTable.values()) {
                long covered = state.covered(table);
                if (covered < target) {
                    GoldStep step = new GoldStep(
                            state,
                            table,
                            covered,
                            target,
                            silver,
                            range.where(col("batch_no").gt(covered)),
                            mayHaveLost
                                    ? Optional.of(lost.computeIfAbsent(
                                            covered,
                                            since -> cached.keep(DecisionTable.salesLost(
                                                    state.rows(decisions, accepted.snapshotId()), since, target))))
                                    : Optional.empty());
                    facts += advance(step, accepted);
                    afterTable.accept(table);
                }
            }
        }
        return facts;
    }

    private long advance(GoldStep step, Progress accepted) {
        switch (step.table()) {
            case DIM_PRODUCT -> step.updateHistory(HistoryDimension.PRODUCT);
            case DIM_CUSTOMER -> step.updateHistory(HistoryDimension.CUSTOMER);
            case DIM_LOCATION -> step.updateKeyed(KeyedDimension.LOCATION);
            case DIM_STORE -> step.updateKeyed(KeyedDimension.STORE);
            case FACT_SALES -> {
                return new FactUpdate(step, factRows).run(accepted.number("accepted"));
            }
            case DAILY_SALES -> new DailyUpdate(step).run();
        }
        return 0;
    }
}
