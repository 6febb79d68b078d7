package io.tillstream.standins.redshift;

import io.tillstream.standins.redshift.StatementResult.Column;
import io.tillstream.standins.redshift.StatementResult.Table;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGResultSetMetaData;

/** Reads the rows of a query in the types that the Data API has: booleans, longs, doubles and text. */
final class ResultReader {
    private ResultReader() {}

    static Table read(ResultSet result, ResultLimits limits) throws SQLException {
        ResultSetMetaData metadata = result.getMetaData();
        List<Column> columns = new ArrayList<>();
        for (int i = 1; i <= metadata.getColumnCount(); i++) {
            columns.add(column(metadata, i));
        }
        List<Object[]> rows = new ArrayList<>();
        long bytes = 0;
        while (result.next()) {
            Object[] row = new Object[columns.size()];
            for (int i = 0; i < row.length; i++) {
                row[i] = value(result, i + 1, columns.get(i).typeName());
            }
            bytes = limits.add(row, bytes);
            rows.add(row);
        }
        return new Table(columns, rows, bytes);
    }

    private static Column column(ResultSetMetaData metadata, int i) throws SQLException {
        PGResultSetMetaData base = metadata.unwrap(PGResultSetMetaData.class);
        return new Column(
                metadata.getColumnLabel(i),
                redshiftType(metadata.getColumnTypeName(i)),
                metadata.getPrecision(i),
                metadata.getScale(i),
                metadata.isNullable(i),
                metadata.isSigned(i),
                base.getBaseSchemaName(i),
                base.getBaseTableName(i));
    }

    private static String redshiftType(String postgres) {
        return switch (postgres) {
            case "text", "name", "unknown" -> "varchar";
            case "serial" -> "int4";
            case "bigserial" -> "int8";
            default -> postgres;
        };
    }

    private static Object value(ResultSet result, int column, String type) throws SQLException {
        Object value = switch (type) {
            case "bool" -> result.getBoolean(column);
            case "int2", "int4", "int8" -> result.getLong(column);
            case "float4", "float8" -> result.getDouble(column);
            default -> result.getString(column);
        };
        return result.wasNull() ? null : value;
    }
}
