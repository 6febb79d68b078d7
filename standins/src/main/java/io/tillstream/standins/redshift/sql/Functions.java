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
    private static final Set<String> KNOWN = read();

    /** Words that may stand before a bracket and are no functions. */
    private static final Set<String> NOT_CALLS = Set.of("""
            add all and any as asc between by case check compound cube default desc distinct distkey else end except exists explain
            foreign from full group having identity if ilike in inner insert intersect interval into interleaved is join key left like
            limit minus not offset on or order over partition primary qualify references returning right rollup rows select set sets
            similar some sortkey table then to union unique using values when where with within lock array
            bigint bpchar char character dec decimal double float int integer nchar numeric nvarchar real smallint text time timestamp
            timestamptz timetz varchar varying binary varbyte varbinary
            """.strip().split("\\s+"));

    /** Words behind which a name with brackets is a table, a column list or an alias. */
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
            "only");

    /** Statements that call nothing, unless a query is part of them; what stands in a DEFAULT the database judges. */
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

    static List<Token> refuseUnknown(List<Token> statement) {
        boolean definition = NO_EXPRESSIONS.contains(statement.get(0).name());
        if (definition && statement.stream().noneMatch(t -> t.is("select"))) {
            return statement;
        }
        for (int i = 0; i + 1 < statement.size(); i++) {
            Token token = statement.get(i);
            boolean call = token.kind() == Token.Kind.WORD
                    && statement.get(i + 1).is("(")
                    && !NOT_CALLS.contains(token.name())
                    && !names(statement, i);
            if (call && !KNOWN.contains(token.name())) {
                throw new RedshiftSqlException("function " + token.name() + " does not exist");
            }
        }
        return statement;
    }

    /** Whether a name stands here that is no function's: of a table, an alias, or of a common table expression with columns. */
    private static boolean names(List<Token> statement, int at) {
        if (at == 0) {
            return false;
        }
        Token before = statement.get(at - 1);
        if (before.is(".") || before.is(")") || NAME_FOLLOWS.contains(before.name())) {
            return true;
        }
        if (!before.is(",")) {
            return false;
        }
        Cursor behind = new Cursor(statement.subList(at + 1, statement.size()));
        try {
            behind.bracketed();
        } catch (RedshiftSqlException open) {
            return true;
        }
        return behind.sees("as", "(");
    }
}
