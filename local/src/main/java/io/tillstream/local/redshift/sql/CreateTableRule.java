package io.tillstream.local.redshift.sql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** CREATE TABLE: byte lengths are enforced, keys are not, storage attributes are read, checked and left out. */
final class CreateTableRule implements Rule {
    @Override
    public List<Token> apply(List<Token> statement) {
        Cursor cursor = new Cursor(statement);
        if (!cursor.accept("create")) {
            return statement;
        }
        cursor.accept("local");
        boolean temporary = cursor.accept("temp") || cursor.accept("temporary");
        if (!cursor.accept("table")) {
            return statement;
        }
        String head = (temporary ? "CREATE TEMP TABLE " : "CREATE TABLE ")
                + (cursor.accept("if", "not", "exists") ? "IF NOT EXISTS " : "")
                + Token.render(cursor.qualifiedName());
        List<Token> elements = cursor.sees("(") ? cursor.bracketed() : List.of();
        TableAttributes attributes = TableAttributes.read(cursor);
        if (cursor.accept("as")) {
            return asSelect(head, elements, cursor.rest());
        }
        if (!cursor.atEnd() || elements.isEmpty()) {
            throw cursor.unexpected();
        }
        return List.of(Token.word(head + " (" + columns(elements, attributes) + ")"));
    }

    private static List<Token> asSelect(String head, List<Token> elements, List<Token> select) {
        List<Token> result = new ArrayList<>();
        result.add(Token.word(head + (elements.isEmpty() ? "" : " (" + Token.render(elements) + ")") + " AS"));
        result.addAll(select);
        return result;
    }

    private static String columns(List<Token> elements, TableAttributes attributes) {
        List<ColumnDefinition> columns = new ArrayList<>();
        List<String> others = new ArrayList<>();
        Set<String> primaryKey = new HashSet<>();
        for (List<Token> element : Cursor.splitAtCommas(elements)) {
            Cursor cursor = new Cursor(element);
            if (cursor.accept("like")) {
                others.add(like(cursor));
            } else if (!readTableConstraint(cursor, primaryKey)) {
                columns.add(ColumnDefinition.read(element));
            }
        }
        if (others.isEmpty()) {
            attributes.check(columns);
        }
        columns.forEach(column -> others.add(column.postgres(primaryKey.contains(column.name()))));
        return String.join(", ", others);
    }

    /** PostgreSQL copies NOT NULL by itself; the byte lengths are constraints here and must be asked for. */
    private static String like(Cursor cursor) {
        String source = Token.render(cursor.qualifiedName());
        String defaults = "";
        if (cursor.accept("including", "defaults")) {
            defaults = " INCLUDING DEFAULTS";
        } else {
            cursor.accept("excluding", "defaults");
        }
        if (!cursor.atEnd()) {
            throw cursor.unexpected();
        }
        return "LIKE " + source + defaults + " INCLUDING CONSTRAINTS";
    }

    private static boolean readTableConstraint(Cursor cursor, Set<String> primaryKey) {
        if (cursor.accept("constraint")) {
            cursor.next();
        }
        if (cursor.accept("primary", "key")) {
            Cursor.splitAtCommas(cursor.bracketed())
                    .forEach(column -> primaryKey.add(column.get(0).name()));
            return true;
        }
        if (cursor.sees("check")) {
            throw new RedshiftSqlException("CHECK constraints are not supported");
        }
        return cursor.sees("unique", "(") || cursor.sees("foreign", "key");
    }
}
