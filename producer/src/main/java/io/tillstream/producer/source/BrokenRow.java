package io.tillstream.producer.source;

/**
 * Text that cannot be read as a row.
 *
 * @param fileName the file without directories
 * @param line the line on which it begins
 * @param text the text
 * @param field what is at fault: a column, or {@code row}
 * @param reason what is wrong
 */
public record BrokenRow(String fileName, long line, String text, String field, String reason) implements SourceItem {
    /** The {@link #field} where no single column is at fault. */
    public static final String WHOLE_ROW = "row";
}
