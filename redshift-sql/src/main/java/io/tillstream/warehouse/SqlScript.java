package io.tillstream.warehouse;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a script into statements by one rule: a statement ends with the {@code ;} that ends a line. Lines that begin with
 * {@code --} are comments and belong to no statement. The rule needs no SQL parser, and the scripts of this module keep to it:
 * no text literal in them has a line that ends in {@code ;}.
 */
final class SqlScript {
    private SqlScript() {}

    /**
     * Returns the statements in order, without comments and without the closing {@code ;}.
     *
     * @param name the script's name, for the message
     * @throws IllegalArgumentException if the text after the last {@code ;} is more than comments
     */
    static List<String> statements(String name, String script) {
        List<String> statements = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        for (String line : script.lines().map(String::stripTrailing).toList()) {
            if (line.isEmpty() || line.stripLeading().startsWith("--")) {
                continue;
            }
            boolean last = line.endsWith(";");
            current.append(current.isEmpty() ? "" : "\n").append(last ? line.substring(0, line.length() - 1) : line);
            if (last) {
                statements.add(current.toString());
                current.setLength(0);
            }
        }
        if (!current.isEmpty()) {
            throw new IllegalArgumentException(name + ": the last statement does not end with ; : " + current);
        }
        return List.copyOf(statements);
    }
}
