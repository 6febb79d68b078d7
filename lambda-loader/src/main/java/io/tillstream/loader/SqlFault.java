package io.tillstream.loader;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which failure the text of a failed SQL statement is. The order of the constants is the order in which they are tried. */
enum SqlFault {
    /**
     * The fence did not move although the ledger lacks the set, or the ledger has gone another way than the cursor: someone
     * changed {@code ops} by hand, or restored one table.
     */
    LEDGER_BROKEN("column \"?(n|cursor_moved|ledger_continues|totals_continue)\"?( |$)"),

    /** The warehouse is not prepared: no right, no table, no role. (An S3 key that does not exist is the load set's fault.) */
    MANUAL_ACTION(
            "permission denied|not authorized|access ?denied|assumerole|(?<!specified key )does not exist|invalid iam role|403 forbidden"
                    + "|syntax error|unsupported"),

    /** An assertion did not hold, or a file is not what the schema says; a repetition meets the same bytes. */
    LOAD_SET(
            "null value (in|into) column|code:? ?15007|incompatible parquet schema|invalid type length|exceeds ddl length"
                    + "|value too long|longer than the length defined|not a readable parquet|not a parquet file|unmatched number of columns|mandatory|nosuchkey|404 not found|manifest"
                    + "|numeric (data )?overflow|numeric field overflow"),

    /** Everything else, known or not: rivals, restarts, S3 having a bad minute. The number of attempts is limited. */
    RETRYABLE("");

    private static final int MAX_LENGTH = 500;
    private static final Pattern PASSING = Pattern.compile(
            "serializable isolation|conflict with concurrent transaction|slow ?down|reduce your request rate"
                    + "|status 50[0-9]|service ?unavailable|canretry 1|(connection|read|socket|query|statement) ?timed? ?out"
                    + "|connection (reset|refused|closed|lost|to the server)|out of memory|disk full");

    private final Pattern pattern;

    SqlFault(String pattern) {
        this.pattern = Pattern.compile(pattern);
    }

    /**
     * Returns the failure that an error text is. A serializable conflict (1023), an overloaded S3 and a broken connection are
     * retryable no matter what else the text says: it may quote the manifest's key or the statement.
     */
    static SqlFault of(String error) {
        String text = ErrorText.withoutNames(error).toLowerCase(Locale.ROOT);
        if (PASSING.matcher(text).find()) {
            return RETRYABLE;
        }
        return Arrays.stream(values())
                .filter(fault -> fault.pattern.matcher(text).find())
                .findFirst()
                .orElse(RETRYABLE);
    }

    /** Returns a text on one line, cut: load errors may quote data. */
    static String oneLine(String text) {
        String line = String.valueOf(text).replaceAll("\\s+", " ").strip();
        return line.length() > MAX_LENGTH ? line.substring(0, MAX_LENGTH) + "…" : line;
    }
}
