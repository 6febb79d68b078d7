package io.tillstream.operations.aws;

import java.util.regex.Pattern;

/** Where a command looks. */
public sealed interface Target {
    /** The data directory, on this machine. */
    record Local() implements Target {}

    /**
     * An environment on AWS.
     *
     * @param prefix its setting {@code prefix} (docs/how-to/deploy.md), with which all its names begin
     */
    record Aws(String prefix) implements Target {}

    /**
     * Reads {@code local} or {@code aws:NAME}.
     *
     * @throws IllegalArgumentException if it is neither; the message says what would be right
     */
    static Target parse(String text) {
        if (text.equals("local")) {
            return new Local();
        }
        String prefix = text.startsWith(Rules.AWS) ? text.substring(Rules.AWS.length()) : "";
        if (prefix.length() > Rules.LONGEST_PREFIX
                || !Rules.PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "must be local, or aws:NAME with the prefix of a deployed environment (at most "
                            + Rules.LONGEST_PREFIX
                            + " lower-case letters, digits and single hyphens), for example aws:tillstream-dev");
        }
        return new Aws(prefix);
    }

    /** Returns what a command line needs for the same target: nothing, or the option with a blank before it. */
    default String option() {
        if (this instanceof Aws aws) {
            return " --target " + Rules.AWS + aws.prefix();
        }
        return "";
    }

    /** The form of a prefix, as the CDK app has it (infra-cdk, EnvironmentSettings). */
    final class Rules {
        private static final String AWS = "aws:";
        private static final int LONGEST_PREFIX = 20;
        private static final Pattern PREFIX = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

        private Rules() {}
    }
}
