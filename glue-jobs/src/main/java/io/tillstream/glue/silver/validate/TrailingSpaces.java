package io.tillstream.glue.silver.validate;

import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.rtrim;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;

/**
 * No text is stored with trailing spaces, which Redshift does not compare (VARCHAR, "Significance of trailing blanks"): two
 * keys that differ only in them would be two in Spark and one in the warehouse. What is empty then is no value.
 */
public final class TrailingSpaces {
    private TrailingSpaces() {}

    /** Returns the text as stored, or null. */
    static String removed(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        return end == 0 ? null : text.substring(0, end);
    }

    /** Returns the same as {@link #removed(String)} of a column: for joins and searches, where no sale is at hand. */
    public static Column removed(Column text) {
        return when(length(rtrim(text)).gt(0), rtrim(text));
    }
}
