package io.tillstream.local.process;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * The classes of a child program, kept parsed and verified in a file that its next start maps into memory
 * (<a href="https://openjdk.org/jeps/350">JEP 350</a>). A child writes its archive when it ends for the first time. The name
 * says which class path and which JVM it is for, so that a new build or another JDK makes another archive.
 *
 * @param file the archive
 * @param written where the child writes it, or null where the archive is there already
 */
record ClassDataArchive(Path file, Path written) {
    private static final HexFormat HEX = HexFormat.of();

    /**
     * The archive of a program.
     *
     * @param directory where archives are kept; need not exist
     * @param program name of the program
     * @param classPath its class path, of jars only
     */
    static ClassDataArchive of(Path directory, String program, String classPath) {
        Path file = directory.resolve(program + "-" + fingerprint(classPath) + ".jsa");
        return new ClassDataArchive(
                file, Files.isReadable(file) ? null : directory.resolve(UUID.randomUUID() + ".unfinished"));
    }

    /** Whether the child writes the archive at its end, which takes it some seconds. */
    boolean isToBeWritten() {
        return written != null;
    }

    /** Flags of the child's JVM; none where the directory cannot be written. */
    List<String> flags() {
        if (!isToBeWritten()) {
            return List.of("-XX:SharedArchiveFile=" + file);
        }
        try {
            Files.createDirectories(file.getParent());
        } catch (IOException unwritable) {
            return List.of();
        }
        // Classes that cannot be archived are named one by one otherwise.
        return List.of("-XX:ArchiveClassesAtExit=" + written, "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
    }

    /**
     * Keeps what the child has written, once it has ended.
     *
     * @param complete whether it ended by itself; a killed one leaves half an archive
     */
    void finish(boolean complete) throws IOException {
        if (!isToBeWritten()) {
            return;
        }
        if (complete && Files.exists(written)) {
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.deleteIfExists(written);
    }

    private static String fingerprint(String classPath) {
        StringBuilder text = new StringBuilder(System.getProperty("java.vm.version"));
        for (String entry : classPath.split(File.pathSeparator)) {
            File jar = new File(entry);
            text.append('\n')
                    .append(entry)
                    .append(' ')
                    .append(jar.length())
                    .append(' ')
                    .append(jar.lastModified());
        }
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HEX.formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }
}
