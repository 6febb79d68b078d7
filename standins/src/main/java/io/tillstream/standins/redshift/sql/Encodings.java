package io.tillstream.standins.redshift.sql;

import java.util.Locale;
import java.util.Set;

/** The compression encodings of Redshift; here they have no effect. */
final class Encodings {
    private static final Set<String> KNOWN = Set.of(
            "auto",
            "raw",
            "az64",
            "bytedict",
            "delta",
            "delta32k",
            "lzo",
            "mostly8",
            "mostly16",
            "mostly32",
            "runlength",
            "text255",
            "text32k",
            "zstd");

    private Encodings() {}

    /** The encoding's name in lower case; any other word is refused. */
    static String require(Token token) {
        String name = token.text().toLowerCase(Locale.ROOT);
        if (!KNOWN.contains(name)) {
            throw new RedshiftSqlException("invalid encoding type specified for column: " + name);
        }
        return name;
    }
}
