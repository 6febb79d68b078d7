package io.tillstream.writer.stage;

import io.tillstream.events.CorruptReason;
import io.tillstream.events.RowConsumer;
import io.tillstream.events.Sale;
import io.tillstream.events.SaleDecoder;
import io.tillstream.events.SaleField;
import io.tillstream.lake.ChainId;
import io.tillstream.lake.EventTimes;
import io.tillstream.lake.error.TerminalException;
import io.tillstream.writer.parquet.BronzeParquetWriter;
import io.tillstream.writer.parquet.PageEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An open staging file. Not thread-safe. */
public final class StagingFile implements RowConsumer {
    /** 0001-01-01T00:00:00Z in microseconds. */
    private static final long MIN_MICROS = -62_135_596_800_000_000L;

    /** 9999-12-31T23:59:59.999999Z in microseconds. */
    private static final long MAX_MICROS = 253_402_300_799_999_999L;

    private static final int MICROS_PER_MILLI = 1_000;

    /** Bytes of finished pages that a file holds in memory before it writes them out. */
    private static final long ROW_GROUP_BYTES = 16L * 1024 * 1024;

    private final Path path;
    private final BronzeParquetWriter file;
    private final SaleDecoder decoder;
    private long offset;
    private long timestampMicros;
    private long records;
    private long rows;
    private long corruptRows;
    private long minEventTime = EventTimes.NONE.min();
    private long maxEventTime = EventTimes.NONE.max();

    private StagingFile(Path path, BronzeParquetWriter file, SaleDecoder decoder) {
        this.path = path;
        this.file = file;
        this.decoder = decoder;
    }

    static StagingFile open(Path path, ChainId chain, PageEncoder encoder, SaleDecoder decoder) {
        try {
            return new StagingFile(
                    path, BronzeParquetWriter.create(path, chain.topicId(), chain.partition(), encoder), decoder);
        } catch (IOException e) {
            throw disk(path, e);
        }
    }

    /**
     * Adds the rows of one Kafka record.
     *
     * @param recordOffset the record's offset
     * @param timestampMillis its timestamp in milliseconds since 1970; what lies outside the years 1 to 9999 is moved
     *     to the nearest instant inside, because readers of the file could not show it
     * @param value its value, any bytes, or null
     * @throws TerminalException if the disk refuses; nothing is lost, because the records are still in Kafka
     */
    public void append(long recordOffset, long timestampMillis, byte[] value) {
        record(recordOffset, timestampMillis);
        decoder.decode(value, this);
    }

    /** Counts a record; the rows that are taken from now on are its own. See {@link #append}. */
    public void record(long recordOffset, long timestampMillis) {
        if (file.unflushedBytes() >= ROW_GROUP_BYTES) {
            spill();
        }
        offset = recordOffset;
        timestampMicros =
                Math.max(MIN_MICROS / MICROS_PER_MILLI, Math.min(MAX_MICROS / MICROS_PER_MILLI, timestampMillis))
                        * MICROS_PER_MILLI;
        records++;
    }

    /** Returns how many Kafka records were added. */
    public long records() {
        return records;
    }

    /** Returns how many of its rows are not sales. */
    public long corruptRows() {
        return corruptRows;
    }

    /** Returns about how many bytes the file will have. */
    public long bytes() {
        return file.bytes();
    }

    /** Returns about how much memory the file takes. */
    public long heldBytes() {
        return file.heldBytes();
    }

    /**
     * Writes what is in memory to disk, as a separate row group.
     *
     * @throws TerminalException if the disk refuses
     */
    public void spill() {
        try {
            file.flush();
        } catch (IOException e) {
            throw disk(path, e);
        }
    }

    /**
     * Finishes the file.
     *
     * @throws TerminalException if the disk refuses
     */
    public StagedObject close() {
        try {
            file.finish();
            return new StagedObject(path, Files.size(path), records, rows, new EventTimes(minEventTime, maxEventTime));
        } catch (IOException e) {
            throw disk(path, e);
        }
    }

    /** Drops the file. */
    public void discard() {
        try {
            file.abandon();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw disk(path, e);
        }
    }

    @Override
    public void sale(int recordIndex, Sale sale) {
        file.add(offset, recordIndex, timestampMicros, sale);
        rows++;
        if (sale.has(SaleField.ORDER_TS)) {
            long time = sale.number(SaleField.ORDER_TS);
            minEventTime = Math.min(minEventTime, time);
            maxEventTime = Math.max(maxEventTime, time);
        }
    }

    @Override
    public void corrupt(int recordIndex, byte[] payload, CorruptReason reason, String detail) {
        corruptRows++;
        file.add(offset, recordIndex, timestampMicros, payload, reason, detail);
        rows++;
    }

    private static TerminalException disk(Path path, IOException cause) {
        return new TerminalException(
                "cannot write the staging file " + path + " (" + cause + "). Nothing is lost: its records are still in"
                        + " Kafka. Give --staging-dir more space (two files of --rotate-megabytes for each partition)"
                        + " and start the writer again",
                cause);
    }
}
