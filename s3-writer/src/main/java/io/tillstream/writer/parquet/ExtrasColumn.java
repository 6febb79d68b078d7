package io.tillstream.writer.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
import org.apache.parquet.hadoop.ParquetFileWriter;

/** The map of extras: a column of names and one of texts, with levels that tell where a row begins and where one has none. */
final class ExtrasColumn implements Column {
    private static final int REPETITION_BITS = 1;
    private static final int DEFINITION_BITS = 2;
    private static final int PRESENT = 2;
    private static final int INITIAL_BYTES = 64;
    private static final int MAX_BYTES = 1024 * 1024;

    private final ColumnChunk nameChunk;
    private final ColumnChunk textChunk;
    private final TextValues names = new TextValues(true, true);
    private final TextValues texts = new TextValues(true, true);

    /** For each entry, and for each row without any, its level. */
    private final ByteArrayBuilder repetition = new ByteArrayBuilder();

    private final ByteArrayBuilder definition = new ByteArrayBuilder();
    private int rowsWithLevels;

    ExtrasColumn(ColumnChunk nameChunk, ColumnChunk textChunk) {
        this.nameChunk = nameChunk;
        this.textChunk = textChunk;
    }

    /**
     * Adds the extras of a row of the page, at least one.
     *
     * @return how many bytes they have
     */
    long add(int row, Map<String, String> extras) {
        addLevelsTo(row);
        int level = 0;
        long bytes = 0;
        for (Map.Entry<String, String> extra : extras.entrySet()) {
            repetition.put(level);
            definition.put(PRESENT);
            level = 1;
            bytes += add(names, extra.getKey());
            bytes += add(texts, extra.getValue());
        }
        rowsWithLevels = row + 1;
        return bytes;
    }

    private static int add(TextValues values, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        values.add(bytes, 0, bytes.length);
        return bytes.length;
    }

    private void addLevelsTo(int row) {
        for (; rowsWithLevels < row; rowsWithLevels++) {
            repetition.put(0);
            definition.put(0);
        }
    }

    @Override
    public void endPage(int rows) {
        if (names.count() == 0) {
            nameChunk.addNulls(rows);
            textChunk.addNulls(rows);
            return;
        }
        addLevelsTo(rows);
        endPage(nameChunk, names, rows);
        endPage(textChunk, texts, rows);
        repetition.clear();
        definition.clear();
        rowsWithLevels = 0;
    }

    private void endPage(ColumnChunk chunk, TextValues values, int rows) {
        chunk.endNulls();
        ByteArrayBuilder page = chunk.page();
        putLevels(repetition, REPETITION_BITS, page);
        putLevels(definition, DEFINITION_BITS, page);
        Statistics<?> statistics = chunk.statistics();
        statistics.incrementNumNulls(repetition.size() - values.count());
        Encoding encoding = values.encode(page, statistics);
        chunk.add(repetition.size(), rows, statistics.hasNonNullValue() ? statistics : null, encoding);
    }

    private static void putLevels(ByteArrayBuilder levels, int bits, ByteArrayBuilder page) {
        try (RunLengthBitPackingHybridEncoder encoder = new RunLengthBitPackingHybridEncoder(
                bits, INITIAL_BYTES, MAX_BYTES, HeapByteBufferAllocator.getInstance())) {
            for (int i = 0; i < levels.size(); i++) {
                encoder.writeInt(levels.array()[i]);
            }
            int start = page.startLength();
            page.put(encoder.toBytes());
            page.endLength(start);
        } catch (IOException e) {
            throw new UncheckedIOException("levels cannot be encoded in memory", e);
        }
    }

    @Override
    public void endRowGroup(ParquetFileWriter file) throws IOException {
        nameChunk.endNulls();
        names.endRowGroup(nameChunk);
        nameChunk.writeTo(file);
        textChunk.endNulls();
        texts.endRowGroup(textChunk);
        textChunk.writeTo(file);
        repetition.release();
        definition.release();
    }

    @Override
    public long finishedBytes() {
        return nameChunk.bytes() + textChunk.bytes();
    }

    @Override
    public long heldBytes() {
        return nameChunk.heldBytes()
                + textChunk.heldBytes()
                + names.heldBytes()
                + texts.heldBytes()
                + repetition.capacity()
                + definition.capacity();
    }
}
