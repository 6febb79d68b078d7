package io.tillstream.warehouse;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What several analytics queries share, each defined once in {@code analytics/parts/NAME.sql}: what RFM and ABC mean, what
 * revenue, orders and units of a group are, which sales a query is asked about. A line {@code -- include: NAME} is replaced by
 * the lines of the part, which may include others.
 */
final class QueryParts {
    private static final Pattern INCLUDE = Pattern.compile("(?m)^-- include: ([a-z_]+)\n");

    private QueryParts() {}

    /**
     * Returns the script with every part in its place.
     *
     * @throws IllegalStateException if a part is missing
     */
    static String resolve(String script) {
        return INCLUDE.matcher(script).replaceAll(include -> Matcher.quoteReplacement(resolve(part(include))));
    }

    private static String part(MatchResult include) {
        return Resources.text("analytics/parts/" + include.group(1) + ".sql");
    }
}
