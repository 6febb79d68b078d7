package io.tillstream.local.redshift.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The attributes behind a table's columns that say where Redshift keeps its rows; PostgreSQL has none of them. */
final class TableAttributes {
    private static final Set<String> STYLES = Set.of("auto", "even", "key", "all");

    private final List<String> columns = new ArrayList<>();
    private String style = "auto";
    private boolean keyed;

    /** Reads the attributes where the cursor stands and goes behind them. */
    static TableAttributes read(Cursor cursor) {
        TableAttributes attributes = new TableAttributes();
        while (attributes.readOne(cursor)) {
            // The condition reads.
        }
        return attributes;
    }

    private boolean readOne(Cursor cursor) {
        if (cursor.accept("diststyle")) {
            style = cursor.next().name();
            if (!STYLES.contains(style)) {
                throw RedshiftSqlException.syntax(style);
            }
            return true;
        }
        if (cursor.accept("distkey")) {
            keyed = true;
            addColumns(cursor);
            return true;
        }
        if (cursor.accept("compound", "sortkey") || cursor.accept("interleaved", "sortkey")) {
            addColumns(cursor);
            return true;
        }
        if (cursor.accept("sortkey")) {
            if (!cursor.accept("auto")) {
                addColumns(cursor);
            }
            return true;
        }
        return cursor.accept("encode", "auto") || cursor.accept("backup", "yes") || cursor.accept("backup", "no");
    }

    private void addColumns(Cursor cursor) {
        Cursor.splitAtCommas(cursor.bracketed())
                .forEach(column -> columns.add(column.get(0).name()));
    }

    /** Refuses keys that name no column, and a key without the style that it needs, or the reverse. */
    void check(List<ColumnDefinition> table) {
        List<String> names = table.stream().map(ColumnDefinition::name).toList();
        for (String column : columns) {
            if (!names.contains(column)) {
                throw new RedshiftSqlException("column \"" + column + "\" named in key does not exist");
            }
        }
        long keys = table.stream().filter(ColumnDefinition::distKey).count() + (keyed ? 1 : 0);
        if (keys > 1) {
            throw new RedshiftSqlException("a table can have only one DISTKEY");
        }
        if (style.equals("key") && keys == 0) {
            throw new RedshiftSqlException("DISTSTYLE KEY needs a DISTKEY column");
        }
        if (keys == 1 && (style.equals("all") || style.equals("even"))) {
            throw new RedshiftSqlException("DISTKEY cannot be used with DISTSTYLE " + style);
        }
    }
}
