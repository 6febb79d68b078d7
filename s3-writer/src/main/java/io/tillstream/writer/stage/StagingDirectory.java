package io.tillstream.writer.stage;

import io.tillstream.events.SaleDecoder;
import io.tillstream.lake.ChainId;
import io.tillstream.lake.error.TerminalException;
import io.tillstream.writer.parquet.PageEncoder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of the staging files, and what they share. One writer at a time has it; what an earlier one left is
 * removed. All files must be used by the same thread.
 */
public final class StagingDirectory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StagingDirectory.class);
    private static final String SUFFIX = ".staging";

    private final Path directory;
    private final FileChannel lockFile;
    private final PageEncoder encoder = new PageEncoder();
    private final SaleDecoder decoder = new SaleDecoder();
    private long files;

    private StagingDirectory(Path directory, FileChannel lockFile) {
        this.directory = directory;
        this.lockFile = lockFile;
    }

    /**
     * Takes a directory, creating it if need be, and removes old staging files: what they hold is still in Kafka.
     *
     * @throws TerminalException if another writer has the directory, or it cannot be used
     */
    public static StagingDirectory open(Path directory) {
        try {
            Files.createDirectories(directory);
            FileChannel lockFile =
                    FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(lockFile)) {
                lockFile.close();
                throw new TerminalException(
                        "another writer uses the staging directory " + directory
                                + "; give each its own with --staging-dir",
                        null);
            }
            removeOld(directory);
            return new StagingDirectory(directory, lockFile);
        } catch (IOException e) {
            throw new TerminalException(
                    "cannot use the staging directory " + directory + " (" + e
                            + "); name a writable one with --staging-dir",
                    e);
        }
    }

    /**
     * Opens a new file for rows of a chain.
     *
     * @throws TerminalException if the disk refuses
     */
    public StagingFile create(ChainId chain) {
        Path file = directory.resolve("%d-%d%s".formatted(chain.partition(), files++, SUFFIX));
        return StagingFile.open(file, chain, encoder, decoder);
    }

    /** Gives the directory free. */
    @Override
    public void close() throws IOException {
        encoder.close();
        lockFile.close();
    }

    private static boolean locked(FileChannel lockFile) throws IOException {
        try {
            FileLock lock = lockFile.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            // Another writer of this very process has it.
            return false;
        }
    }

    private static void removeOld(Path directory) throws IOException {
        try (DirectoryStream<Path> old = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (Path file : old) {
                Files.delete(file);
                LOG.info("removed {}, left by an earlier writer; its records are read again", file);
            }
        }
    }
}
