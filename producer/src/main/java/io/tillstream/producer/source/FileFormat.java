package io.tillstream.producer.source;

import java.nio.charset.Charset;
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
     * @param header the names of the columns; empty where the first row that is not blank holds them
     */
    record Csv(Charset charset, char delimiter, Optional<Character> quote, List<String> header) implements FileFormat {}

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
