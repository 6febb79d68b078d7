package io.tillstream.writer.parquet;

import io.tillstream.events.BronzeColumns;
import io.tillstream.events.CorruptReason;
import io.tillstream.events.FieldType;
import io.tillstream.events.Sale;
import io.tillstream.events.SaleField;
import io.tillstream.events.SalesSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;

/**
 * The rows of the next row group, in memory, on their way into its columns. A row touches only the columns it has a value for, and goes
 * from the decoder's slices straight into the bytes of a page: there is no record, and no call for a null.
 */
final class RowGroupBuffer {
    /** Rows in a page at most. More make better compression, fewer less memory for each partition. */
    static final int PAGE_ROWS = 8 * 1024;

    /** Bytes of texts after which a page ends before it has all its rows. */
    private static final long PAGE_BYTES = 4L * 1024 * 1024;

    /** Fields in which nearly every value differs, so that a dictionary would only be built to be thrown away. */
    private static final Set<SaleField> UNIQUE = EnumSet.of(SaleField.EVENT_ID, SaleField.ORDER_ID);

    private static final SaleField[] FIELDS = SaleField.values();

    private final MessageType schema = BronzeSchema.message();
    private final PageEncoder encoder;
    private final List<Column> columns = new ArrayList<>();
    private final NumberColumn offsets;
    private final NumberColumn indexes;
    private final NumberColumn timestamps;
    private final TextColumn[] texts = new TextColumn[FIELDS.length];
    private final NumberColumn[] numbers = new NumberColumn[FIELDS.length];
    private final long textFields;
    private final ExtrasColumn extras;
    private final TextColumn corruptRecords;
    private final TextColumn corruptReasons;
    private final TextColumn corruptDetails;

    private int pageRows;
    private long pageBytes;
    private long finishedRows;
    private long finishedBytes;

    RowGroupBuffer(String topicId, int partition, PageEncoder encoder) {
        this.encoder = encoder;
        byte[] topicIdBytes = topicId.getBytes(StandardCharsets.US_ASCII);
        add(new ConstantColumn(
                chunk(BronzeColumns.TOPIC_ID),
                page -> page.putText(topicIdBytes, 0, topicIdBytes.length),
                statistics -> statistics.updateStats(Binary.fromConstantByteArray(topicIdBytes))));
        add(new ConstantColumn(
                chunk(BronzeColumns.KAFKA_PARTITION),
                page -> page.putInt(partition),
                statistics -> statistics.updateStats(partition)));
        offsets = add(number(BronzeColumns.KAFKA_OFFSET, true));
        indexes = add(number(BronzeColumns.RECORD_INDEX, false));
        timestamps = add(number(BronzeColumns.KAFKA_TIMESTAMP, true));
        long textBits = 0;
        for (SaleField field : FIELDS) {
            int i = field.ordinal();
            if (field.type() == FieldType.TEXT) {
                textBits |= 1L << i;
                texts[i] = add(text(field.fieldName(), !UNIQUE.contains(field), true));
            } else {
                numbers[i] = add(number(field.fieldName(), field.type() == FieldType.TIMESTAMP));
            }
        }
        textFields = textBits;
        extras = add(new ExtrasColumn(
                chunk(SalesSchema.EXTRAS, "key_value", "key"), chunk(SalesSchema.EXTRAS, "key_value", "value")));
        corruptRecords = add(text(BronzeColumns.CORRUPT_RECORD, false, false));
        corruptReasons = add(text(BronzeColumns.CORRUPT_REASON, true, true));
        corruptDetails = add(text(BronzeColumns.CORRUPT_DETAIL, true, true));
    }

    /** Adds a sale. */
    void add(long offset, int index, long timestampMicros, Sale sale) {
        int row = pageRows;
        addCoordinates(row, offset, index, timestampMicros);
        byte[] text = sale.textBytes();
        long present = sale.present();
        long bytes = 0;
        for (long rest = present & textFields; rest != 0; rest &= rest - 1) {
            int field = Long.numberOfTrailingZeros(rest);
            int length = sale.textLength(field);
            texts[field].add(row, text, sale.textStart(field), length);
            bytes += length;
        }
        for (long rest = present & ~textFields; rest != 0; rest &= rest - 1) {
            int field = Long.numberOfTrailingZeros(rest);
            numbers[field].add(row, sale.number(field));
        }
        if (!sale.extras().isEmpty()) {
            bytes += extras.add(row, sale.extras());
        }
        endRow(bytes);
    }

    /** Adds what is not a sale. */
    void add(long offset, int index, long timestampMicros, byte[] payload, CorruptReason reason, String detail) {
        int row = pageRows;
        addCoordinates(row, offset, index, timestampMicros);
        corruptRecords.add(row, payload, 0, payload.length);
        add(corruptReasons, row, reason.code());
        add(corruptDetails, row, detail);
        endRow(payload.length);
    }

    /** Returns how many bytes the finished pages have. */
    long bytes() {
        return finishedBytes;
    }

    /** Returns how much memory the rows take. */
    long heldBytes() {
        long bytes = 0;
        for (Column column : columns) {
            bytes += column.heldBytes();
        }
        return bytes;
    }

    /** Writes all rows as a row group, if there are any. */
    void writeTo(ParquetFileWriter file) throws IOException {
        endPage();
        if (finishedRows > 0) {
            file.startBlock(finishedRows);
            for (Column column : columns) {
                column.endRowGroup(file);
            }
            file.endBlock();
            finishedRows = 0;
            finishedBytes = 0;
        }
    }

    private void addCoordinates(int row, long offset, int index, long timestampMicros) {
        offsets.add(row, offset);
        indexes.add(row, index);
        timestamps.add(row, timestampMicros);
    }

    private static void add(TextColumn column, int row, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        column.add(row, bytes, 0, bytes.length);
    }

    private void endRow(long bytes) {
        pageRows++;
        pageBytes += bytes;
        if (pageRows == PAGE_ROWS || pageBytes >= PAGE_BYTES) {
            endPage();
        }
    }

    private void endPage() {
        if (pageRows > 0) {
            finishedBytes = 0;
            for (Column column : columns) {
                column.endPage(pageRows);
                finishedBytes += column.finishedBytes();
            }
            finishedRows += pageRows;
            pageRows = 0;
            pageBytes = 0;
        }
    }

    private <T extends Column> T add(T column) {
        columns.add(column);
        return column;
    }

    private NumberColumn number(String name, boolean monotonic) {
        return new NumberColumn(descriptor(name), monotonic, encoder);
    }

    private TextColumn text(String name, boolean byDictionary, boolean statistics) {
        return new TextColumn(chunk(name), new TextValues(byDictionary, statistics));
    }

    private ColumnChunk chunk(String... path) {
        return new ColumnChunk(descriptor(path), encoder);
    }

    private ColumnDescriptor descriptor(String... path) {
        return schema.getColumnDescription(path);
    }
}
