package io.tillstream.writer.staging;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A Parquet file of Bronze on disk: row groups, then the footer. */
final class BronzeFile {
    private static final int STATISTICS_BYTES = 64;
    private static final boolean CHECKSUMS = true;
    private static final int NO_PADDING = 0;

    /** About what forty columns' metadata and indexes take. */
    private static final long ROW_GROUP_METADATA_BYTES = 64L * 1024;

    private final CapturedFile file;
    private final ParquetFileWriter writer;
    private long bytes;
    private long rowGroups;

    private BronzeFile(CapturedFile file, ParquetFileWriter writer) {
        this.file = file;
        this.writer = writer;
    }

    static BronzeFile create(Path path) throws IOException {
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
        BronzeFile created = new BronzeFile(file, writer);
        created.bytes = file.stream.getPos();
        return created;
    }

    /** Returns how many bytes were written. */
    long bytes() {
        return bytes;
    }

    /** Returns about how much memory the metadata of the row groups take until the footer is written. */
    long heldBytes() {
        return rowGroups * ROW_GROUP_METADATA_BYTES;
    }

    /** Writes rows as a row group, if there are any. */
    void write(BronzeRows rows) throws IOException {
        rows.writeTo(writer);
        long end = file.stream.getPos();
        rowGroups += end > bytes ? 1 : 0;
        bytes = end;
    }

    /** Writes the footer and closes the file. */
    void finish() throws IOException {
        writer.end(Map.of());
    }

    /** Closes the file as it is; the caller deletes it. */
    void abandon() throws IOException {
        file.stream.close();
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
