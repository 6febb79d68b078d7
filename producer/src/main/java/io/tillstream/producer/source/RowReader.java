package io.tillstream.producer.source;

import io.tillstream.producer.UsageException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** Reads the rows of one file. */
public sealed interface RowReader extends Closeable
        permits CsvRowReader, JsonRowReader, JsonDocumentReader, XlsxRowReader {
    /**
     * Opens a file.
     *
     * @throws IOException if it cannot be read
     * @throws UsageException if it has no header where one is needed
     */
    static RowReader open(Path file, FileFormat format) throws IOException {
        if (format instanceof FileFormat.Csv csv) {
            return new CsvRowReader(file, csv);
        }
        if (format instanceof FileFormat.Xlsx xlsx) {
            return new XlsxRowReader(file, xlsx);
        }
        if (format instanceof FileFormat.Json json) {
            return new JsonDocumentReader(file, json);
        }
        return new JsonRowReader(file, (FileFormat.JsonLines) format);
    }

    /**
     * Checks that the file has the columns, as far as that can be known before its rows are read.
     *
     * @throws UsageException naming the first that is missing
     * @throws IOException if the file cannot be read
     */
    void require(Set<String> columns) throws IOException;

    /**
     * Returns the next row, or null at the end. Blank rows and repeated header rows are skipped.
     *
     * @throws IOException if the file cannot be read
     */
    SourceItem next() throws IOException;

    /**
     * Returns whether the row that {@link #next} returned last ends with the file and without a line end: it may be half of a
     * row that is still being written.
     */
    boolean isUnterminated();

    /** Returns about how many bytes of the file the rows so far took; exact at the end. */
    long bytesRead();

    /** Returns how many blank and repeated header rows were skipped. */
    long skipped();
}
