package io.tillstream.standins.redshift.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Refuses calls of functions that Redshift does not have: PostgreSQL has many more. */
final class Functions {
    private static final Set<String> LISTED = read();
    private static final char LACKING = '-';

    /** Words that may come before a bracket and are not functions. */
    private static final Set<String> NOT_CALLS = Set.of("""
            add all and any as asc between by case check compound cube default desc distinct distkey else end except exists explain
            foreign from full group having identity if ilike in inner insert intersect interval into interleaved is join key left like
            limit minus not offset on or order over partition primary qualify references returning right rollup rows select set sets
            similar some sortkey table then to top union unique using values when where with within lock array
            bigint bpchar char character dec decimal double float int integer nchar numeric nvarchar real smallint text time timestamp
            timestamptz timetz varchar varying binary varbyte varbinary
            """.strip().split("\\s+"));

    /** Words after which a name with brackets is a table, a column list or an alias. */
    private static final Set<String> NAME_FOLLOWS = Set.of(
            "into",
            "table",
            "exists",
            "references",
            "view",
            "with",
            "recursive",
            "as",
            "constraint",
            "key",
            "function",
            "procedure",
            "call",
            "only");

    /** Statements that call nothing except in a DEFAULT, unless a query is part of them. */
    private static final Set<String> NO_EXPRESSIONS = Set.of("create", "alter", "grant", "revoke", "comment", "drop");

    private Functions() {}

    private static Set<String> read() {
        try (InputStream list = Functions.class.getResourceAsStream("functions.txt")) {
            if (list == null) {
                throw new IllegalStateException("functions.txt is missing from the jar");
            }
            return new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .flatMap(line -> Arrays.stream(line.strip().split("\\s+")))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The names of the functions that pass. */
    static Set<String> passing() {
        return LISTED.stream().filter(name -> name.charAt(0) != LACKING).collect(Collectors.toUnmodifiableSet());
    }

    static List<Token> refuseUnknown(List<Token> statement) {
        boolean definition = NO_EXPRESSIONS.contains(statement.get(0).name())
                && statement.stream().noneMatch(t -> t.is("select"));
        for (int i = 0; i + 1 < statement.size(); i++) {
            if (!statement.get(i).isName() || !statement.get(i + 1).is("(")) {
                continue;
            }
            int start = startOfName(statement, i);
            boolean called =
                    definition ? start > 0 && statement.get(start - 1).is("default") : isCall(statement, start, i);
            if (called) {
                requireKnown(statement.subList(start, i + 1));
            }
        }
        return statement;
    }

    private static boolean isCall(List<Token> statement, int start, int end) {
        boolean keyWord = start == end
                && statement.get(end).kind() == Token.Kind.WORD
                && NOT_CALLS.contains(statement.get(end).name());
        return !keyWord && !names(statement, start, end);
    }

    /** Quoted or qualified, a name is the same function; no schema but PostgreSQL's own has functions here. */
    private static void requireKnown(List<Token> name) {
        Token function = name.get(name.size() - 1);
        boolean builtIn =
                name.size() == 1 || (name.size() == 3 && name.get(0).name().equals("pg_catalog"));
        if (builtIn && LISTED.contains(LACKING + function.name())) {
            throw RedshiftSqlException.notEmulated("function " + function.name());
        }
        if (!builtIn || !LISTED.contains(function.name())) {
            String written = name.stream().map(Token::name).collect(Collectors.joining());
            throw new RedshiftSqlException("function " + written + " does not exist");
        }
    }

    /** Where a name with its qualifiers starts that ends at {@code end}. */
    private static int startOfName(List<Token> statement, int end) {
        int start = end;
        while (start >= 2
                && statement.get(start - 1).is(".")
                && statement.get(start - 2).isName()) {
            start -= 2;
        }
        return start;
    }

    /** Whether the name is not a function's: of a table, an alias, or of a common table expression with columns. */
    private static boolean names(List<Token> statement, int start, int end) {
        if (start == 0) {
            return false;
        }
        Token before = statement.get(start - 1);
        if (before.is(")") || (before.kind() == Token.Kind.WORD && NAME_FOLLOWS.contains(before.name()))) {
            return true;
        }
        if (!before.is(",")) {
            return false;
        }
        Cursor after = new Cursor(statement.subList(end + 1, statement.size()));
        try {
            after.bracketed();
        } catch (RedshiftSqlException open) {
            return true;
        }
        return after.sees("as", "(");
    }
}
