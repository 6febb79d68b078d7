package io.tillstream.writer.parquet;

import java.io.IOException;
import java.util.function.Consumer;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.ParquetFileWriter;

/** A required column with the same value in every row of a file: one entry and one run in each row group. */
final class ConstantColumn implements Column {
    private final ColumnChunk chunk;
    private final Consumer<ByteArrayBuilder> value;
    private final Consumer<Statistics<?>> statistics;
    private int rows;

    /**
     * Makes a column.
     *
     * @param chunk takes the pages
     * @param value puts the value as PLAIN
     * @param statistics notes the value
     */
    ConstantColumn(ColumnChunk chunk, Consumer<ByteArrayBuilder> value, Consumer<Statistics<?>> statistics) {
        this.chunk = chunk;
        this.value = value;
        this.statistics = statistics;
    }

    @Override
    public void endPage(int pageRows) {
        rows += pageRows;
    }

    @Override
    public void endRowGroup(ParquetFileWriter file) throws IOException {
        value.accept(chunk.page());
        chunk.dictionary(1);
        ByteArrayBuilder page = chunk.page();
        page.put(1);
        page.putRun(0, rows);
        Statistics<?> pageStatistics = chunk.statistics();
        statistics.accept(pageStatistics);
        pageStatistics.incrementNumNulls(0);
        chunk.add(rows, rows, pageStatistics, Encoding.RLE_DICTIONARY);
        rows = 0;
        chunk.writeTo(file);
    }

    @Override
    public long finishedBytes() {
        return 0;
    }

    @Override
    public long heldBytes() {
        return 0;
    }
}
