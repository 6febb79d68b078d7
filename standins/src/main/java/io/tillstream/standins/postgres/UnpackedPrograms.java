package io.tillstream.standins.postgres;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;

/** The directory into which PostgreSQL's programs are unpacked, once for all data directories that share it. */
final class UnpackedPrograms {
    /** The library creates this file in the unpacked directory when everything is there. */
    private static final String COMPLETE = ".exists";

    private UnpackedPrograms() {}

    /**
     * A directory for programs into which no other user can put any. The library opens the directory that it is given for
     * writing by everybody, so it gets one inside a directory that is closed to others.
     *
     * @param home the server's directory; its owner is the user who may write
     * @param programs the directory that is wanted; where it belongs to another user, {@code home/bin} is taken instead
     * @throws IOException if the directory cannot be made
     */
    static Path directory(Path home, Path programs) throws IOException {
        Path wanted = programs;
        if (Files.exists(programs) && !Files.getOwner(programs).equals(Files.getOwner(home))) {
            wanted = home.resolve("bin");
        }
        Files.createDirectories(wanted);
        Files.setPosixFilePermissions(wanted, PosixFilePermissions.fromString("rwx------"));
        Path unpacked = Files.createDirectories(wanted.resolve("unpacked")).toRealPath();
        keep(unpacked);
        return unpacked;
    }

    /**
     * Keeps the library from unpacking complete programs again, over those that a running server uses. It does so where its
     * mark of completeness is more than 100 ms older than the directory, which is the case in a copied clone
     * (EmbeddedPostgres.isPgBinReady of version 2.2.2); every process that the other server starts then dies.
     */
    private static void keep(Path unpacked) throws IOException {
        try (DirectoryStream<Path> versions = Files.newDirectoryStream(unpacked, Files::isDirectory)) {
            for (Path version : versions) {
                Path complete = version.resolve(COMPLETE);
                if (Files.exists(complete)) {
                    Files.setLastModifiedTime(complete, FileTime.from(Instant.now()));
                }
            }
        }
    }
}
