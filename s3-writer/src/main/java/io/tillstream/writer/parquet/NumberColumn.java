package io.tillstream.writer.parquet;

import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * A column of integers of 32 or 64 bits. Its values are encoded when the page ends, in one loop over an array: as
 * deltas if the column is monotonic, otherwise as dictionary ids while that pays off, otherwise as they are.
 */
final class NumberColumn implements Column {
    private static final int SMALLEST = 64;
    private static final long[] NOTHING = {};

    /** A dictionary is given up where a page shows it larger than this part of the values. */
    private static final int DICTIONARY_SHARE = 2;

    private final ValidityBitmap presence;
    private final ColumnChunk chunk;
    private final PageEncoder encoder;
    private final boolean monotonic;
    private final boolean wide;
    private long[] values = NOTHING;
    private int count;
    private NumberDictionary dictionary = new NumberDictionary();
    private boolean byDictionary = true;
    private boolean dictionaryIsUsed;

    /**
     * Makes an empty column.
     *
     * @param column the column
     * @param monotonic whether most values are slightly larger than the one before
     * @param encoder finishes pages
     */
    NumberColumn(ColumnDescriptor column, boolean monotonic, PageEncoder encoder) {
        this.presence = column.getMaxDefinitionLevel() == 0 ? null : new ValidityBitmap();
        this.chunk = new ColumnChunk(column, encoder);
        this.encoder = encoder;
        this.monotonic = monotonic;
        this.wide = column.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.INT64;
    }

    /** Adds the value of a row of the page. */
    void add(int row, long value) {
        if (presence != null) {
            presence.mark(row);
        }
        if (count == values.length) {
            values = Arrays.copyOf(values, Math.max(SMALLEST, 2 * count));
        }
        values[count++] = value;
    }

    @Override
    public void endPage(int rows) {
        if (count == 0) {
            chunk.addNulls(rows);
            return;
        }
        chunk.endNulls();
        DictionaryIndices ids = ids();
        ByteArrayBuilder page = chunk.page();
        if (presence != null) {
            presence.encode(rows, page);
        }
        chunk.add(rows, rows, statistics(rows), encode(ids, page));
        count = 0;
    }

    /** Returns the ids of the page's values, or null if they are not to be encoded by the dictionary. */
    private DictionaryIndices ids() {
        if (monotonic || !byDictionary) {
            return null;
        }
        DictionaryIndices ids = encoder.ids();
        int limit = Math.min(DictionaryIndices.LIMIT, dictionary.size() + SMALLEST + count / DICTIONARY_SHARE);
        for (int i = 0; i < count; i++) {
            int id = dictionary.find(values[i], limit);
            if (id < 0) {
                byDictionary = false;
                return null;
            }
            ids.add(id);
        }
        return ids;
    }

    private Encoding encode(DictionaryIndices ids, ByteArrayBuilder page) {
        if (ids != null) {
            ids.encode(dictionary.size(), page);
            dictionaryIsUsed = true;
            return Encoding.RLE_DICTIONARY;
        }
        if (monotonic) {
            encoder.putDeltas(values, count);
            return Encoding.DELTA_BINARY_PACKED;
        }
        for (int i = 0; i < count; i++) {
            put(values[i], page);
        }
        return Encoding.PLAIN;
    }

    private void put(long value, ByteArrayBuilder page) {
        if (wide) {
            page.putLong(value);
        } else {
            page.putInt((int) value);
        }
    }

    private Statistics<?> statistics(int rows) {
        long min = values[0];
        long max = values[0];
        for (int i = 1; i < count; i++) {
            min = Math.min(min, values[i]);
            max = Math.max(max, values[i]);
        }
        Statistics<?> statistics = chunk.statistics();
        statistics.incrementNumNulls(rows - count);
        if (wide) {
            statistics.updateStats(min);
            statistics.updateStats(max);
        } else {
            statistics.updateStats((int) min);
            statistics.updateStats((int) max);
        }
        return statistics;
    }

    @Override
    public void endRowGroup(ParquetFileWriter file) throws IOException {
        chunk.endNulls();
        if (dictionaryIsUsed) {
            ByteArrayBuilder page = chunk.page();
            for (int id = 0; id < dictionary.size(); id++) {
                put(dictionary.get(id), page);
            }
            chunk.dictionary(dictionary.size());
        }
        dictionary = new NumberDictionary();
        dictionaryIsUsed = false;
        values = NOTHING;
        if (presence != null) {
            presence.release();
        }
        chunk.writeTo(file);
    }

    @Override
    public long finishedBytes() {
        return chunk.bytes();
    }

    @Override
    public long heldBytes() {
        return chunk.heldBytes()
                + (presence == null ? 0 : presence.heldBytes())
                + dictionary.heldBytes()
                + (long) Long.BYTES * values.length;
    }
}
