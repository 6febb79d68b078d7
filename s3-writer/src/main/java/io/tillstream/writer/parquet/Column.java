package io.tillstream.writer.parquet;

import java.io.IOException;
import org.apache.parquet.hadoop.ParquetFileWriter;

/** One column of Bronze, or two where it is a map, in an open file. The rows of a page are the same in all columns. */
interface Column {
    /** Ends the page. */
    void endPage(int rows);

    /** Writes the pages of the row group, and starts the next. */
    void endRowGroup(ParquetFileWriter file) throws IOException;

    /** Returns how many bytes the finished pages have. */
    long finishedBytes();

    /** Returns how much memory the column takes. */
    long heldBytes();
}
