package io.tillstream.standins.redshift;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** One accepted request on its way through the states. Its methods are called by several threads. */
final class Execution {
    private final String id = UUID.randomUUID().toString();
    private final Submission submission;
    private final Instant createdAt;
    private final List<Part> parts = new ArrayList<>();
    private StatementState state = StatementState.SUBMITTED;
    private Instant updatedAt;
    private String error = "";
    private int pid;
    private boolean cancelled;
    private Optional<Cancellable> running = Optional.empty();

    /** Ends what the database is doing. */
    @FunctionalInterface
    interface Cancellable {
        void cancel() throws SQLException;
    }

    /**
     * What is known of one statement.
     *
     * @param sql its text
     * @param queryId the number that the database gave it, 0 before
     * @param state its state
     * @param createdAt when it was submitted
     * @param updatedAt when its state changed
     * @param duration how long it ran
     * @param error why it failed, else empty
     * @param result what it came to, once it is through
     */
    record Part(
            String sql,
            long queryId,
            StatementState state,
            Instant createdAt,
            Instant updatedAt,
            Duration duration,
            String error,
            Optional<StatementResult> result) {
        private Part to(StatementState next, String why, Optional<StatementResult> outcome) {
            Instant now = Instant.now();
            Duration ran = state == StatementState.STARTED ? Duration.between(updatedAt, now) : Duration.ZERO;
            return new Part(sql, queryId, next, createdAt, now, ran, why, outcome);
        }

        private Part begun(long number) {
            return new Part(
                    sql, number, StatementState.STARTED, createdAt, Instant.now(), Duration.ZERO, "", Optional.empty());
        }
    }

    /**
     * All that is known, at one moment.
     *
     * @param state the whole request's state
     * @param updatedAt when that changed
     * @param error why it failed, else empty
     * @param pid the database's process that runs it, 0 before
     * @param parts its statements
     */
    record Snapshot(StatementState state, Instant updatedAt, String error, int pid, List<Part> parts) {}

    Execution(Submission submission, Instant createdAt) {
        this.submission = submission;
        this.createdAt = createdAt;
        this.updatedAt = createdAt;
        submission
                .statements()
                .forEach(sql -> parts.add(new Part(
                        sql, 0, StatementState.SUBMITTED, createdAt, createdAt, Duration.ZERO, "", Optional.empty())));
    }

    String id() {
        return id;
    }

    Submission submission() {
        return submission;
    }

    Instant createdAt() {
        return createdAt;
    }

    synchronized Snapshot snapshot() {
        return new Snapshot(state, updatedAt, error, pid, List.copyOf(parts));
    }

    synchronized void picked() {
        moveTo(StatementState.PICKED);
    }

    /** From here on a cancellation reaches the database. */
    synchronized void started(int backend, Cancellable query) {
        pid = backend;
        running = Optional.of(query);
        moveTo(StatementState.STARTED);
    }

    synchronized void begin(int part, long queryId) {
        parts.set(part, parts.get(part).begun(queryId));
    }

    synchronized void end(int part, StatementResult result) {
        parts.set(part, parts.get(part).to(StatementState.FINISHED, "", Optional.of(result)));
    }

    synchronized void committed() {
        running = Optional.empty();
        moveTo(StatementState.FINISHED);
    }

    /** Ends it without a trace in the database: as aborted if that was asked for, else as failed. */
    synchronized void rolledBack(String message) {
        running = Optional.empty();
        StatementState end = cancelled ? StatementState.ABORTED : StatementState.FAILED;
        boolean reached = false;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (part.state() != StatementState.FINISHED) {
                boolean here = !reached;
                reached = true;
                parts.set(i, part.to(here ? end : StatementState.ABORTED, here ? message : "", Optional.empty()));
                if (here && submission.batch() && !cancelled) {
                    error = "Query #" + (i + 1) + " failed with " + message;
                }
            }
        }
        if (error.isEmpty()) {
            error = message;
        }
        moveTo(end);
    }

    synchronized boolean isCancelled() {
        return cancelled;
    }

    /**
     * Asks for its end.
     *
     * @return whether that was still possible
     */
    synchronized boolean cancel() throws SQLException {
        if (state.isEnd()) {
            return false;
        }
        cancelled = true;
        if (running.isPresent()) {
            running.get().cancel();
        }
        return true;
    }

    /** Waits until it ends, or for the given time. */
    synchronized void await(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        for (long left = atMost.toMillis(); left > 0 && !state.isEnd(); ) {
            wait(left);
            left = (deadline - System.nanoTime()) / 1_000_000;
        }
    }

    private void moveTo(StatementState next) {
        state = next;
        updatedAt = Instant.now();
        notifyAll();
    }
}
