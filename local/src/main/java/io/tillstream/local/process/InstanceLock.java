package io.tillstream.local.process;

import io.tillstream.operations.command.CommandException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The operating system's lock on a data directory: it ends with the process that holds it, however that process ends. The
 * file has a byte while it is held, so that the next holder knows whether the one before was killed.
 */
public final class InstanceLock implements AutoCloseable {
    private final FileChannel channel;
    private final boolean leftBehind;

    private InstanceLock(FileChannel channel) throws IOException {
        this.channel = channel;
        this.leftBehind = channel.size() > 0;
        channel.write(ByteBuffer.wrap(new byte[] {'1'}), 0);
    }

    /**
     * Takes the lock, if no process has it.
     *
     * @throws CommandException.Failed when the lock file cannot be opened
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
            throw new CommandException.Failed(directory.lockFile() + " cannot be locked: " + e, e);
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

    /** Whether the holder before this one was killed, so that its children may still be on their way out. */
    public boolean wasLeftBehind() {
        return leftBehind;
    }

    /** Lets the next instance in. */
    @Override
    public void close() throws IOException {
        try (channel) {
            channel.truncate(0);
        }
    }
}
