package io.tillstream.writer.parquet;

import io.tillstream.events.CorruptReason;
import io.tillstream.events.Sale;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.PositionOutputStream;

/**
 * Writes one Parquet file of Bronze on local disk: {@code add} a row, then {@link #finish}. Everything else is about
 * memory: rows wait in memory until {@link #flush} writes them as a row group. Not thread-safe.
 */
public final class BronzeParquetWriter {
    private static final int STATISTICS_BYTES = 64;
    private static final boolean CHECKSUMS = true;
    private static final int NO_PADDING = 0;

    /** About what forty columns' metadata and indexes take. */
    private static final long ROW_GROUP_METADATA_BYTES = 64L * 1024;

    private final CapturedFile file;
    private final ParquetFileWriter writer;
    private final RowGroupBuffer rows;
    private long flushedBytes;
    private long rowGroups;

    private BronzeParquetWriter(CapturedFile file, ParquetFileWriter writer, RowGroupBuffer rows) throws IOException {
        this.file = file;
        this.writer = writer;
        this.rows = rows;
        flushedBytes = file.stream.getPos();
    }

    /**
     * Creates a file, replacing any that is there.
     *
     * @param path where
     * @param topicId the topic's id, the same in every row
     * @param partition the partition, the same in every row
     * @param encoder encodes and compresses pages; one can serve all files of a thread
     * @throws IOException if the disk refuses
     */
    public static BronzeParquetWriter create(Path path, String topicId, int partition, PageEncoder encoder)
            throws IOException {
        CapturedFile file = new CapturedFile(path);
        ParquetFileWriter writer = new ParquetFileWriter(
                file,
                BronzeSchema.message(),
                ParquetFileWriter.Mode.OVERWRITE,
                Long.MAX_VALUE,
                NO_PADDING,
                STATISTICS_BYTES,
                STATISTICS_BYTES,
                CHECKSUMS);
        writer.start();
        return new BronzeParquetWriter(file, writer, new RowGroupBuffer(topicId, partition, encoder));
    }

    /**
     * Adds a sale.
     *
     * @param offset the Kafka record's offset
     * @param index the sale's place in the record's value, from 0
     * @param timestampMicros the record's timestamp, in microseconds since 1970-01-01T00:00:00Z
     * @param sale the sale; copied
     */
    public void add(long offset, int index, long timestampMicros, Sale sale) {
        rows.add(offset, index, timestampMicros, sale);
    }

    /**
     * Adds a value, or an element of one, that is not a sale.
     *
     * @param offset the Kafka record's offset
     * @param index the element's place in the record's value, from 0
     * @param timestampMicros the record's timestamp, in microseconds since 1970-01-01T00:00:00Z
     * @param payload its exact bytes; copied
     * @param reason why it is not a sale
     * @param detail the same in words
     */
    public void add(long offset, int index, long timestampMicros, byte[] payload, CorruptReason reason, String detail) {
        rows.add(offset, index, timestampMicros, payload, reason, detail);
    }

    /**
     * Writes what is in memory to disk, as a row group; nothing if there are no rows.
     *
     * @throws IOException if the disk refuses
     */
    public void flush() throws IOException {
        rows.writeTo(writer);
        long end = file.stream.getPos();
        rowGroups += end > flushedBytes ? 1 : 0;
        flushedBytes = end;
    }

    /**
     * Writes what is in memory and the footer, and closes the file.
     *
     * @throws IOException if the disk refuses
     */
    public void finish() throws IOException {
        flush();
        writer.end(Map.of());
    }

    /**
     * Closes the file without a footer; the caller deletes it.
     *
     * @throws IOException if the disk refuses
     */
    public void abandon() throws IOException {
        file.stream.close();
    }

    /** Returns about how many bytes the file will have: what was flushed and the finished pages in memory. */
    public long bytes() {
        return flushedBytes + rows.bytes();
    }

    /** Returns how many bytes the finished pages in memory have. */
    public long unflushedBytes() {
        return rows.bytes();
    }

    /** Returns about how much memory the file takes, in bytes. */
    public long heldBytes() {
        return rowGroups * ROW_GROUP_METADATA_BYTES + rows.heldBytes();
    }

    /** A local file whose stream can be closed without a footer, which a Parquet writer would write. */
    private static final class CapturedFile extends LocalOutputFile {
        private PositionOutputStream stream;

        CapturedFile(Path path) {
            super(path);
        }

        @Override
        public PositionOutputStream create(long blockSize) throws IOException {
            stream = super.create(blockSize);
            return stream;
        }

        @Override
        public PositionOutputStream createOrOverwrite(long blockSize) throws IOException {
            stream = super.createOrOverwrite(blockSize);
            return stream;
        }
    }
}
