package io.tillstream.local.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The operating system's lock on a data directory: it ends with the process that holds it, however that process ends. */
public final class InstanceLock implements AutoCloseable {
    private final FileChannel channel;

    private InstanceLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock, if no process has it.
     *
     * @throws LocalRunException.Failed when the lock file cannot be opened
     */
    public static Optional<InstanceLock> tryAcquire(DataDirectory directory) {
        try {
            FileChannel channel =
                    FileChannel.open(directory.lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel)) {
                return Optional.of(new InstanceLock(channel));
            }
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            throw new LocalRunException.Failed(directory.lockFile() + " cannot be locked: " + e, e);
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            // Held by this very process, through another channel.
            return false;
        }
    }

    /** Lets the next instance in. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
