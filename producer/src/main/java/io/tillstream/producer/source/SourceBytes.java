package io.tillstream.producer.source;

import io.tillstream.producer.UsageException;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorInputStream;

/**
 * The text of a source file as bytes. Files compressed with gzip, zstd or bzip2 are unpacked while they are read; what
 * they are follows from their first bytes, never from their names.
 */
public final class SourceBytes extends FilterInputStream {
    private static final int BUFFER = 1 << 16;

    private final Counted raw;
    private final boolean compressed;

    private SourceBytes(InputStream in, Counted raw, boolean compressed) {
        super(in);
        this.raw = raw;
        this.compressed = compressed;
    }

    /**
     * Opens a file.
     *
     * @throws UsageException if its first bytes say that it is not text
     * @throws IOException if it cannot be read
     */
    public static SourceBytes open(Path file) throws IOException {
        Counted raw = new Counted(Files.newInputStream(file));
        try {
            BufferedInputStream in = new BufferedInputStream(raw, BUFFER);
            Optional<FileKind> kind = FileKind.of(head(in));
            if (kind.isEmpty()) {
                return new SourceBytes(in, raw, false);
            }
            BufferedInputStream unpacked =
                    new BufferedInputStream(new Unpacked(unpacked(file, kind.get(), in)), BUFFER);
            FileKind.of(head(unpacked)).ifPresent(inner -> {
                throw new UsageException(file + ": holds " + inner.description() + "; unpack it first");
            });
            return new SourceBytes(unpacked, raw, true);
        } catch (IOException | UsageException e) {
            raw.close();
            throw e;
        }
    }

    /** Returns whether the file is compressed. */
    boolean isCompressed() {
        return compressed;
    }

    /** Returns how many bytes of the file itself were read. */
    long rawBytes() {
        return raw.count;
    }

    private static InputStream unpacked(Path file, FileKind kind, InputStream in) throws IOException {
        return switch (kind) {
            case GZIP -> new GZIPInputStream(in, BUFFER);
            case ZSTD -> new ZstdCompressorInputStream(in);
            case BZIP2 -> new BZip2CompressorInputStream(in, true);
            case XLSX, XLS, PDF, PARQUET, AVRO, ORC, SQLITE, ZIP, SEVEN_ZIP, XZ, RAR, TAR, IMAGE ->
                throw new UsageException(file + ": is " + kind.description() + ", not text. " + kind.advice());
        };
    }

    private static byte[] head(InputStream in) throws IOException {
        in.mark(BUFFER);
        byte[] head = in.readNBytes(FileKind.HEAD);
        in.reset();
        return head;
    }

    /** Says of what is wrong with compressed data that it is the compressed data. */
    private static final class Unpacked extends FilterInputStream {
        Unpacked(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                return super.read(buffer, offset, length);
            } catch (IOException e) {
                throw new IOException("the compressed data is damaged or cut off: " + e.getMessage(), e);
            }
        }
    }

    private static final class Counted extends FilterInputStream {
        private long count;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int c = super.read();
            count += c < 0 ? 0 : 1;
            return c;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count += Math.max(0, read);
            return read;
        }
    }
}
