package io.tillstream.standins.redshift.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The rules that change single words, names, literals and casts anywhere in a statement. */
final class WordRules {
    private static final Set<String> UNIT_FUNCTIONS = Set.of("dateadd", "datediff", "date_part", "date_trunc");

    private WordRules() {}

    /** Names are lower case, in quotes too. */
    static List<Token> foldQuotedNames(List<Token> statement) {
        return statement.stream()
                .map(t -> t.kind() == Token.Kind.QUOTED_NAME ? t.withText(ColumnDefinition.quoted(t.name())) : t)
                .toList();
    }

    /** In Redshift a backslash in a literal is an escape; PostgreSQL wants to be told. */
    static List<Token> escapeStrings(List<Token> statement) {
        List<Token> result = new ArrayList<>();
        for (int i = 0; i < statement.size(); i++) {
            Token token = statement.get(i);
            boolean marked = i > 0 && at(statement, i - 1, "e") && !token.spaced();
            boolean escaped = token.kind() == Token.Kind.STRING
                    && token.text().startsWith("'")
                    && token.text().contains("\\")
                    && !marked;
            result.add(escaped ? new Token(Token.Kind.STRING, "E" + token.text(), true) : token);
        }
        return result;
    }

    /** SYSDATE is a word without brackets; a function of the shims in PostgreSQL. */
    static List<Token> sysdate(List<Token> statement) {
        List<Token> result = new ArrayList<>();
        for (int i = 0; i < statement.size(); i++) {
            Token token = statement.get(i);
            boolean plain = token.is("sysdate") && !at(statement, i - 1, ".") && !at(statement, i + 1, "(");
            result.add(plain ? token.withText("sysdate()") : token);
        }
        return result;
    }

    /** The unit of a date function may be a bare word. */
    static List<Token> dateUnits(List<Token> statement) {
        List<Token> result = new ArrayList<>();
        for (int i = 0; i < statement.size(); i++) {
            Token token = statement.get(i);
            boolean unit = i >= 2
                    && token.kind() == Token.Kind.WORD
                    && at(statement, i - 1, "(")
                    && at(statement, i + 1, ",")
                    && UNIT_FUNCTIONS.contains(statement.get(i - 2).name());
            result.add(unit ? new Token(Token.Kind.STRING, "'" + token.name() + "'", token.spaced()) : token);
        }
        return result;
    }

    /** The types of casts, with Redshift's default lengths and precisions. */
    static List<Token> casts(List<Token> statement) {
        List<Token> result = new ArrayList<>();
        List<Integer> castsOpen = new ArrayList<>();
        int depth = 0;
        for (int i = 0; i < statement.size(); i++) {
            Token token = statement.get(i);
            if (token.is("(")) {
                depth++;
                if (at(statement, i - 1, "cast")) {
                    castsOpen.add(depth);
                }
            } else if (token.is(")")) {
                castsOpen.remove((Integer) depth);
                depth--;
            }
            result.add(token);
            if (token.is("::") || (token.is("as") && castsOpen.contains(depth))) {
                List<Token> rest = statement.subList(i + 1, statement.size());
                Cursor cursor = new Cursor(rest);
                ColumnType type = ColumnType.read(cursor);
                result.add(Token.word(type.postgres()));
                i += rest.size() - cursor.rest().size();
            }
        }
        return result;
    }

    /** Late-binding views bind early here. */
    static List<Token> lateBinding(List<Token> statement) {
        int end = statement.size() - 4;
        boolean late =
                end > 0 && new Cursor(statement.subList(end, statement.size())).sees("with", "no", "schema", "binding");
        return late ? statement.subList(0, end) : statement;
    }

    /** LOCK takes no mode: it is always exclusive. */
    static List<Token> lock(List<Token> statement) {
        if (new Cursor(statement).sees("lock") && statement.stream().anyMatch(t -> t.is("in") || t.is("nowait"))) {
            throw RedshiftSqlException.syntax("IN");
        }
        return statement;
    }

    private static boolean at(List<Token> statement, int index, String word) {
        return index >= 0 && index < statement.size() && statement.get(index).is(word);
    }
}
