package io.tillstream.loader;

import io.tillstream.lake.error.ManualActionRequiredException;
import io.tillstream.lake.error.PipelineException;
import io.tillstream.warehouse.LoadSet;
import io.tillstream.warehouse.LoadStatements;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads every load set that the ledger lacks, in the order of their numbers (invariant 7). Success is the ledger row and
 * nothing else: what a statement's status says only decides what to try next.
 *
 * <p>Attempts at a set are numbered from 1, and every invocation walks them from there. An attempt that is known already
 * costs two calls and runs nothing, because its token brings back its statement: a running one is waited for, a failed one
 * leads to the next.
 */
final class Loader {
    /** Attempts at one set within the 8 hours for which the Data API remembers a token. */
    static final int MAX_ATTEMPTS = 40;

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
     */
    record Outcome(List<Long> loaded, boolean paused) {}

    /**
     * Loads what is missing and then, where something was, refreshes the materialized views. A pause is looked for before every
     * set; a load that runs is never broken off.
     *
     * @param redrive whether a verdict that stands is tried anew at once, because a person says that its cause is gone
     * @throws PipelineException if a set could not be loaded; those before it are
     */
    Outcome loadMissing(Deadline deadline, boolean redrive) {
        List<Long> loaded = new ArrayList<>();
        try {
            return loadInOrder(loaded, deadline, redrive);
        } finally {
            if (!loaded.isEmpty()) {
                views.refresh(deadline);
            }
        }
    }

    private Outcome loadInOrder(List<Long> loaded, Deadline deadline, boolean redrive) {
        if (state.isPaused()) {
            return new Outcome(loaded, true);
        }
        LedgerHead head = ledger.head(deadline);
        for (Optional<PublishedLoadSet> next = files.find(head.number() + 1);
                next.isPresent();
                next = files.find(head.number() + 1)) {
            if (!loaded.isEmpty() && state.isPaused()) {
                return new Outcome(loaded, true);
            }
            LoadSet set = next.get().set();
            if (set.batchNoFrom() != head.batchNoTo()) {
                throw new LoadSetRejectedException(
                        next.get().key(),
                        "batch_no.from is " + set.batchNoFrom() + ", but the warehouse ends at batch "
                                + head.batchNoTo());
            }
            head = load(next.get(), deadline, redrive);
            loaded.add(set.number());
        }
        files.requireNoneBeyond(head.number() + 1);
        return new Outcome(loaded, false);
    }

    private LedgerHead load(PublishedLoadSet load, Deadline deadline, boolean redrive) {
        List<String> statements = LoadStatements.of(load.set(), settings.source());
        FailurePolicy policy = new FailurePolicy(load.key(), clock, firstPause, redrive);
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            String name = "tillstream-load-" + load.set().number() + "-attempt-" + attempt;
            String token = AttemptToken.of(settings, load, statements, attempt);
            String id = dataApi.submitBatch(name, Optional.of(token), statements);
            StatementOutcome outcome = dataApi.await(id, deadline);
            if (outcome instanceof StatementOutcome.Failed failed && policy.isHistory(failed)) {
                continue;
            }
            LedgerHead head = ledger.head(deadline);
            if (head.number() >= load.set().number()) {
                LOG.info("loaded {} by {} (statement {})", load.key(), name, id);
                return head;
            }
            if (outcome instanceof StatementOutcome.Failed failed) {
                LOG.warn("{} (statement {}) failed: {}", name, id, failed.error());
                policy.judge(copyErrors.explain(failed, deadline), deadline);
            } else {
                LOG.warn("{} (statement {}) finished without a ledger row", name, id);
            }
        }
        throw new ManualActionRequiredException(MAX_ATTEMPTS + " attempts at " + load.key()
                + " failed within 8 hours; see the statements named tillstream-load-"
                + load.set().number());
    }
}
