package io.tillstream.producer.draft;

import java.util.List;
import java.util.stream.Collectors;

/** Writes YAML with comments, which the libraries do not. */
final class Yaml {
    private final StringBuilder text = new StringBuilder();

    void line(String line, String comment) {
        text.append(comment.isEmpty() ? line : line + "  # " + oneLine(comment)).append('\n');
    }

    void line(String line) {
        line(line, "");
    }

    void comment(String comment) {
        text.append("# ").append(oneLine(comment)).append('\n');
    }

    /** Returns a text as YAML accepts it, in quotes unless it is certainly plain words. */
    static String scalar(String value) {
        if (value.matches("[A-Za-z][A-Za-z0-9_]*( [A-Za-z0-9_]+)*")
                && !value.matches("(?i)y|n|yes|no|on|off|true|false|null")) {
            return value;
        }
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : value.toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c == '\t') {
                quoted.append("\\t");
            } else if (Character.isISOControl(c)
                    || Character.isSurrogate(c)
                    || c == '\u2028'
                    || c == '\u2029'
                    || c == '\ufeff') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    static String list(List<String> values) {
        return values.stream().map(Yaml::scalar).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String oneLine(String comment) {
        return comment.replaceAll("[\\p{Cntrl}\u2028\u2029\ufeff]+", " ");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
