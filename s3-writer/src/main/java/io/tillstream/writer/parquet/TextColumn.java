package io.tillstream.writer.parquet;

import java.io.IOException;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.ParquetFileWriter;

/** A column of optional texts, or of optional bytes. */
final class TextColumn implements Column {
    private final ValidityBitmap presence = new ValidityBitmap();
    private final ColumnChunk chunk;
    private final TextValues values;

    TextColumn(ColumnChunk chunk, TextValues values) {
        this.chunk = chunk;
        this.values = values;
    }

    /** Adds the value of a row of the page. */
    void add(int row, byte[] source, int start, int length) {
        presence.mark(row);
        values.add(source, start, length);
    }

    @Override
    public void endPage(int rows) {
        int present = presence.present();
        if (present == 0) {
            chunk.addNulls(rows);
            return;
        }
        chunk.endNulls();
        ByteArrayBuilder page = chunk.page();
        presence.encode(rows, page);
        Statistics<?> statistics = chunk.statistics();
        statistics.incrementNumNulls(rows - present);
        Encoding encoding = values.encode(page, statistics);
        chunk.add(rows, rows, statistics.hasNonNullValue() ? statistics : null, encoding);
    }

    @Override
    public void endRowGroup(ParquetFileWriter file) throws IOException {
        chunk.endNulls();
        values.endRowGroup(chunk);
        presence.release();
        chunk.writeTo(file);
    }

    @Override
    public long finishedBytes() {
        return chunk.bytes();
    }

    @Override
    public long heldBytes() {
        return chunk.heldBytes() + presence.heldBytes() + values.heldBytes();
    }
}
