package io.tillstream.standins.redshift.sql;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What PostgreSQL has and Redshift refuses, as far as it is likely to slip in. */
final class Refusals {
    private static final Set<String> AGGREGATES = Set.of(
            "sum",
            "count",
            "avg",
            "min",
            "max",
            "stddev",
            "stddev_samp",
            "stddev_pop",
            "variance",
            "var_samp",
            "var_pop",
            "first_value",
            "last_value",
            "nth_value");
    private static final List<String[]> NOT_IN_THE_GRAMMAR = List.of(
            new String[] {"for", "update"},
            new String[] {"for", "share"},
            new String[] {"fetch", "first"},
            new String[] {"fetch", "next"},
            new String[] {"intersect", "all"},
            new String[] {"except", "all"},
            new String[] {"between", "symmetric"},
            new String[] {"with", "ordinality"},
            new String[] {"overriding"});
    private static final Set<String> LEADER_ONLY = Set.of("generate_series", "array_agg", "now", "age", "substr");
    private static final Set<String> LEADER_ONLY_WORDS =
            Set.of("current_timestamp", "localtimestamp", "localtime", "current_time");
    private static final Map<String, String> CREATES = Map.of(
            "index", "SQL command \"CREATE INDEX\" not supported on Redshift tables.",
            "unique", "SQL command \"CREATE UNIQUE INDEX\" not supported on Redshift tables.",
            "sequence", "CREATE SEQUENCE is not supported",
            "trigger", "CREATE TRIGGER is not supported",
            "extension", "CREATE EXTENSION is not supported",
            "type", "CREATE TYPE is not supported",
            "domain", "CREATE DOMAIN is not supported",
            "unlogged", "syntax error at or near \"UNLOGGED\"",
            "rule", "CREATE RULE is not supported");

    private Refusals() {}

    static List<Token> grammar(List<Token> statement) {
        refuseWriteAfterWith(statement);
        for (int i = 0; i < statement.size(); i++) {
            Cursor here = new Cursor(statement.subList(i, statement.size()));
            if (here.sees("on", "conflict")) {
                throw RedshiftSqlException.syntax("CONFLICT");
            }
            if (here.sees("returning") && !new Cursor(statement).sees("select")) {
                throw RedshiftSqlException.syntax("RETURNING");
            }
            if (here.sees("distinct", "on", "(")) {
                throw new RedshiftSqlException("SELECT DISTINCT ON is not supported");
            }
            if (here.sees("filter", "(", "where")) {
                throw RedshiftSqlException.syntax("FILTER");
            }
            if (here.sees("distinct", "from") && i > 0 && (is(statement, i - 1, "is") || is(statement, i - 1, "not"))) {
                throw RedshiftSqlException.syntax("DISTINCT");
            }
            if (here.sees("lateral") || here.sees("array", "[") || here.sees("tablesample")) {
                throw RedshiftSqlException.syntax(statement.get(i).text());
            }
            if ((here.sees("(", "values") && !insertSource(statement, i))
                    || here.sees("->")
                    || here.sees("->>")
                    || here.sees("(", "table")) {
                throw RedshiftSqlException.syntax(statement.get(i).text());
            }
            if (here.sees("over") && is(statement, i - 1, ")") && !here.sees("over", "(")) {
                throw RedshiftSqlException.syntax(
                        statement.get(Math.min(i + 1, statement.size() - 1)).text());
            }
            if (here.sees("pivot", "(") || here.sees("unpivot", "(") || here.sees("connect", "by")) {
                throw RedshiftSqlException.notEmulated(statement.get(i).text());
            }
            for (String[] words : NOT_IN_THE_GRAMMAR) {
                if (here.sees(words)) {
                    throw RedshiftSqlException.syntax(words[words.length - 1].toUpperCase(Locale.ROOT));
                }
            }
            if (here.sees("as", "materialized") || here.sees("as", "not", "materialized")) {
                throw RedshiftSqlException.syntax("MATERIALIZED");
            }
        }
        return statement;
    }

    /** WITH may begin a query only, or appear inside an INSERT. */
    private static void refuseWriteAfterWith(List<Token> statement) {
        int depth = 0;
        for (Token token : statement) {
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            boolean write = token.is("insert") || token.is("update") || token.is("delete") || token.is("merge");
            if (write && statement.get(0).is("with")) {
                throw RedshiftSqlException.syntax(token.text());
            }
            if (depth == 0 && token.is("select")) {
                return;
            }
        }
    }

    private static boolean insertSource(List<Token> statement, int bracket) {
        return bracket > 0 && statement.get(bracket - 1).is("insert");
    }

    static List<Token> functions(List<Token> statement) {
        for (int i = 0; i < statement.size(); i++) {
            Token token = statement.get(i);
            if (token.kind() != Token.Kind.WORD || is(statement, i - 1, ".")) {
                continue;
            }
            boolean call = is(statement, i + 1, "(");
            if ((call && LEADER_ONLY.contains(token.name())) || LEADER_ONLY_WORDS.contains(token.name())) {
                throw new RedshiftSqlException(
                        "Specified types or functions (one per INFO message) not supported on Redshift tables: "
                                + token.name());
            }
            if (call && (token.is("lag") || token.is("lead") || token.is("concat"))) {
                refuseThirdArgument(token, new Cursor(statement.subList(i + 1, statement.size())));
            }
        }
        return statement;
    }

    private static void refuseThirdArgument(Token function, Cursor arguments) {
        if (Cursor.splitAtCommas(arguments.bracketed()).size() > 2) {
            if (function.is("concat")) {
                throw new RedshiftSqlException("function concat with more than two arguments does not exist");
            }
            throw new RedshiftSqlException("Default parameter not be supported for window function "
                    + function.name().toUpperCase(Locale.ROOT));
        }
    }

    /** With an ORDER BY, an aggregate's window needs its frame written out. */
    static List<Token> windowFrames(List<Token> statement) {
        for (int i = 0; i < statement.size(); i++) {
            if (statement.get(i).kind() != Token.Kind.WORD
                    || !AGGREGATES.contains(statement.get(i).name())
                    || !is(statement, i + 1, "(")) {
                continue;
            }
            Cursor cursor = new Cursor(statement.subList(i + 1, statement.size()));
            cursor.bracketed();
            if (cursor.accept("over") && cursor.sees("(")) {
                List<Token> window = cursor.bracketed();
                boolean ordered = window.stream().anyMatch(t -> t.is("order"));
                boolean framed = window.stream().anyMatch(t -> t.is("rows"));
                if (ordered && !framed) {
                    throw new RedshiftSqlException(
                            "Aggregate window functions with an ORDER BY clause require a frame clause");
                }
            }
        }
        return statement;
    }

    static List<Token> objects(List<Token> statement) {
        Cursor cursor = new Cursor(statement);
        if (cursor.accept("create") && !cursor.atEnd()) {
            String refusal = CREATES.get(cursor.next().name());
            if (refusal != null) {
                throw new RedshiftSqlException(refusal);
            }
        }
        return statement;
    }

    private static boolean is(List<Token> statement, int index, String word) {
        return index >= 0 && index < statement.size() && statement.get(index).is(word);
    }
}
