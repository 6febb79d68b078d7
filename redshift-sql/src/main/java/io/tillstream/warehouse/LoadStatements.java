package io.tillstream.warehouse;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/**
 * The SQL of one load: a batch that the Data API runs as one transaction (invariant 7).
 *
 * <p>SQL has no IF. An assertion is a value that becomes null where it does not hold, on its way into a NOT NULL column; the
 * error then names the column, and with it what did not hold. The text depends on its arguments alone: no clock, no random
 * name, because a ClientToken stands for it.
 *
 * <p>Not in here, for reasons: TRUNCATE commits the transaction that it is in; MERGE takes no insert-only form; a LOCK on a
 * table that analysts read would stop them until the commit.
 */
public final class LoadStatements {
    /** How many statements one Data API batch takes. */
    public static final int MAX_STATEMENTS = 40;

    /** Statements of a load besides those of its tables. */
    public static final int FIXED_STATEMENTS = 5;

    /** Statements for one changed table, at most. */
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
     * @return at most 4 for each changed table, and 5
     */
    public static List<String> of(LoadSet set, CopySource source) {
        return new LoadStatements(set, source).build();
    }

    private List<String> build() {
        fence();
        set.tables().forEach(this::stage);
        statements.add(check());
        set.tables().forEach(this::apply);
        statements.add(ledgerRow());
        return List.copyOf(statements);
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
        StringJoiner columns = new StringJoiner(" INTEGER NOT NULL,\n  ", "  ", " INTEGER NOT NULL");
        columns.add("cursor_moved").add("ledger_continues");
        for (TableLoad load : set.tables()) {
            columns.add(load.table().tableName() + "_rows_inserted");
            columns.add(load.table().tableName() + "_rows_deleted");
        }
        statements.add("CREATE TEMP TABLE %s (\n%s\n)".formatted(checkTable(), columns));
    }

    private void stage(TableLoad load) {
        statements.add("CREATE TEMP TABLE %s (LIKE %s)"
                .formatted(stageTable(load), load.table().qualifiedName()));
        statements.add("COPY %s FROM 's3://%s/%s' IAM_ROLE '%s' FORMAT AS PARQUET MANIFEST"
                .formatted(stageTable(load), source.bucket(), load.manifestKey(), source.roleArn()));
    }

    /** One row whose every column is an assertion. Facts also assert that no key is staged twice. */
    private String check() {
        StringJoiner values = new StringJoiner(",\n  ", "SELECT\n  ", "\n");
        StringJoiner from = new StringJoiner("\nCROSS JOIN ", "FROM ", "");
        values.add(holds("fence.cursors = 1 AND fence.n = " + set.number()));
        from.add("(SELECT COUNT(*) AS cursors, MAX(n) AS n FROM ops.load_cursor) AS fence");
        values.add(
                holds("ledger.number = %d AND ledger.batch_no_to = %d".formatted(set.number() - 1, set.batchNoFrom())));
        from.add("(SELECT COALESCE(MAX(number), 0) AS number, COALESCE(MAX(batch_no_to), 0) AS batch_no_to"
                + " FROM ops.load_ledger) AS ledger");
        for (TableLoad load : set.tables()) {
            String name = load.table().tableName();
            String keys = String.join(", ", load.table().key());
            from.add("(SELECT COUNT(*) AS n FROM %s) AS %s_staged".formatted(stageTable(load), name));
            String staged = "%s_staged.n = %d".formatted(name, load.rowsInserted());
            if (load.table().keyIsUnique()) {
                from.add("(SELECT COUNT(*) AS n FROM (SELECT DISTINCT %s FROM %s) AS k) AS %s_keys"
                        .formatted(keys, stageTable(load), name));
                staged += " AND %s_keys.n = %d".formatted(name, load.rowsInserted());
            }
            values.add(holds(staged));
            if (load.operation() == LoadOperation.APPEND) {
                values.add("1");
            } else {
                from.add("(SELECT COUNT(*) AS n FROM %s AS t JOIN (SELECT DISTINCT %s FROM %s) AS k ON %s) AS %s_lost"
                        .formatted(
                                load.table().qualifiedName(), keys, stageTable(load), matching(load, "t", "k"), name));
                values.add(holds("%s_lost.n = %d".formatted(name, load.rowsDeleted())));
            }
        }
        return "INSERT INTO " + checkTable() + "\n" + values + from;
    }

    private void apply(TableLoad load) {
        WarehouseTable table = load.table();
        if (load.operation() == LoadOperation.REPLACE) {
            statements.add("DELETE FROM %s USING %s WHERE %s"
                    .formatted(
                            table.qualifiedName(),
                            stageTable(load),
                            matching(load, table.tableName(), stageTable(load))));
        }
        String columns =
                String.join(", ", table.columns().stream().map(Column::name).toList());
        statements.add("INSERT INTO %s (%s)\nSELECT %s\nFROM %s"
                .formatted(table.qualifiedName(), columns, columns, stageTable(load)));
    }

    /** The ledger's row, whose fact_rows is null where the fact table has not become what the load set says. */
    private String ledgerRow() {
        StringJoiner condition = new StringJoiner(" AND ");
        StringJoiner sums = new StringJoiner(",\n         ");
        condition.add("total.n = " + set.fact().rows());
        condition.add("total.currencies = " + set.fact().revenue().size());
        sums.add("COUNT(*) AS n").add("COUNT(DISTINCT currency) AS currencies");
        for (Map.Entry<String, BigDecimal> entry : set.fact().revenue().entrySet()) {
            String currency = entry.getKey();
            sums.add("SUM(CASE WHEN currency = '%s' THEN revenue END) AS %s"
                    .formatted(currency, revenueColumn(currency)));
            condition.add("total.%s = %s"
                    .formatted(revenueColumn(currency), entry.getValue().toPlainString()));
        }
        return ("INSERT INTO ops.load_ledger (number, revision, attempt, batch_no_from, batch_no_to, fact_rows)\n"
                        + "SELECT %d, %d, '%s', %d, %d,\n  CASE WHEN %s THEN total.n END\n"
                        + "FROM (\n  SELECT %s\n  FROM sales.fact_sales\n) AS total")
                .formatted(
                        set.number(),
                        set.revision(),
                        set.attempt(),
                        set.batchNoFrom(),
                        set.batchNoTo(),
                        condition,
                        sums);
    }

    private static String holds(String condition) {
        return "CASE WHEN " + condition + " THEN 1 END";
    }

    private static String matching(TableLoad load, String left, String right) {
        return String.join(
                " AND ",
                load.table().key().stream()
                        .map(column -> "%s.%s = %s.%s".formatted(left, column, right, column))
                        .toList());
    }

    private static String revenueColumn(String currency) {
        return "revenue_" + currency.toLowerCase(Locale.ROOT);
    }

    /** Temp names carry the set's number, so that a session used for another load before holds none of them. */
    private String stageTable(TableLoad load) {
        return "stage_" + load.table().tableName() + "_" + set.number();
    }

    private String checkTable() {
        return "load_check_" + set.number();
    }
}
