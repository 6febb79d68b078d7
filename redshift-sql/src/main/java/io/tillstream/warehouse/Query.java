package io.tillstream.warehouse;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A query with what it answers. The order of its rows is part of the answer.
 *
 * @param name the file's name without {@code .sql}
 * @param question what it answers, one sentence
 * @param columns the columns of a row, in order
 * @param sql one statement that Redshift and PostgreSQL take; it may hold {@code :name} parameters
 */
public record Query(String name, String question, List<String> columns, String sql) {
    private static final Pattern HEADER = Pattern.compile("-- question: (.+)\n-- columns: ([a-z_, ]+)\n(?s:.*)");

    /**
     * Reads one query file.
     *
     * @throws IllegalArgumentException if its first two lines are not its question and columns, or it is not one statement
     */
    static Query parse(String name, String script) {
        Matcher matcher = HEADER.matcher(script);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    name + ": the first lines must be '-- question: …' and '-- columns: a, b, c'");
        }
        List<String> statements = SqlScript.statements(name, script);
        if (statements.size() != 1) {
            throw new IllegalArgumentException(name + ": a query is one statement, not " + statements.size());
        }
        return new Query(name, matcher.group(1), List.of(matcher.group(2).split(", ")), statements.get(0));
    }
}
