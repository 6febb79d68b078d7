package io.tillstream.standins.redshift;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Remembers the statements of the last day, and by which token each was asked for. Memory only. */
final class StatementStore {
    private static final Duration STATEMENTS_KEPT = Duration.ofHours(24);
    private static final Duration TOKENS_KEPT = Duration.ofHours(8);

    private final Clock clock;
    private final int maxActive;
    private final Map<String, Execution> byId = new HashMap<>();
    private final Map<String, Execution> byToken = new HashMap<>();

    /**
     * Where a submission leads to.
     *
     * @param execution the new execution, or the one that the same token asked for before
     * @param isNew whether it must be run
     */
    record Accepted(Execution execution, boolean isNew) {}

    StatementStore(Clock clock, int maxActive) {
        this.clock = clock;
        this.maxActive = maxActive;
    }

    synchronized Accepted accept(Submission submission) throws DataApiException {
        forgetOld();
        if (submission.clientToken().isPresent()) {
            Execution earlier = byToken.get(submission.clientToken().get());
            if (earlier != null) {
                if (!earlier.submission().request().equals(submission.request())) {
                    throw DataApiException.validation(
                            "The ClientToken was used before, for a request with other parameters (statement "
                                    + earlier.id() + ")");
                }
                return new Accepted(earlier, false);
            }
        }
        if (byId.values().stream().filter(e -> !e.snapshot().state().isEnd()).count() >= maxActive) {
            throw DataApiException.tooManyStatements(maxActive);
        }
        Execution execution = new Execution(submission, clock.instant());
        byId.put(execution.id(), execution);
        submission.clientToken().ifPresent(token -> byToken.put(token, execution));
        return new Accepted(execution, true);
    }

    synchronized Execution find(String id) throws DataApiException {
        forgetOld();
        Execution execution = byId.get(id);
        if (execution == null) {
            throw DataApiException.notFound(id, "Query does not exist.");
        }
        return execution;
    }

    /** All of them, the newest first. */
    synchronized List<Execution> all() {
        forgetOld();
        List<Execution> all = new ArrayList<>(byId.values());
        all.sort(Comparator.comparing(Execution::createdAt).reversed());
        return all;
    }

    private void forgetOld() {
        Instant now = clock.instant();
        byToken.values().removeIf(e -> e.createdAt().isBefore(now.minus(TOKENS_KEPT)));
        byId.values()
                .removeIf(e -> e.createdAt().isBefore(now.minus(STATEMENTS_KEPT))
                        && e.snapshot().state().isEnd());
    }
}
