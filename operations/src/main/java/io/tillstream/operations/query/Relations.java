package io.tillstream.operations.query;

import io.tillstream.operations.command.CommandException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The warehouse's tables and views, and their columns, as its own catalogue describes them. */
public final class Relations {
    private static final String TABLES = """
            SELECT t.table_schema AS schema, t.table_name AS name,
                   CASE t.table_type WHEN 'BASE TABLE' THEN 'table' ELSE 'view' END AS kind,
                   COUNT(c.column_name) AS columns
            FROM information_schema.tables t
            JOIN information_schema.columns c ON c.table_schema = t.table_schema AND c.table_name = t.table_name
            WHERE t.table_schema IN ('sales', 'ops', 'staging')
            GROUP BY t.table_schema, t.table_name, t.table_type
            ORDER BY CASE t.table_schema WHEN 'sales' THEN 0 WHEN 'ops' THEN 1 ELSE 2 END, t.table_name""";

    private static final String COLUMNS = """
            SELECT column_name AS name,
                   CASE data_type
                       WHEN 'character varying' THEN 'varchar(' || character_maximum_length || ')'
                       WHEN 'character' THEN 'char(' || character_maximum_length || ')'
                       WHEN 'numeric' THEN 'decimal(' || numeric_precision || ',' || numeric_scale || ')'
                       WHEN 'timestamp without time zone' THEN 'timestamp'
                       ELSE data_type END AS type
            FROM information_schema.columns
            WHERE table_schema = :schema AND table_name = :name
            ORDER BY ordinal_position""";

    private final QueryRunner warehouse;

    /** @param warehouse the warehouse that is described */
    public Relations(QueryRunner warehouse) {
        this.warehouse = warehouse;
    }

    /** Returns every table and view of the schemas sales, ops and staging, those for analysts first. */
    public ResultTable all() {
        return warehouse.query(TABLES);
    }

    /**
     * Returns the columns of a table or view with their types.
     *
     * @param name its name, with its schema or without
     * @throws CommandException.Usage if there is none, with the nearest names
     */
    public ResultTable columns(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        List<List<String>> all = all().rows();
        List<String> found = all.stream()
                .filter(row -> wanted.equals(row.get(1)) || wanted.equals(qualified(row)))
                .findFirst()
                .orElseThrow(() -> unknown(name, all));
        return warehouse.query(COLUMNS, Map.of("schema", found.get(0), "name", found.get(1)));
    }

    private static CommandException unknown(String name, List<List<String>> all) {
        List<String> names = all.stream().map(Relations::qualified).toList();
        List<String> near = Suggestions.of(name.contains(".") ? name : "sales." + name.toLowerCase(Locale.ROOT), names);
        return new CommandException.Usage("There is no table or view " + name + "."
                + (near.isEmpty() ? "" : " Did you mean " + String.join(", ", near) + "?")
                + " ./tillstream describe lists all.");
    }

    private static String qualified(List<String> row) {
        return row.get(0) + "." + row.get(1);
    }
}
