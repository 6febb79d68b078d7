package io.tillstream.standins.redshift.sql;

import java.util.List;

/** ALTER TABLE: new columns like those of CREATE TABLE; changes of distribution, sort key and encoding do nothing here. */
final class AlterTableRule implements Rule {
    @Override
    public List<Token> apply(List<Token> statement) {
        Cursor cursor = new Cursor(statement);
        if (!cursor.accept("alter", "table")) {
            return statement;
        }
        String table = Token.render(cursor.qualifiedName());
        if (cursor.accept("add")) {
            if (cursor.sees("constraint")
                    || cursor.sees("primary")
                    || cursor.sees("foreign")
                    || cursor.sees("unique")) {
                return nothing();
            }
            cursor.accept("column");
            return List.of(Token.word(
                    "ALTER TABLE " + table + " ADD COLUMN " + onlyColumn(cursor).postgres(false)));
        }
        if (cursor.accept("alter")) {
            return alter(table, cursor);
        }
        if (cursor.sees("append")) {
            throw RedshiftSqlException.notEmulated("ALTER TABLE APPEND");
        }
        return statement;
    }

    private static ColumnDefinition onlyColumn(Cursor cursor) {
        List<List<Token>> columns = Cursor.splitAtCommas(cursor.rest());
        if (columns.size() != 1) {
            throw new RedshiftSqlException("only one ADD COLUMN clause is allowed in an ALTER TABLE statement");
        }
        return ColumnDefinition.read(columns.get(0));
    }

    private static List<Token> alter(String table, Cursor cursor) {
        if (cursor.sees("distkey")
                || cursor.sees("diststyle")
                || cursor.sees("sortkey")
                || cursor.sees("compound")
                || cursor.sees("encode")) {
            return nothing();
        }
        cursor.accept("column");
        String column = cursor.next().name();
        if (cursor.accept("encode")) {
            return nothing();
        }
        cursor.expect("type");
        ColumnType type = ColumnType.read(cursor);
        if (type.maxBytes().isEmpty() || !cursor.atEnd()) {
            throw new RedshiftSqlException("ALTER COLUMN TYPE can only change the size of a VARCHAR column");
        }
        return List.of(Token.word("ALTER TABLE " + table + " ALTER COLUMN " + ColumnDefinition.quoted(column) + " TYPE "
                + type.postgres()));
    }

    /** A statement that PostgreSQL carries out without doing anything. */
    private static List<Token> nothing() {
        return List.of(Token.word("DO $$ BEGIN END $$"));
    }
}
