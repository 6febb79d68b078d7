package io.tillstream.warehouse;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A query with what it answers. The order of its rows is part of the answer.
 *
 * @param name the file's name without {@code .sql}
 * @param topic the heading under which lists show it; empty if it is in none
 * @param question what it answers, one sentence
 * @param columns the columns of a row, in order
 * @param parameters what it can be asked with; of an analytics query, all that its SQL names
 * @param headline whether its first rows are shown at the end of a run
 * @param sql one statement that Redshift and PostgreSQL take; it may hold {@code :name} parameters
 */
public record Query(
        String name,
        String topic,
        String question,
        List<String> columns,
        List<QueryParameter> parameters,
        boolean headline,
        String sql) {
    private static final Pattern HEADER =
            Pattern.compile("-- question: (?<question>.+)\n-- columns: (?<columns>[a-z0-9_, ]+)\n"
                    + "(-- parameters: (?<parameters>[a-z_, ]+)\n)?(?<headline>-- headline\n)?(?s:.*)");

    /**
     * Reads one query file.
     *
     * @throws IllegalArgumentException if its first lines are not its header, or it is not one statement
     */
    static Query parse(String name, String topic, String script) {
        Matcher matcher = HEADER.matcher(script);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(name + ": the first lines must be '-- question: …' and"
                    + " '-- columns: a, b, c', then, where it has them, '-- parameters: a, b' and '-- headline'");
        }
        List<String> statements = SqlScript.statements(name, script);
        if (statements.size() != 1) {
            throw new IllegalArgumentException(name + ": a query is one statement, not " + statements.size());
        }
        return new Query(
                name,
                topic,
                matcher.group("question"),
                List.of(matcher.group("columns").split(", ")),
                parameters(name, matcher.group("parameters")),
                matcher.group("headline") != null,
                statements.get(0));
    }

    private static List<QueryParameter> parameters(String query, String names) {
        if (names == null) {
            return List.of();
        }
        return Arrays.stream(names.split(", "))
                .map(name -> QueryParameter.named(name)
                        .orElseThrow(() -> new IllegalArgumentException(query + ": there is no parameter " + name)))
                .toList();
    }

    /**
     * Returns the value of every parameter, for the Data API to bind: those given, and the defaults of the others.
     *
     * @param given values by name
     * @throws InvalidParameterException if the query has no such parameter, or a value is not of its form
     */
    public Map<String, String> values(Map<String, String> given) {
        List<String> names =
                parameters.stream().map(QueryParameter::parameterName).toList();
        given.keySet().stream()
                .filter(name -> !names.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new InvalidParameterException("Query " + this.name + " has no parameter " + name
                            + "; it takes " + (names.isEmpty() ? "none" : String.join(", ", names)) + ".");
                });
        return parameters.stream()
                .collect(Collectors.toMap(
                        QueryParameter::parameterName,
                        parameter -> parameter.checked(
                                given.getOrDefault(parameter.parameterName(), parameter.defaultValue())),
                        (first, second) -> first,
                        LinkedHashMap::new));
    }
}
