package io.tillstream.standins.redshift.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One column of a CREATE TABLE or ADD COLUMN. Keys are accepted and not enforced, as in Redshift; so are the attributes that
 * say where data lies.
 *
 * @param name its name, folded
 * @param type its type
 * @param identity PostgreSQL's clause for an identity column, else empty
 * @param defaultValue the expression of its default, else empty
 * @param required whether it is NOT NULL
 * @param primaryKey whether it is the primary key, which makes it NOT NULL
 * @param distKey whether it is the distribution key
 * @param sortKey whether it is the sort key
 * @param encoding its encoding in lower case, or empty if Redshift would choose
 */
record ColumnDefinition(
        String name,
        ColumnType type,
        String identity,
        String defaultValue,
        boolean required,
        boolean primaryKey,
        boolean distKey,
        boolean sortKey,
        String encoding) {
    private static final Set<String> ATTRIBUTES = Set.of(
            "not",
            "null",
            "default",
            "identity",
            "generated",
            "encode",
            "distkey",
            "sortkey",
            "collate",
            "unique",
            "primary",
            "references",
            "check");

    static ColumnDefinition read(List<Token> tokens) {
        Cursor cursor = new Cursor(tokens);
        Token name = cursor.next();
        ReservedWords.refuse(name);
        return new Reader(name.name(), ColumnType.read(cursor), cursor).read();
    }

    /** This column in PostgreSQL. */
    String postgres(boolean inPrimaryKey) {
        StringBuilder sql = new StringBuilder(quoted(name)).append(' ').append(type.postgres());
        sql.append(identity);
        if (!defaultValue.isEmpty()) {
            sql.append(" DEFAULT ").append(defaultValue);
        }
        if (required || primaryKey || inPrimaryKey) {
            sql.append(" NOT NULL");
        }
        return sql.toString();
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static final class Reader {
        private final String name;
        private final ColumnType type;
        private final Cursor cursor;
        private String identity = "";
        private String defaultValue = "";
        private boolean required;
        private boolean primaryKey;
        private boolean distKey;
        private boolean sortKey;
        private String encoding = "";

        Reader(String name, ColumnType type, Cursor cursor) {
            this.name = name;
            this.type = type;
            this.cursor = cursor;
        }

        ColumnDefinition read() {
            while (!cursor.atEnd()) {
                attribute();
            }
            return new ColumnDefinition(
                    name, type, identity, defaultValue, required, primaryKey, distKey, sortKey, encoding);
        }

        private void attribute() {
            if (cursor.accept("not", "null")) {
                required = true;
            } else if (cursor.accept("primary", "key")) {
                primaryKey = true;
            } else if (cursor.accept("distkey")) {
                distKey = true;
            } else if (cursor.accept("default")) {
                defaultValue = Token.render(expression());
            } else if (cursor.accept("identity")) {
                identity = identity("ALWAYS");
            } else if (cursor.accept("generated", "by", "default", "as", "identity")) {
                identity = identity("BY DEFAULT");
            } else if (cursor.accept("encode")) {
                encoding = Encodings.require(cursor.next());
            } else if (cursor.accept("sortkey")) {
                sortKey = true;
            } else if (cursor.accept("collate")) {
                cursor.next();
            } else if (cursor.accept("references")) {
                cursor.qualifiedName();
                if (cursor.sees("(")) {
                    cursor.bracketed();
                }
            } else if (cursor.sees("check")) {
                throw new RedshiftSqlException("CHECK constraints are not supported");
            } else if (!cursor.accept("unique") && !cursor.accept("null")) {
                throw cursor.unexpected();
            }
        }

        private List<Token> expression() {
            List<Token> expression = new ArrayList<>();
            do {
                if (cursor.sees("(")) {
                    expression.add(Token.symbol("("));
                    expression.addAll(cursor.bracketed());
                    expression.add(Token.symbol(")"));
                } else {
                    expression.add(cursor.next());
                }
            } while (!cursor.atEnd() && ATTRIBUTES.stream().noneMatch(cursor::sees));
            return expression;
        }

        private String identity(String kind) {
            List<List<Token>> arguments = Cursor.splitAtCommas(cursor.bracketed());
            if (arguments.size() != 2) {
                throw RedshiftSqlException.syntax("IDENTITY");
            }
            required = true;
            String start = Token.render(arguments.get(0));
            // PostgreSQL begins at 1 by default.
            String least = start.matches("[1-9]\\d*") ? "" : " MINVALUE " + Integer.MIN_VALUE;
            return " GENERATED " + kind + " AS IDENTITY (START WITH " + start + " INCREMENT BY "
                    + Token.render(arguments.get(1)) + least + ")";
        }
    }
}
