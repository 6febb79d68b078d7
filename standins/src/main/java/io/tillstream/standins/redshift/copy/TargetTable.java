package io.tillstream.standins.redshift.copy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The table that a COPY fills.
 *
 * @param name its name as SQL
 * @param columns the columns that are filled, in the order of the files
 */
record TargetTable(String name, List<TargetColumn> columns) {
    private static final int TYPMOD_HEADER = 4;
    private static final String COLUMNS = """
            select a.attname, t.typname, format_type(a.atttypid, a.atttypmod), a.atttypmod, a.attnotnull, a.atthasdef
            from pg_attribute a join pg_type t on t.oid = a.atttypid
            where a.attrelid = to_regclass(?) and a.attnum > 0 and not a.attisdropped
            order by a.attnum
            """;

    static TargetTable read(Connection connection, String table, List<String> listed)
            throws SQLException, CopyException {
        Map<String, TargetColumn> all = new LinkedHashMap<>();
        HashSet<String> mustBeListed = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, table);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    TargetColumn column = column(result);
                    all.put(column.name(), column);
                    if (column.required() && !result.getBoolean(6)) {
                        mustBeListed.add(column.name());
                    }
                }
            }
        }
        if (all.isEmpty()) {
            throw CopyException.of("", "relation " + table.replace("\"", "") + " does not exist");
        }
        if (listed.isEmpty()) {
            return new TargetTable(table, List.copyOf(all.values()));
        }
        List<TargetColumn> columns = new ArrayList<>();
        for (String name : listed) {
            if (!all.containsKey(name)) {
                throw CopyException.of("", "column \"" + name + "\" of relation " + table + " does not exist");
            }
            columns.add(all.get(name));
            mustBeListed.remove(name);
        }
        if (!mustBeListed.isEmpty()) {
            throw CopyException.of(
                    "", "NOT NULL columns without a default must be included in the column list: " + mustBeListed);
        }
        return new TargetTable(table, List.copyOf(columns));
    }

    private static TargetColumn column(ResultSet result) throws SQLException {
        String type = result.getString(2);
        int typmod = result.getInt(4) - TYPMOD_HEADER;
        boolean decimal = type.equals("numeric");
        int length = typmod < 0 ? 0 : decimal ? typmod >> 16 & 0xffff : typmod;
        return new TargetColumn(
                result.getString(1),
                type,
                result.getString(3),
                length,
                decimal && typmod >= 0 ? typmod & 0x7ff : 0,
                result.getBoolean(5));
    }

    /** The statement that takes the rows. */
    String copyIn() {
        StringBuilder sql = new StringBuilder("copy ").append(name).append(" (");
        for (int i = 0; i < columns.size(); i++) {
            sql.append(i == 0 ? "" : ", ")
                    .append('"')
                    .append(columns.get(i).name())
                    .append('"');
        }
        return sql.append(") from stdin (format binary)").toString();
    }
}
