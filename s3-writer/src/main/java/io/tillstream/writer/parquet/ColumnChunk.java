package io.tillstream.writer.parquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** The finished pages of one column in a row group, compressed. */
final class ColumnChunk {
    /** Approximate memory of a page in addition to its bytes, including statistics. */
    private static final int PAGE_OVERHEAD = 300;

    private final ColumnDescriptor column;
    private final PageEncoder encoder;
    private final List<Page> pages = new ArrayList<>();
    private DictionaryPage dictionary;
    private int nulls;
    private long values;
    private long bytes;

    private record Page(
            byte[] bytes, int uncompressed, int values, int rows, Statistics<?> statistics, Encoding encoding) {}

    ColumnChunk(ColumnDescriptor column, PageEncoder encoder) {
        this.column = column;
        this.encoder = encoder;
    }

    /** Returns an empty page to fill, for {@link #add} or {@link #dictionary}. */
    ByteArrayBuilder page() {
        return encoder.page();
    }

    /** Returns statistics to fill for a page. */
    Statistics<?> statistics() {
        return Statistics.createStats(column.getPrimitiveType());
    }

    /** Adds rows without a value. They become one page, however many they are, once a value follows. */
    void addNulls(int rows) {
        nulls += rows;
    }

    /** Makes a page of the rows that {@link #addNulls} counted; to be called before the next page is filled. */
    void endNulls() {
        if (nulls > 0) {
            ByteArrayBuilder page = page();
            putLevels(page, column.getMaxRepetitionLevel());
            putLevels(page, column.getMaxDefinitionLevel());
            Statistics<?> statistics = statistics();
            statistics.incrementNumNulls(nulls);
            int rows = nulls;
            nulls = 0;
            add(rows, rows, statistics, Encoding.PLAIN);
        }
    }

    private void putLevels(ByteArrayBuilder page, int maxLevel) {
        if (maxLevel > 0) {
            int start = page.startLength();
            page.putRun(0, nulls);
            page.endLength(start);
        }
    }

    /**
     * Adds the page that was filled.
     *
     * @param pageValues levels in it, nulls included
     * @param rows rows in it
     * @param statistics of its values, or null if the column has none
     * @param encoding of its values
     */
    void add(int pageValues, int rows, Statistics<?> statistics, Encoding encoding) {
        int uncompressed = encoder.pageSize();
        byte[] compressed = encoder.compress();
        pages.add(new Page(compressed, uncompressed, pageValues, rows, statistics, encoding));
        values += pageValues;
        bytes += compressed.length;
    }

    /** Takes the page that was filled as the dictionary, which comes before all others. */
    void dictionary(int entries) {
        int uncompressed = encoder.pageSize();
        byte[] compressed = encoder.compress();
        dictionary = new DictionaryPage(BytesInput.from(compressed), uncompressed, entries, Encoding.PLAIN);
        bytes += compressed.length;
    }

    /** Returns how many bytes the pages have. */
    long bytes() {
        return bytes;
    }

    /** Returns how much memory the pages take. */
    long heldBytes() {
        return bytes + (long) PAGE_OVERHEAD * pages.size();
    }

    /** Writes the chunk and starts the next row group's. */
    void writeTo(ParquetFileWriter file) throws IOException {
        file.startColumn(column, values, CompressionCodecName.ZSTD);
        if (dictionary != null) {
            file.writeDictionaryPage(dictionary);
        }
        for (Page page : pages) {
            file.writeDataPage(
                    page.values,
                    page.uncompressed,
                    BytesInput.from(page.bytes),
                    page.statistics,
                    page.rows,
                    Encoding.RLE,
                    Encoding.RLE,
                    page.encoding);
        }
        file.endColumn();
        pages.clear();
        dictionary = null;
        values = 0;
        bytes = 0;
    }
}
