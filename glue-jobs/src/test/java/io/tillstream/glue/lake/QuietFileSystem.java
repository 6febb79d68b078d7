package io.tillstream.glue.lake;

import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * The local file system as it is: without its native library, Hadoop starts a {@code chmod} for each file and each directory
 * (2,842 of them in {@code GoldRunTest}), and it writes a checksum file beside each file.
 */
public final class QuietFileSystem extends LocalFileSystem {
    /** For Hadoop, which makes it by its name. */
    public QuietFileSystem() {
        super(new WithoutPermissions());
        setWriteChecksum(false);
        setVerifyChecksum(false);
    }

    private static final class WithoutPermissions extends RawLocalFileSystem {
        @Override
        public void setPermission(Path path, FsPermission permission) {
            // Those that the process's umask gives will do.
        }
    }
}
