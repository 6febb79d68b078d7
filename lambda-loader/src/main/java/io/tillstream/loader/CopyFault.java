package io.tillstream.loader;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/** Why COPY refuses a Parquet file, from Redshift's words. The order of the constants is the order in which they are tried. */
enum CopyFault {
    /** The file's columns are not the table's: number, order or physical type. */
    SCHEMA(
            "incompatible parquet schema|invalid type length|unmatched number of columns|number of columns|unsupported type",
            "the column's type in the file differs from that in the table: the publisher and the loader come from"
                    + " different builds, or the file comes from somewhere else"),
    /** A text has more bytes than the column. */
    LENGTH(
            "length exceeds|longer than the length|too long|exceeds ddl length|max length",
            "a text has more bytes than the column can hold"),
    /** A number has more digits than the column. */
    OVERFLOW("overflow|out of range", "a number has more digits than the column can hold"),
    /** A value is missing in a column that needs one. */
    MISSING_VALUE("null", "a value is missing where the column must have one"),
    /** The text is not UTF-8, or has a zero byte. */
    CHARACTER(
            "invalid (byte|character|utf)|not valid utf|zero byte|0x00",
            "a text has a character that the column does not allow"),
    /** The file's length differs from what the manifest says. */
    SIZE(
            "content_length|content length|size|bytes",
            "the file is not as long as its manifest says: it was cut or changed after it was published"),
    /** The file is not there. */
    ABSENT(
            "nosuchkey|not found|does not exist|(status|http|code):? ?404",
            "the file is not there: restore it from the bucket's versions"),
    /** The bytes are not a Parquet file. */
    CORRUPT("magic|footer|parquet|corrupt|decompress", "the file is not a complete Parquet file"),
    /** None of these. */
    OTHER("", "Redshift refused it");

    private final Pattern pattern;
    private final String sentence;

    CopyFault(String pattern, String sentence) {
        this.pattern = Pattern.compile(pattern);
        this.sentence = sentence;
    }

    static CopyFault of(String message) {
        String text = ErrorText.withoutNames(message).toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(fault -> fault.pattern.matcher(text).find())
                .findFirst()
                .orElse(OTHER);
    }

    /** Returns what it means, a clause without a full stop. */
    String sentence() {
        return sentence;
    }
}
