package io.tillstream.warehouse;

import io.tillstream.lake.LoadOperation;
import io.tillstream.lake.WarehouseTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What must hold in the middle of a load: two rows of a table whose every column is NOT NULL, each value 1 or, where its
 * assertion fails, null. The first row is made after every file is staged and before any row of the warehouse is touched, the
 * second after the dimensions are changed. The error names the column, which is the field of {@code batch.json} that was wrong,
 * or the key and the dimension that do not fit.
 */
final class LoadAssertions {
    /** The dimension of each key of a fact. */
    private static final Map<String, String> DIMENSIONS = dimensions();

    private final LoadSet set;
    private final List<String> columns = new ArrayList<>();
    private final List<String> values = new ArrayList<>();
    private final List<String> counts = new ArrayList<>();
    private final Map<String, String> keys = new LinkedHashMap<>();

    private LoadAssertions(LoadSet set) {
        this.set = set;
    }

    static LoadAssertions of(LoadSet set) {
        LoadAssertions assertions = new LoadAssertions(set);
        assertions.ledger();
        set.tables().forEach(assertions::table);
        assertions.totals();
        assertions.keys();
        return assertions;
    }

    /** Returns the statement that creates the table of the assertions. The default lets one row take a part of them. */
    String table(String checkTable) {
        return Stream.concat(columns.stream(), keys.keySet().stream())
                .map(column -> "  " + column + " INTEGER NOT NULL DEFAULT 1")
                .collect(Collectors.joining(",\n", "CREATE TEMP TABLE " + checkTable + " (\n", "\n)"));
    }

    /** Returns the statement that checks what is staged, to be run before any row of the warehouse is touched. */
    String beforeChanges(String checkTable) {
        return insert(checkTable, columns) + "SELECT\n  " + String.join(",\n  ", values) + "\nFROM "
                + String.join("\nCROSS JOIN ", counts);
    }

    /**
     * Returns the statement that checks that no new fact lacks a dimension, to be run once the dimensions are changed; nothing
     * where the set brings no facts.
     */
    Optional<String> afterChanges(String checkTable) {
        return facts().map(load -> {
            StringJoiner conditions = new StringJoiner(",\n  ");
            StringJoiner joins = new StringJoiner("\n");
            keys.forEach((column, key) -> {
                String dimension = DIMENSIONS.get(key);
                conditions.add("CASE WHEN COUNT(*) = COUNT(%s.%s) THEN 1 END".formatted(dimension, key));
                joins.add("LEFT JOIN sales.%1$s AS %1$s ON %1$s.%2$s = f.%2$s".formatted(dimension, key));
            });
            String inserted = load.deletions() == 0 ? "" : "\nWHERE f.batch_no > 0";
            return insert(checkTable, keys.keySet())
                    + "SELECT\n  %s\nFROM %s AS f\n%s%s".formatted(conditions, stage(load), joins, inserted);
        });
    }

    private static String insert(String checkTable, Collection<String> columns) {
        return "INSERT INTO %s (%s)\n".formatted(checkTable, String.join(", ", columns));
    }

    /** A fact without its dimension would be in no answer by that dimension: a set that lacks a table is noticed by it. */
    private void keys() {
        facts().ifPresent(load ->
                DIMENSIONS.forEach((key, dimension) -> keys.put("fact_sales_%s_in_%s".formatted(key, dimension), key)));
    }

    private Optional<TableLoad> facts() {
        return set.tables().stream()
                .filter(load -> load.table() == WarehouseTable.FACT_SALES && load.stages())
                .findAny();
    }

    /** The bounds on number keep the read to the end of tables that grow by a row or a few with every load. */
    private void ledger() {
        long before = set.number() - 1;
        counts.add("(SELECT COUNT(*) AS cursors, MAX(n) AS n FROM ops.load_cursor) AS fence");
        must("cursor_moved", "fence.cursors = 1 AND fence.n = " + set.number());
        counts.add(("(SELECT COALESCE(MAX(number), 0) AS number, COALESCE(MAX(batch_no_to), 0) AS batch_no_to,"
                        + " COALESCE(MAX(fact_rows), 0) AS fact_rows FROM ops.load_ledger WHERE number >= %d) AS ledger")
                .formatted(before));
        must("ledger_continues", "ledger.number = %d AND ledger.batch_no_to = %d".formatted(before, set.batchNoFrom()));
        counts.add(
                "(SELECT COUNT(*) AS currencies FROM ops.load_totals WHERE number = %d) AS totals".formatted(before));
        must("totals_continue", "ledger.fact_rows = 0 OR totals.currencies > 0");
    }

