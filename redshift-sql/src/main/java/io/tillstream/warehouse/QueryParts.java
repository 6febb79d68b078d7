package io.tillstream.warehouse;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What several analytics queries share, each defined once in {@code analytics/parts/NAME.sql}: what RFM and ABC mean, what
 * revenue, orders and units of a group are, which sales a query is asked about. A line {@code -- include: NAME} is replaced by
 * the lines of the part, which may include others. {@code @NAME(first, second)} is replaced by the one line of a part that is a
 * formula, its comment left out, with the arguments in the places {@code {a}} and {@code {b}}.
 */
final class QueryParts {
    private static final Pattern INCLUDE = Pattern.compile("(?m)^-- include: ([a-z_]+)\n");
    private static final Pattern FORMULA = Pattern.compile("@([a-z]+)\\(");
    private static final Pattern COMMENT = Pattern.compile("(?m)^--.*\n");

    private QueryParts() {}

    /**
     * Returns the script with every part in its place.
     *
     * @throws IllegalStateException if a part is missing
     * @throws IllegalArgumentException if a formula does not have two arguments in brackets
     */
    static String resolve(String script) {
        return formulas(included(script));
    }

    private static String included(String script) {
        return INCLUDE.matcher(script).replaceAll(include -> Matcher.quoteReplacement(included(part(include))));
    }

    private static String part(MatchResult include) {
        return Resources.text("analytics/parts/" + include.group(1) + ".sql");
    }

    private static String formulas(String script) {
        StringBuilder resolved = new StringBuilder();
        Matcher call = FORMULA.matcher(script);
        int from = 0;
        while (call.find(from)) {
            resolved.append(script, from, call.start());
            List<String> arguments = new ArrayList<>();
            from = arguments(script, call.end(), arguments);
            if (arguments.size() != 2) {
                throw new IllegalArgumentException("@" + call.group(1) + " takes two arguments, not " + arguments);
            }
            String formula = COMMENT.matcher(part(call)).replaceAll("").strip();
            resolved.append(
                    formula.replace("{a}", formulas(arguments.get(0))).replace("{b}", formulas(arguments.get(1))));
        }
        return resolved.append(script.substring(from)).toString();
    }

    /** Adds the arguments that start here and returns the place after the bracket that closes them. */
    private static int arguments(String script, int start, List<String> arguments) {
        int depth = 1;
        int from = start;
        for (int i = start; i < script.length(); i++) {
            char c = script.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0 || (depth == 1 && c == ',')) {
                arguments.add(script.substring(from, i).strip());
                from = i + 1;
            }
            if (depth == 0) {
                return from;
            }
        }
        throw new IllegalArgumentException("a formula's bracket is not closed: " + script.substring(start));
    }
}
