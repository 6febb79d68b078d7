package io.tillstream.loader;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the loader's SQL does to {@code ops}, without a database: the fence, the ledger row, the migrations' row. The same SQL
 * meets a real database in the tests of the module that writes it.
 */
final class FakeWarehouse {
    private static final Pattern LEDGER_ROW = Pattern.compile("SELECT (\\d+), (\\d+), '([^']+)', (\\d+), (\\d+)");
    private static final Pattern MIGRATION_ROW = Pattern.compile("= (\\d+) THEN (\\d+) END, '([^']+)', '([^']+)'");

    private final List<List<String>> ledger = new ArrayList<>();
    private final TreeMap<Integer, List<String>> migrations = new TreeMap<>();
    private final Deque<String> failures = new ArrayDeque<>();
    private List<List<String>> loadErrors = List.of();
    private long cursor;
    private int loadsRun;
    private int batchesWithoutEffect;
    private boolean bootstrapped;
    private boolean refreshesFail;
    private Runnable afterLoad = () -> {};
    private Optional<String> standingFailure = Optional.empty();
    private final List<String> refreshed = new ArrayList<>();

    /** The next load batches fail with these errors, one each; nothing of them is applied. */
    synchronized void failNext(String... errors) {
        failures.addAll(List.of(errors));
    }

    /** From now on every load batch fails with this error and nothing of it is applied, until {@link #heal}. */
    synchronized void failAlways(String error) {
        standingFailure = Optional.of(error);
    }

    /** Ends what {@link #failAlways} began. */
    synchronized void heal() {
        standingFailure = Optional.empty();
    }

    /** What the system table says of any failed COPY: file, row, column, type, message. */
    synchronized void loadError(String... row) {
        loadErrors = List.of(List.of(row));
    }

    /** The next load batch finishes and leaves nothing behind. */
    synchronized void forgetNext() {
        batchesWithoutEffect++;
    }

    /** Runs after each load that succeeds, before the loader hears of it. */
    synchronized void afterLoad(Runnable action) {
        afterLoad = action;
    }

    /** Another loader loads a set. */
    synchronized void loadBehindTheBack(long number, long from, long to) {
        cursor = number;
        ledger.add(List.of(Long.toString(number), "1", "rival", Long.toString(from), Long.toString(to), "0", "now"));
    }

    synchronized void breakCursor(long n) {
        cursor = n;
    }

    synchronized void putMigration(int version, String name, String checksum) {
        bootstrapped = true;
        migrations.put(version, List.of(Integer.toString(version), name, checksum));
    }

    /** From now on each refresh of a materialized view fails. */
    synchronized void failRefreshes() {
        refreshesFail = true;
    }

    /** The materialized views whose refresh was asked for, each with the number of sets loaded by then. */
    synchronized List<String> refreshed() {
        return List.copyOf(refreshed);
    }

    /** How many load batches ran, with or without success. */
    synchronized int loadsRun() {
        return loadsRun;
    }

    synchronized List<String> loaded() {
        return ledger.stream().map(row -> row.get(0) + ":" + row.get(2)).toList();
    }

    synchronized List<String> migrationNames() {
        return migrations.values().stream().map(row -> row.get(1)).toList();
    }

    /** Runs a batch as one transaction and returns its error, if any. */
    synchronized Optional<String> batch(List<String> statements) {
        String all = String.join(";\n", statements);
        if (all.contains("INSERT INTO ops.load_ledger")) {
            loadsRun++;
            return load(statements);
        }
        if (all.contains("INSERT INTO ops.migrations")) {
            return migrate(statements.get(1));
        }
        bootstrapped = true;
        return Optional.empty();
    }

    /** Runs a query; an error is thrown. */
    synchronized List<List<String>> query(String sql) {
        if (sql.startsWith("CALL sales.refresh_")) {
            String view = sql.replace("CALL sales.refresh_", "sales.").replace("()", "");
            refreshed.add(view + " after " + ledger.size());
            if (refreshesFail) {
                throw new IllegalArgumentException("ERROR: relation \"" + view + "\" does not exist");
            }
            return List.of();
        }
        if (sql.contains("FROM ops.load_ledger")) {
            return ledger.isEmpty() ? List.of() : List.of(ledger.get(ledger.size() - 1));
        }
        if (sql.contains("FROM sys_load_error_detail")) {
            return loadErrors;
        }
        if (sql.contains("FROM ops.migrations") && bootstrapped) {
            return List.copyOf(migrations.values());
        }
        throw new IllegalArgumentException("ERROR: relation does not exist: " + sql);
    }

    private Optional<String> load(List<String> statements) {
        if (standingFailure.isPresent()) {
            return standingFailure;
        }
        if (!failures.isEmpty()) {
            return Optional.of(failures.remove());
        }
        if (batchesWithoutEffect > 0) {
            batchesWithoutEffect--;
            return Optional.empty();
        }
        Matcher row = find(LEDGER_ROW, statements.get(statements.size() - 1));
        if (cursor != Long.parseLong(row.group(1)) - 1) {
            return Optional.of("ERROR: Cannot insert a NULL value into column n");
        }
        cursor++;
        ledger.add(List.of(row.group(1), row.group(2), row.group(3), row.group(4), row.group(5), "0", "now"));
        afterLoad.run();
        return Optional.empty();
    }

    private Optional<String> migrate(String insert) {
        Matcher row = find(MIGRATION_ROW, insert);
        int last = migrations.isEmpty() ? 0 : migrations.lastKey();
        if (last != Integer.parseInt(row.group(1))) {
            return Optional.of("ERROR: Cannot insert a NULL value into column version");
        }
        if (!failures.isEmpty()) {
            return Optional.of(failures.remove());
        }
        putMigration(Integer.parseInt(row.group(2)), row.group(3), row.group(4));
        return Optional.empty();
    }

    private static Matcher find(Pattern pattern, String sql) {
        Matcher matcher = pattern.matcher(sql);
        if (!matcher.find()) {
            throw new IllegalStateException("not the expected statement: " + sql);
        }
        return matcher;
    }
}
