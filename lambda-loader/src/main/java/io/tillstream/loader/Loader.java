package io.tillstream.loader;

import io.tillstream.lake.WarehouseTable;
import io.tillstream.lake.error.PipelineException;
import io.tillstream.lake.error.RetryableException;
import io.tillstream.warehouse.LoadSet;
import io.tillstream.warehouse.LoadStatements;
import io.tillstream.warehouse.TableLoad;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads every load set that the ledger lacks, in the order of their numbers (invariant 7). Success is the ledger row and
 * nothing else: a statement's status only decides what to try next.
 *
 * <p>Attempts at a set are numbered 1, 2, 3 … without an end. An invocation begins with the last that {@link LoaderState}
 * remembers: its token brings back its statement and runs nothing, so a running one is waited for and a failed one leads to
 * the next when that is due ({@link FailurePolicy}). A redrive always begins with the one after it. Where the memory is lost,
 * the numbers are walked from 1; where the Data API has forgotten a token, after 8 hours, the fence alone protects.
 */
final class Loader {
    /** Attempts at one set that one invocation examines or makes; the next invocation continues from there. */
    static final int MAX_STEPS = 40;

    private static final Logger LOG = LoggerFactory.getLogger(Loader.class);

    private final LoaderSettings settings;
    private final LoadSetFiles files;
    private final WarehouseSql dataApi;
    private final Ledger ledger;
    private final LoaderState state;
    private final CopyErrors copyErrors;
    private final ViewRefresh views;
    private final Clock clock;
    private final Duration firstPause;

    /**
     * Makes a loader.
     *
     * @param firstPause the pause after the first new attempt that failed; it doubles from one to the next
     */
    Loader(
            LoaderSettings settings,
            LoadSetFiles files,
            WarehouseSql dataApi,
            LoaderState state,
            Clock clock,
            Duration firstPause) {
        this.settings = settings;
        this.files = files;
        this.dataApi = dataApi;
        this.ledger = new Ledger(dataApi);
        this.state = state;
        this.copyErrors = new CopyErrors(dataApi);
        this.views = new ViewRefresh(dataApi);
        this.clock = clock;
        this.firstPause = firstPause;
    }

    /**
     * What a call did.
     *
     * @param loaded the numbers of the sets that were found missing and are now in the ledger
     * @param paused whether an operator's pause ended it
     * @param loadSet the last set in the warehouse; the one that the caller knew of where the pause came before the question
     */
    record Outcome(List<Long> loaded, boolean paused, long loadSet) {}

    /**
     * Loads what is missing and then, where something was, refreshes the materialized views. A pause is looked for before every
     * set; a load that runs is never broken off.
     *
     * @param redrive whether a new attempt is made at once, because a person says that the cause of the last failure is gone
     * @param known the last set in the warehouse as far as the caller knows
     * @throws PipelineException if a set could not be loaded; those before it are
     */
    Outcome loadMissing(Deadline deadline, boolean redrive, long known) {
        List<Long> loaded = new ArrayList<>();
        try {
            return loadInOrder(loaded, deadline, redrive, known);
        } finally {
            if (!loaded.isEmpty()) {
                views.refresh(deadline);
            }
        }
    }

    private Outcome loadInOrder(List<Long> loaded, Deadline deadline, boolean redrive, long known) {
        if (state.isPaused()) {
            return new Outcome(loaded, true, known);
        }
        LedgerHead head = ledger.head(deadline);
        for (Optional<PublishedLoadSet> next = files.find(head.number() + 1);
                next.isPresent();
                next = files.find(head.number() + 1)) {
            if (!loaded.isEmpty() && state.isPaused()) {
                return new Outcome(loaded, true, head.number());
            }
            LoadSet set = next.get().set();
            if (set.batchNoFrom() != head.batchNoTo()) {
                throw new LoadSetRejectedException(
                        next.get().key(),
                        "batch_no.from is " + set.batchNoFrom() + ", but the warehouse ends at batch "
                                + head.batchNoTo());
            }
            requireDailySums(next.get());
            head = load(next.get(), deadline, redrive);
            loaded.add(set.number());
        }
        files.requireNoneBeyond(head.number() + 1);
        return new Outcome(loaded, false, head.number());
    }

    /** Gold sums every day of a new sale again, so a set that adds sales and no sums has lost a table. */
    private static void requireDailySums(PublishedLoadSet load) {
        List<TableLoad> tables = load.set().tables();
        boolean sums = tables.stream().anyMatch(table -> table.table() == WarehouseTable.DAILY_SALES);
        tables.stream()
                .filter(table -> table.table() == WarehouseTable.FACT_SALES && !sums)
                .filter(facts -> facts.rowsInserted() > facts.rowsDeleted())
                .findAny()
                .ifPresent(facts -> {
                    throw new LoadSetRejectedException(
                            load.key(),
                            "tables.daily_sales is missing, although fact_sales gains "
                                    + (facts.rowsInserted() - facts.rowsDeleted())
                                    + " rows, whose days must be summed again");
                });
    }

    private LedgerHead load(PublishedLoadSet load, Deadline deadline, boolean redrive) {
        List<String> statements = LoadStatements.of(load.set(), settings.source());
        FailurePolicy policy = new FailurePolicy(load.key(), clock, firstPause, redrive);
        int known = state.lastAttempt(load);
        int first = Math.max(1, redrive ? known + 1 : known);
        for (int attempt = first; attempt < first + MAX_STEPS; attempt++) {
            if (attempt > known) {
                state.rememberAttempt(load, attempt);
            }
            String name = "tillstream-load-" + load.set().number() + "-attempt-" + attempt;
            String token = AttemptToken.of(settings, load, statements, attempt);
            String id = dataApi.submitBatch(name, Optional.of(token), statements);
            StatementOutcome outcome = dataApi.await(id, deadline);
            if (outcome instanceof StatementOutcome.Failed failed && policy.isHistory(failed, attempt)) {
                continue;
            }
            LedgerHead head = ledger.head(deadline);
            if (head.number() >= load.set().number()) {
                LOG.info("loaded {} by {} (statement {})", load.key(), name, id);
                return head;
            }
            if (outcome instanceof StatementOutcome.Failed failed) {
                LOG.warn("{} (statement {}) failed: {}", name, id, failed.error());
                policy.judge(copyErrors.explain(failed, deadline), attempt, deadline);
            } else {
                LOG.warn("{} (statement {}) finished without a ledger row", name, id);
            }
        }
        throw new RetryableException(MAX_STEPS + " attempts at " + load.key()
                + " were examined; the next wake-up continues from there. The statements are named tillstream-load-"
                + load.set().number() + "-attempt-…");
    }
}
