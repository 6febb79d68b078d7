package io.tillstream.standins.redshift.sql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** CREATE TABLE: keys are not enforced; storage attributes are read, checked and kept for the system relations. */
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
        String exists = cursor.accept("if", "not", "exists") ? "IF NOT EXISTS " : "";
        List<Token> name = cursor.qualifiedName();
        ReservedWords.refuse(name.get(name.size() - 1));
        String table = Token.render(name);
        String head = (temporary ? "CREATE TEMP TABLE " : "CREATE TABLE ") + exists + table;
        List<Token> elements = cursor.sees("(") ? cursor.bracketed() : List.of();
        TableAttributes attributes = TableAttributes.read(cursor);
        if (cursor.accept("as")) {
            return asSelect(head, elements, cursor.rest(), note(temporary, attributes.note(table, List.of())));
        }
        if (!cursor.atEnd() || elements.isEmpty()) {
            throw cursor.unexpected();
        }
        return columns(head, table, elements, attributes, temporary);
    }

    /** A temporary table is gone before anybody could ask for its attributes. */
    private static List<Token> note(boolean temporary, String note) {
        return temporary ? List.of() : List.of(Token.after(note));
    }

    private static List<Token> asSelect(String head, List<Token> elements, List<Token> select, List<Token> note) {
        List<Token> result = new ArrayList<>();
        result.add(Token.word(head + (elements.isEmpty() ? "" : " (" + Token.render(elements) + ")") + " AS"));
        result.addAll(select);
        result.addAll(note);
        return result;
    }

    private static List<Token> columns(
            String head, String table, List<Token> elements, TableAttributes attributes, boolean temporary) {
        List<ColumnDefinition> columns = new ArrayList<>();
        List<String> others = new ArrayList<>();
        List<String> copied = new ArrayList<>();
        Set<String> primaryKey = new HashSet<>();
        for (List<Token> element : Cursor.splitAtCommas(elements)) {
            Cursor cursor = new Cursor(element);
            if (cursor.accept("like")) {
                copied.add(Token.render(cursor.qualifiedName()));
                others.add(like(copied.get(0), cursor));
            } else if (!readTableConstraint(cursor, primaryKey)) {
                columns.add(ColumnDefinition.read(element));
            }
        }
        if (copied.isEmpty()) {
            attributes.check(columns);
        }
        columns.forEach(column -> others.add(column.postgres(primaryKey.contains(column.name()))));
        String create = head + " (" + String.join(", ", others) + ")";
        String note =
                copied.isEmpty() ? attributes.note(table, columns) : TableAttributes.noteCopy(table, copied.get(0));
        List<Token> result = new ArrayList<>(List.of(Token.word(create)));
        result.addAll(note(temporary, note));
        return result;
    }

    /** As in Redshift, NOT NULL is copied and keys are not. */
    private static String like(String source, Cursor cursor) {
        String defaults = "";
        if (cursor.accept("including", "defaults")) {
            defaults = " INCLUDING DEFAULTS";
        } else {
            cursor.accept("excluding", "defaults");
        }
        if (!cursor.atEnd()) {
            throw cursor.unexpected();
        }
        return "LIKE " + source + defaults;
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
