package io.tillstream.writer.staging;

import io.tillstream.events.BronzeColumns;
import io.tillstream.events.SaleField;
import io.tillstream.writer.chain.ChainId;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** How Bronze is encoded, for one file. */
final class BronzeParquet extends ParquetWriter.Builder<BronzeRow, BronzeParquet> {
    /** Bytes of encoded rows that a file holds in memory before it writes them out. */
    private static final long ROW_GROUP_BYTES = 32L * 1024 * 1024;

    private static final int STATISTICS_BYTES = 64;

    private final ChainId chain;
    private final ZstdCodecFactory codecs = new ZstdCodecFactory();
    private final CapturedFile file;

    BronzeParquet(Path path, ChainId chain) {
        this(new CapturedFile(path), chain);
    }

    private BronzeParquet(CapturedFile file, ChainId chain) {
        super(file);
        this.file = file;
        this.chain = chain;
        withWriteMode(ParquetFileWriter.Mode.OVERWRITE);
        withConf(new PlainParquetConfiguration());
        withCodecFactory(codecs);
        withCompressionCodec(CompressionCodecName.ZSTD);
        withRowGroupSize(ROW_GROUP_BYTES);
        withStatisticsTruncateLength(STATISTICS_BYTES);
        withStatisticsEnabled(BronzeColumns.CORRUPT_RECORD, false);
        // Nearly every value differs: a dictionary would only be built to be thrown away.
        withDictionaryEncoding(BronzeColumns.KAFKA_OFFSET, false);
        withDictionaryEncoding(BronzeColumns.KAFKA_TIMESTAMP, false);
        withDictionaryEncoding(BronzeColumns.CORRUPT_RECORD, false);
        withDictionaryEncoding(SaleField.EVENT_ID.fieldName(), false);
        withDictionaryEncoding(SaleField.ORDER_ID.fieldName(), false);
        withDictionaryEncoding(SaleField.ORDER_TS.fieldName(), false);
    }

    /** Closes the file as it is, without writing what is still in memory; the caller deletes it. */
    void abandon() throws IOException {
        codecs.release();
        file.close();
    }

    @Override
    protected BronzeParquet self() {
        return this;
    }

    @Override
    @SuppressWarnings("deprecation") // abstract, so it has to be there
    protected WriteSupport<BronzeRow> getWriteSupport(Configuration configuration) {
        return new BronzeWriteSupport(chain);
    }

    @Override
    protected WriteSupport<BronzeRow> getWriteSupport(ParquetConfiguration configuration) {
        return new BronzeWriteSupport(chain);
    }

    /** A local file whose stream can be closed from outside, because a Parquet writer cannot be stopped halfway. */
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

        void close() throws IOException {
            if (stream != null) {
                stream.close();
            }
        }
    }
}
