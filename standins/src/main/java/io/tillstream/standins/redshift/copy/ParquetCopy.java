package io.tillstream.standins.redshift.copy;

import io.tillstream.standins.redshift.sql.Translation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Carries out COPY of the Parquet files of a manifest: every file or none. */
public final class ParquetCopy {
    private final S3Client s3;

    /**
     * Creates the loader.
     *
     * @param s3 reads manifests and files
     */
    public ParquetCopy(S3Client s3) {
        this.s3 = Objects.requireNonNull(s3);
    }

    /**
     * Loads all files of the manifest into the table. The files are one COPY of PostgreSQL, which keeps all rows or none.
     *
     * @param connection where to load, in its present transaction
     * @param copy what to load
     * @param loaded told of each file that is read
     * @return the number of rows loaded
     * @throws CopyException if manifest, files or values are not what Redshift takes
     * @throws SQLException if the database refuses the rows
     * @throws IOException if S3 or the disk cannot be read
     */
    public long load(Connection connection, Translation.Copy copy, Consumer<LoadedFile> loaded)
            throws CopyException, SQLException, IOException {
        S3Address manifestAddress = S3Address.parse(copy.manifest());
        TargetTable table = TargetTable.read(connection, copy.table(), copy.columns());
        Path directory = Files.createTempDirectory("tillstream-copy");
        try {
            Manifest manifest = Manifest.parse(manifestAddress, read(manifestAddress));
            CopyIn destination =
                    connection.unwrap(PGConnection.class).getCopyAPI().copyIn(table.copyIn());
            try {
                BinaryRows out = new BinaryRows(destination);
                for (Manifest.Entry entry : manifest.entries()) {
                    Path local = directory.resolve("file.parquet");
                    download(entry, local);
                    String address = entry.address().toString();
                    long rows = new ParquetRows(address, table).copyTo(local, out);
                    loaded.accept(new LoadedFile(address, entry.bytes(), rows));
                    Files.delete(local);
                }
                out.finish();
                return destination.endCopy();
            } finally {
                if (destination.isActive()) {
                    destination.cancelCopy();
                }
            }
        } finally {
            Files.deleteIfExists(directory.resolve("file.parquet"));
            Files.delete(directory);
        }
    }

    private byte[] read(S3Address address) throws CopyException, IOException {
        try {
            return s3.getObjectAsBytes(r -> r.bucket(address.bucket()).key(address.key()))
                    .asByteArrayUnsafe();
        } catch (S3Exception refused) {
            throw unreadable(address, refused);
        } catch (SdkClientException unreachable) {
            throw new IOException(unreachable.getMessage(), unreachable);
        }
    }

    private void download(Manifest.Entry entry, Path local) throws CopyException, IOException {
        S3Address address = entry.address();
        try {
            long bytes = s3.getObject(r -> r.bucket(address.bucket()).key(address.key()), local)
                    .contentLength();
            if (bytes != entry.bytes()) {
                throw CopyException.of(
                        address.toString(),
                        "Problem reading manifest file - content_length of " + address + " is " + entry.bytes()
                                + " in the manifest, but the file has " + bytes + " bytes");
            }
        } catch (S3Exception refused) {
            throw unreadable(address, refused);
        } catch (SdkClientException unreachable) {
            throw new IOException(unreachable.getMessage(), unreachable);
        }
    }

    private static CopyException unreadable(S3Address address, S3Exception refused) {
        String what = refused instanceof NoSuchKeyException
                ? "The specified key does not exist.,Status 404,Error NoSuchKey"
                : refused.getMessage() + ",Status " + refused.statusCode();
        return CopyException.of(address.toString(), "S3ServiceException:" + what + ",Key " + address);
    }
}
