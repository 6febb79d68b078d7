package io.tillstream.standins.redshift.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The attributes after a table's columns that say where Redshift keeps its rows; PostgreSQL has none of them. */
final class TableAttributes {
    private static final int MAX_COMPOUND = 400;
    private static final int MAX_INTERLEAVED = 8;
    private static final Set<String> STYLES = Set.of("auto", "even", "key", "all");

    private final List<String> sortKey = new ArrayList<>();
    private String style = "auto";
    private String distKey = "";
    private boolean interleaved;

    /** Reads the attributes at the cursor and moves past them. */
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
            List<String> columns = columns(cursor);
            if (columns.size() != 1 || !distKey.isEmpty()) {
                throw new RedshiftSqlException("a table can have only one DISTKEY");
            }
            distKey = columns.get(0);
            return true;
        }
        interleaved |= cursor.sees("interleaved", "sortkey");
        if (cursor.accept("compound", "sortkey") || cursor.accept("interleaved", "sortkey")) {
            sortKey.addAll(columns(cursor));
            return true;
        }
        if (cursor.accept("sortkey")) {
            if (!cursor.accept("auto")) {
                sortKey.addAll(columns(cursor));
            }
            return true;
        }
        return cursor.accept("encode", "auto") || cursor.accept("backup", "yes") || cursor.accept("backup", "no");
    }

    private static List<String> columns(Cursor cursor) {
        return Cursor.splitAtCommas(cursor.bracketed()).stream()
                .map(column -> column.get(0).name())
                .toList();
    }

    /** Refuses keys that name no column, and a key without the style that it needs, or the reverse. */
    void check(List<ColumnDefinition> table) {
        List<String> names = table.stream().map(ColumnDefinition::name).toList();
        List<String> keys = new ArrayList<>(sortKey);
        if (!distKey.isEmpty()) {
            keys.add(distKey);
        }
        for (String column : keys) {
            if (!names.contains(column)) {
                throw new RedshiftSqlException("column \"" + column + "\" named in key does not exist");
            }
        }
        for (ColumnDefinition column : table) {
            if (column.distKey()) {
                if (!distKey.isEmpty()) {
                    throw new RedshiftSqlException("a table can have only one DISTKEY");
                }
                distKey = column.name();
            }
            if (column.sortKey()) {
                sortKey.add(column.name());
            }
        }
        if (sortKey.size() > (interleaved ? MAX_INTERLEAVED : MAX_COMPOUND)) {
            throw new RedshiftSqlException(
                    "a sort key can have no more than " + (interleaved ? MAX_INTERLEAVED : MAX_COMPOUND) + " columns");
        }
        checkStyle();
    }

    private void checkStyle() {
        if (style.equals("key") && distKey.isEmpty()) {
            throw new RedshiftSqlException("DISTSTYLE KEY needs a DISTKEY column");
        }
        if (!distKey.isEmpty() && (style.equals("all") || style.equals("even"))) {
            throw new RedshiftSqlException("DISTKEY cannot be used with DISTSTYLE " + style);
        }
    }

    /**
     * The statement that keeps them for the system relations, to be carried out after the one that creates the table.
     *
     * @param table the table's name as SQL
     * @param columns its columns, as far as the statement names them
     */
    String note(String table, List<ColumnDefinition> columns) {
        String encodings = columns.stream()
                .filter(column -> !column.encoding().isEmpty())
                .map(column -> "\"" + column.name().replace("\"", "\\\"") + "\":\"" + column.encoding() + "\"")
                .collect(Collectors.joining(",", "{", "}"));
        String sort = sortKey.stream().map(TableAttributes::literal).collect(Collectors.joining(","));
        return "SELECT redshift_shim.note_table(" + literal(table) + ", "
                + literal(distKey.isEmpty() ? style : "key") + ", " + literal(distKey) + ", ARRAY[" + sort
                + "]::varchar[], "
                + interleaved + ", " + literal(encodings) + ")";
    }

    /** The same for a table that is a copy of another. */
    static String noteCopy(String table, String source) {
        return "SELECT redshift_shim.note_copy(" + literal(table) + ", " + literal(source) + ")";
    }

    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