    private void table(TableLoad load) {
        if (load.stages()) {
            staged(load);
        }
        List<String> lost = new ArrayList<>();
        if (load.stages() && load.operation() == LoadOperation.REPLACE) {
            lost.add(name(load) + "_lost.n");
            counts.add("(SELECT COUNT(*) AS n %s) AS %s_lost".formatted(lostRows(load), name(load)));
        }
        if (!load.deletedDays().isEmpty()) {
            lost.add(name(load) + "_gone.n");
            counts.add("(SELECT COUNT(*) AS n, COUNT(DISTINCT t.date_key) AS days FROM %s AS t WHERE %s) AS %s_gone"
                    .formatted(load.table().qualifiedName(), LoadKeys.deletedDays(load, "t"), name(load)));
            must(
                    name(load) + "_deleted_keys",
                    name(load) + "_gone.days = " + load.deletedDays().size() + notStaged(load));
        }
        if (!lost.isEmpty()) {
            must(name(load) + "_rows_deleted", String.join(" + ", lost) + " = " + load.rowsDeleted());
        }
    }

    private void staged(TableLoad load) {
        counts.add("(SELECT COUNT(*) AS n FROM %s) AS %s_staged".formatted(stage(load), name(load)));
        String condition = "%s_staged.n = %d".formatted(name(load), load.staged());
        if (load.table().keyIsUnique()) {
            counts.add("(SELECT COUNT(*) AS n FROM (SELECT DISTINCT %s FROM %s) AS k) AS %s_keys"
                    .formatted(String.join(", ", load.table().key()), stage(load), name(load)));
            condition += " AND %s_keys.n = %d".formatted(name(load), load.staged());
        }
        must(name(load) + "_rows_inserted", condition);
        if (load.deletions() > 0) {
            counts.add("(SELECT COUNT(*) AS n FROM %s WHERE batch_no = 0) AS %s_deletions"
                    .formatted(stage(load), name(load)));
            must(name(load) + "_deletions", "%s_deletions.n = %d".formatted(name(load), load.deletions()));
        }
    }

    /** A day that is staged and deleted would be counted twice, and whether it keeps its rows would be a matter of order. */
    private String notStaged(TableLoad load) {
        if (!load.stages()) {
            return "";
        }
        counts.add("(SELECT COUNT(*) AS n FROM %s AS s WHERE %s) AS %s_both"
                .formatted(stage(load), LoadKeys.deletedDays(load, "s"), name(load)));
        return " AND %s_both.n = 0".formatted(name(load));
    }

    /** The fact table after the load: what the ledger says it was, and what this set adds and takes, against what it states. */
    private void totals() {
        Optional<TableLoad> facts = facts();
        StringJoiner rows = new StringJoiner(" + ");
        StringJoiner revenue = new StringJoiner("\n    UNION ALL ");
        rows.add("ledger.fact_rows");
        revenue.add("SELECT currency, CAST(revenue AS DECIMAL(38,6)) AS amount"
                + " FROM ops.load_totals WHERE number = " + (set.number() - 1));
        facts.ifPresent(load -> {
            rows.add("fact_sales_staged.n");
            if (load.deletions() > 0) {
                rows.add("-fact_sales_deletions.n");
            }
            revenue.add("SELECT currency, CAST(revenue AS DECIMAL(38,6)) FROM " + stage(load)
                    + LoadKeys.onlyInserted(load));
            if (load.operation() == LoadOperation.REPLACE) {
                rows.add("-fact_sales_lost.n");
                revenue.add("SELECT t.currency, -CAST(t.revenue AS DECIMAL(38,6)) " + lostRows(load));
            }
        });
        set.fact()
                .revenue()
                .forEach((currency, amount) -> revenue.add("SELECT CAST('%s' AS VARCHAR(3)), -CAST(%s AS DECIMAL(38,6))"
                        .formatted(currency, amount.toPlainString())));
        must("fact_rows", rows + " = " + set.fact().rows());
        // A currency whose last sale was withdrawn is stated with 0 or not at all: its lines are counted above.
        counts.add(("(SELECT COUNT(*) AS n FROM (\n  SELECT currency FROM (\n    %s\n  ) AS amounts GROUP BY currency\n"
                        + "  HAVING SUM(amount) <> 0\n) AS c) AS wrong_revenue")
                .formatted(revenue));
        must("fact_revenue", "wrong_revenue.n = 0");
    }

    /** The rows of the target that a replacement takes away, each once, as {@code t}. */
    private String lostRows(TableLoad load) {
        return "FROM %s AS t JOIN (SELECT DISTINCT %s FROM %s) AS k ON %s"
                .formatted(
                        load.table().qualifiedName(),
                        String.join(", ", load.table().key()),
                        stage(load),
                        LoadKeys.matching(load, "t", "k"));
    }

    private void must(String column, String condition) {
        columns.add(column);
        values.add("CASE WHEN " + condition + " THEN 1 END");
    }

    private static Map<String, String> dimensions() {
        Map<String, String> dimensions = new LinkedHashMap<>();
        for (String name : List.of("product", "customer", "location", "store", "date", "time")) {
            dimensions.put(name + "_key", "dim_" + name);
        }
        return Collections.unmodifiableMap(dimensions);
    }

    private String stage(TableLoad load) {
        return LoadKeys.stageTable(set, load);
    }

    private static String name(TableLoad load) {
        return load.table().tableName();
    }
}
