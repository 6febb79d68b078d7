package io.tillstream.standins.redshift;

import io.tillstream.standins.redshift.copy.CopyException;
import io.tillstream.standins.redshift.copy.LoadedFile;
import io.tillstream.standins.redshift.sql.Translation;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Follows one execution and gives what the system relations tell of it to the history, when it ends. */
final class Recorder {
    private static final Set<String> TYPES = Set.of("SELECT", "INSERT", "UPDATE", "DELETE", "COPY", "MERGE");
    private static final Set<String> DEFINITIONS =
            Set.of("CREATE", "ALTER", "DROP", "TRUNCATE", "GRANT", "REVOKE", "COMMENT");

    private final Execution execution;
    private final History history;
    private final List<History.Query> queries = new ArrayList<>();
    private final List<History.Load> loads = new ArrayList<>();
    private int session;
    private Optional<Running> running = Optional.empty();

    /** The statement under way. */
    private record Running(
            long queryId, String sql, Instant started, Optional<Translation.Copy> load, List<LoadedFile> files) {}

    Recorder(Execution execution, History history) {
        this.execution = execution;
        this.history = history;
    }

    void session(int pid) {
        session = pid;
    }

    /** A statement begins; gives its number. */
    long begin(String sql) {
        Running begun = new Running(history.nextQuery(), sql, Instant.now(), Optional.empty(), List.of());
        running = Optional.of(begun);
        return begun.queryId();
    }

    /** The statement under way is this COPY. */
    void load(Translation.Copy load) {
        running =
                running.map(r -> new Running(r.queryId(), r.sql(), r.started(), Optional.of(load), new ArrayList<>()));
    }

    void loaded(LoadedFile file) {
        running.ifPresent(r -> r.files().add(file));
    }

    void end(long rows) {
        close("", rows, null);
    }

    /** Keeps what ran; its message is the failure's, and says so if nothing could be kept. */
    String failed(String message) {
        close(message, 0, null);
        return message + writeAnyway();
    }

    String failed(CopyException failure) {
        close(failure.getMessage(), 0, failure);
        return failure.getMessage() + writeAnyway();
    }

    private void close(String error, long rows, CopyException failure) {
        running.ifPresent(r -> {
            History.Query query = new History.Query(
                    r.queryId(),
                    execution.submission().name(),
                    type(r.sql()),
                    execution.createdAt(),
                    r.started(),
                    Instant.now(),
                    error,
                    rows,
                    r.sql());
            queries.add(query);
            boolean known = error.isEmpty() || failure != null;
            r.load()
                    .filter(load -> known)
                    .ifPresent(load ->
                            loads.add(new History.Load(query, load.table(), load.manifest(), r.files(), failure)));
        });
        running = Optional.empty();
    }

    private static String type(String sql) {
        String first = sql.strip().split("[\\s(]+", 2)[0].toUpperCase(Locale.ROOT);
        if (TYPES.contains(first)) {
            return first;
        }
        return first.equals("WITH") ? "SELECT" : DEFINITIONS.contains(first) ? "DDL" : "UTILITY";
    }

    void write() throws SQLException {
        history.record(session, queries, loads);
    }

    private String writeAnyway() {
        try {
            write();
            return "";
        } catch (SQLException unrecorded) {
            return " (not recorded in the system relations: " + unrecorded.getMessage() + ")";
        }
    }
}
