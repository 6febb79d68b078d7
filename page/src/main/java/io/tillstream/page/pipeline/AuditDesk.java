package io.tillstream.page.pipeline;

import io.tillstream.operations.audit.Ledger;
import io.tillstream.operations.command.CommandException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Keeps the newest ledger, and draws up one at a time in the background. Safe for use by several threads. */
public final class AuditDesk implements AutoCloseable {
    private final Supplier<Optional<Ledger>> audit;
    private final Clock clock;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread worker = new Thread(task, "page-audit");
        worker.setDaemon(true);
        return worker;
    });
    private State state = new State(false, Optional.empty(), Optional.empty(), "");

    /**
     * Makes a desk.
     *
     * @param audit draws up the ledger; empty where that cannot be done
     */
    AuditDesk(Supplier<Optional<Ledger>> audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Where it is.
     *
     * @param running whether a ledger is being drawn up
     * @param ledger the newest ledger
     * @param at when that was drawn up
     * @param error why the last try failed; empty where it did not
     */
    public record State(boolean running, Optional<Ledger> ledger, Optional<Instant> at, String error) {}

    /** Where it is. */
    synchronized State state() {
        return state;
    }

    /** Takes a ledger that was drawn up elsewhere. */
    public synchronized void take(Ledger ledger) {
        state = new State(state.running(), Optional.of(ledger), Optional.of(clock.instant()), "");
    }

    /** Starts an audit unless one runs. */
    synchronized void start() {
        if (!state.running()) {
            state = new State(true, state.ledger(), state.at(), "");
            thread.execute(this::run);
        }
    }

    private void run() {
        try {
            Optional<Ledger> ledger = audit.get();
            ledger.ifPresent(this::take);
            end(ledger.isPresent() ? "" : "The ledger cannot be drawn up from here.");
        } catch (CommandException e) {
            end(e.getMessage());
        } catch (RuntimeException e) {
            end("The audit failed: " + e);
        }
    }

    private synchronized void end(String error) {
        state = new State(false, state.ledger(), state.at(), error);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
