package io.tillstream.standins.redshift.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Clauses of a query that PostgreSQL spells differently or lacks. */
final class SelectRules {
    private static final Set<String> SET_OPERATORS = Set.of("union", "intersect", "except", "minus");
    private static final Set<String> AFTER_QUALIFY = Set.of("order", "limit", "offset");
    private static final String CONDITION = "qualify_condition";

    private SelectRules() {}

    /** MINUS between two queries is EXCEPT. */
    static List<Token> minus(List<Token> statement) {
        List<Token> result = new ArrayList<>();
        for (int i = 0; i < statement.size(); i++) {
            boolean operator = statement.get(i).is("minus")
                    && i + 1 < statement.size()
                    && (statement.get(i + 1).is("select")
                            || statement.get(i + 1).is("("));
            result.add(operator ? statement.get(i).withText("EXCEPT") : statement.get(i));
        }
        return result;
    }

    /** APPROXIMATE counts exactly here. */
    static List<Token> approximate(List<Token> statement) {
        List<Token> result = new ArrayList<>();
        for (int i = 0; i < statement.size(); i++) {
            Cursor here = new Cursor(statement.subList(i, statement.size()));
            if (!here.sees("approximate", "count") && !here.sees("approximate", "percentile_disc")) {
                result.add(statement.get(i));
            }
        }
        return result;
    }

    /** {@code SELECT TOP n} is LIMIT at the end of its query. */
    static List<Token> top(List<Token> statement) {
        return new Scopes(statement, SelectRules::topOfOne).rewritten();
    }

    private static List<Token> topOfOne(List<Token> query) {
        int at =
                query.size() > 1 && (query.get(1).is("distinct") || query.get(1).is("all")) ? 2 : 1;
        if (!query.get(0).is("select")
                || at + 1 >= query.size()
                || !query.get(at).is("top")) {
            return query;
        }
        boolean bracketed = query.get(at + 1).is("(")
                && at + 3 < query.size()
                && query.get(at + 3).is(")");
        Token rows = query.get(at + (bracketed ? 2 : 1));
        if (rows.kind() != Token.Kind.NUMBER && rows.kind() != Token.Kind.PARAMETER) {
            throw RedshiftSqlException.syntax(rows.text());
        }
        List<Token> rest = query.subList(at + (bracketed ? 4 : 2), query.size());
        if (find(rest, SET_OPERATORS) >= 0 || find(rest, Set.of("limit")) >= 0) {
            throw RedshiftSqlException.notEmulated("TOP with LIMIT or in one of several joined queries");
        }
        List<Token> result = new ArrayList<>(query.subList(0, at));
        result.addAll(rest);
        result.add(Token.word("LIMIT"));
        result.addAll(bracketed ? query.subList(at + 1, at + 4) : List.of(rows.spaced(true)));
        return result;
    }

    /**
     * Window functions respect nulls by default, so {@code RESPECT NULLS} says nothing; PostgreSQL 18 cannot ignore
     * them.
     */
    static List<Token> nulls(List<Token> statement) {
        List<Token> result = new ArrayList<>();
        for (int i = 0; i < statement.size(); i++) {
            Cursor here = new Cursor(statement.subList(i, statement.size()));
            if (here.sees("ignore", "nulls")) {
                throw RedshiftSqlException.notEmulated("IGNORE NULLS");
            }
            if (here.sees("respect", "nulls")) {
                i++;
            } else {
                result.add(statement.get(i));
            }
        }
        return result;
    }

    /** QUALIFY filters the rows of a query by its window functions: a query around the query does. */
    static List<Token> qualify(List<Token> statement) {
        return new Scopes(statement, SelectRules::qualifyOfOne).rewritten();
    }

    private static List<Token> qualifyOfOne(List<Token> query) {
        int qualify = find(query, Set.of("qualify"));
        if (qualify < 0 || !query.get(0).is("select")) {
            return query;
        }
        int from = find(query, Set.of("from"));
        if (from < 0 || from > qualify || find(query, SET_OPERATORS) >= 0) {
            throw RedshiftSqlException.notEmulated("QUALIFY in this query");
        }
        int end = find(query.subList(qualify, query.size()), AFTER_QUALIFY);
        int after = end < 0 ? query.size() : qualify + end;
        List<String> names = new ArrayList<>();
        Cursor.splitAtCommas(query.subList(1, from)).forEach(column -> names.add(name(column)));
        String inner = Token.render(query.subList(0, from)) + ", (" + Token.render(query.subList(qualify + 1, after))
                + ") AS " + CONDITION + " " + Token.render(query.subList(from, qualify));
        return Lexer.read("SELECT " + String.join(", ", names) + " FROM (" + inner + ") AS qualified WHERE " + CONDITION
                + " " + Token.render(query.subList(after, query.size())));
    }

    private static String name(List<Token> column) {
        Token last = column.get(column.size() - 1);
        boolean named = column.size() == 1
                || column.get(column.size() - 2).is("as")
                || column.get(column.size() - 2).is(".");
        if (!named || !last.isName() || column.get(0).is("distinct")) {
            throw RedshiftSqlException.notEmulated("QUALIFY where a column has no name (" + Token.render(column) + ")");
        }
        return ColumnDefinition.quoted(last.name());
    }

    /** Where one of the words first appears outside brackets, or -1. */
    private static int find(List<Token> tokens, Set<String> words) {
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            if (depth == 0 && token.kind() == Token.Kind.WORD && words.contains(token.name())) {
                return i;
            }
        }
        return -1;
    }
}
