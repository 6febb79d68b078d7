package io.tillstream.warehouse;

import io.tillstream.lake.Column;
import io.tillstream.lake.LoadOperation;
import io.tillstream.lake.WarehouseTable;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * The SQL of one load: a batch that the Data API runs as one transaction (invariant 7).
 *
 * <p>SQL has no IF. An assertion is a value that becomes null where it does not hold, on its way into a NOT NULL column; the
 * error then names the column, and with it what did not hold. The text depends on its arguments alone: no clock, no random
 * name, because a ClientToken is computed from it.
 *
 * <p>Nothing here reads the fact table as a whole: an append does not read it at all, a replacement only the days that the
 * set names. Its totals are those of the ledger's last row and what this set adds and takes.
 *
 * <p>Not in here, for reasons: TRUNCATE commits the transaction that it is in; MERGE takes no insert-only form; a LOCK on a
 * table that analysts read would stop them until the commit.
 */
public final class LoadStatements {
    /** How many statements one Data API batch takes. */
    public static final int MAX_STATEMENTS = 40;

    /** Statements of a load besides those of its tables. */
    public static final int FIXED_STATEMENTS = 7;

    /** Statements for one changed table, at most; one more where days are deleted as a whole. */
    public static final int STATEMENTS_PER_TABLE = 4;

    private final LoadSet set;
    private final CopySource source;
    private final List<String> statements = new ArrayList<>();

    private LoadStatements(LoadSet set, CopySource source) {
        this.set = set;
        this.source = source;
    }

    /**
     * Returns the statements that load a set, in order, to be run as one transaction in a session of their own.
     *
     * @return at most 4 for each changed table, one more for deleted days, and 7
     * @throws IllegalStateException if that is more than a batch takes, which no set of today's tables reaches
     */
    public static List<String> of(LoadSet set, CopySource source) {
        return new LoadStatements(set, source).build();
    }

    private List<String> build() {
        fence();
        set.tables().stream().filter(TableLoad::stages).forEach(this::stage);
        LoadAssertions assertions = LoadAssertions.of(set);
        // Between the fence and the first COPY, so that a rival of the same set ends before it has copied anything.
        statements.add(2, assertions.table(checkTable()));
        statements.add(assertions.beforeChanges(checkTable()));
        set.tables().forEach(this::apply);
        assertions.afterChanges(checkTable()).ifPresent(statements::add);
        if (!set.fact().revenue().isEmpty()) {
            statements.add(totals());
        }
        statements.add(ledgerRow());
        requireBudget(statements.size(), set.tables().size());
        return List.copyOf(statements);
    }

    /** With 4 statements for each table, 8 tables fit; a ninth needs a load of fewer statements, not a larger number here. */
    static void requireBudget(int statements, int tables) {
        if (statements > MAX_STATEMENTS) {
            throw new IllegalStateException("a load of " + tables + " tables takes " + statements
                    + " statements; one transaction of the Redshift Data API takes " + MAX_STATEMENTS);
        }
    }

    /**
     * The lock comes first: Redshift takes the transaction's snapshot with the next statement, so a load that waited here
     * sees what the load before it did. The update then moves the cursor by exactly one, or puts a null into a NOT NULL
     * column: a rival load of the same set ends here, before it has copied anything.
     */
    private void fence() {
        statements.add("LOCK TABLE ops.load_cursor");
        statements.add("UPDATE ops.load_cursor SET n = CASE WHEN n = %d THEN %d END"
                .formatted(set.number() - 1, set.number()));
    }

    private void stage(TableLoad load) {
        statements.add("CREATE TEMP TABLE %s (LIKE %s)"
                .formatted(stageTable(load), load.table().qualifiedName()));
        statements.add("COPY %s FROM 's3://%s/%s' IAM_ROLE '%s' FORMAT AS PARQUET MANIFEST"
                .formatted(stageTable(load), source.bucket(), load.manifestKey(), source.roleArn()));
    }

    private void apply(TableLoad load) {
        WarehouseTable table = load.table();
        if (!load.deletedDays().isEmpty()) {
            statements.add("DELETE FROM %s WHERE %s"
                    .formatted(table.qualifiedName(), LoadKeys.deletedDays(load, table.tableName())));
        }
        if (!load.stages()) {
            return;
        }
        if (load.operation() == LoadOperation.REPLACE) {
            statements.add("DELETE FROM %s USING %s WHERE %s"
                    .formatted(
                            table.qualifiedName(),
                            stageTable(load),
                            LoadKeys.matching(load, table.tableName(), stageTable(load))));
        }
        String columns =
                String.join(", ", table.columns().stream().map(Column::name).toList());
        if (load.rowsInserted() > 0) {
            statements.add("INSERT INTO %s (%s)\nSELECT %s\nFROM %s%s"
                    .formatted(table.qualifiedName(), columns, columns, stageTable(load), LoadKeys.onlyInserted(load)));
        }
    }

    /** What the next load starts from. The amounts stand in the assertions too, which have held by now. */
    private String totals() {
        StringJoiner rows = new StringJoiner(",\n  ", "  ", "");
        set.fact()
                .revenue()
                .forEach((currency, amount) ->
                        rows.add("(%d, '%s', %s)".formatted(set.number(), currency, amount.toPlainString())));
        return "INSERT INTO ops.load_totals (number, currency, revenue)\nVALUES\n" + rows;
    }

    private String ledgerRow() {
        return ("INSERT INTO ops.load_ledger (number, revision, attempt, batch_no_from, batch_no_to, fact_rows)\n"
                        + "SELECT %d, %d, '%s', %d, %d, %d")
                .formatted(
                        set.number(),
                        set.revision(),
                        set.attempt(),
                        set.batchNoFrom(),
                        set.batchNoTo(),
                        set.fact().rows());
    }

    private String stageTable(TableLoad load) {
        return LoadKeys.stageTable(set, load);
    }

    private String checkTable() {
        return "load_check_" + set.number();
    }
}
