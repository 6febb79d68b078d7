package io.tillstream.producer.source;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** How a file is read. */
public sealed interface FileFormat {
    /** Returns the charset of the file. */
    Charset charset();

    /**
     * Delimited text.
     *
     * @param charset the charset of the file
     * @param delimiter the character between fields
     * @param quote the character around a field that may hold delimiters and line ends, doubled inside; it is special
     *     only at the start of a field. Without one no character is.
     * @param header the names of the columns; empty if the first row that is not blank holds them
     * @param escape the character before one that is meant literally, as MySQL and Spark write it
     * @param skipRows how many lines come before the header
     * @param trailingDelimiter whether every row, but not the header, ends with a delimiter
     */
    record Csv(
            Charset charset,
            char delimiter,
            Optional<Character> quote,
            List<String> header,
            Optional<Character> escape,
            int skipRows,
            boolean trailingDelimiter)
            implements FileFormat {
        /** Returns a format without an escape character whose first row is the header. */
        public static Csv of(Charset charset, char delimiter, Optional<Character> quote) {
            return new Csv(charset, delimiter, quote, List.of(), Optional.empty(), 0, false);
        }
    }

    /**
     * A sheet of an Excel workbook. Its cells have types: numbers keep every digit, dates are read as ISO 8601.
     *
     * @param sheet its name; the first sheet where absent
     * @param skipRows how many rows come before the header
     * @param header the names of the columns; empty if the first row that is not blank holds them
     */
    record Xlsx(Optional<String> sheet, int skipRows, List<String> header) implements FileFormat {
        @Override
        public Charset charset() {
            return StandardCharsets.UTF_8;
        }
    }

    /**
     * One JSON object, or one array of objects, on each line.
     *
     * @param charset the charset of the file
     */
    record JsonLines(Charset charset) implements FileFormat {}

    /**
     * One JSON document of any layout: an array of objects, or objects one after the other.
     *
     * @param charset the charset of the file
     */
    record Json(Charset charset) implements FileFormat {}
}
