package io.tillstream.loader;

import java.util.regex.Pattern;

/** The words of an error of Redshift, without the names that it quotes: a cause is never read from a key or an id. */
final class ErrorText {
    /** Addresses and keys of objects, UUIDs, and ids of requests, of at least eight characters with a digit among them. */
    private static final Pattern NAMES = Pattern.compile(
            "s3://\\S+|https?://\\S+|\\bloads/\\S+|\\S+\\.(parquet|manifest|json)\\b|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
                    + "|(?i)\\b(requestid|request id|extrid|extended request id|rid)[:= ]+\\S+"
                    + "|\\b(?=[A-Za-z]*[0-9])(?=[0-9]*[A-Za-z])[A-Za-z0-9+/=]{12,}");

    private ErrorText() {}

    /** Returns the text with each name replaced by an ellipsis. */
    static String withoutNames(String error) {
        return NAMES.matcher(error).replaceAll("…");
    }
}
