package io.tillstream.standins.redshift;

import java.util.List;
import java.util.Optional;

/**
 * What one statement came to.
 *
 * @param rows the rows it returned, else the rows it changed
 * @param table the rows themselves, if it is a query
 */
record StatementResult(long rows, Optional<Table> table) {
    static StatementResult changed(long rows) {
        return new StatementResult(rows, Optional.empty());
    }

    /**
     * The rows of a query.
     *
     * @param columns their columns
     * @param rows the values: {@link Boolean}, {@link Long}, {@link Double}, {@link String} or null
     * @param bytes the size of the values
     */
    record Table(List<Column> columns, List<Object[]> rows, long bytes) {}

    /**
     * A column of a query.
     *
     * @param name its name or alias
     * @param typeName its type in Redshift's words
     * @param precision digits, or length in characters
     * @param scale digits after the decimal point
     * @param nullable JDBC's code
     * @param signed whether numbers may be negative
     * @param schema the schema of the table that it comes from, possibly empty
     * @param table that table, possibly empty
     */
    record Column(
            String name,
            String typeName,
            int precision,
            int scale,
            int nullable,
            boolean signed,
            String schema,
            String table) {}
}
