package io.tillstream.local.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The classes of a program, parsed and verified, in a file that its next start maps into memory
 * (<a href="https://openjdk.org/jeps/350">JEP 350</a>): a whole local run then needs a third less CPU time. Writing the files
 * takes half a minute and 300 MB, so a program writes its archive only where it is asked to ({@link #WRITE}), which the build
 * does once for all its tests. The file's name says which class path it is for: a changed jar makes it unused.
 *
 * @param file the archive
 * @param written where the program writes it at its end, or null where it does not
 */
public record ClassDataArchive(Path file, Path written) {
    /** System property that lets programs without an archive write one at their end. */
    public static final String WRITE = "tillstream.class-data.write";

    private static final HexFormat HEX = HexFormat.of();
    // Else the JVM lists on standard output each class that cannot be archived.
    private static final List<String> QUIET = List.of("-Xlog:cds=off", "-Xlog:cds+dynamic=off");

    /**
     * The archive of a program.
     *
     * @param installation where archives are kept, in {@code target/class-data}
     * @param program name of the program
     * @param classPath its class path, of jars only
     */
    public static ClassDataArchive of(Installation installation, String program, String classPath) {
        Path directory = installation.root().resolve("target/class-data");
        Path file = directory.resolve(program + "-" + fingerprint(classPath) + ".jsa");
        boolean isWritten = Boolean.getBoolean(WRITE) && !Files.exists(file);
        return new ClassDataArchive(
                file, isWritten ? directory.resolve(program + "-" + UUID.randomUUID() + ".unfinished") : null);
    }

    /** Whether the program writes the archive at its end, which takes it some seconds. */
    public boolean isToBeWritten() {
        return written != null;
    }

    /** Flags of the program's JVM: what reads the archive, what writes it, or none. */
    public List<String> flags() {
        if (isToBeWritten()) {
            return Stream.concat(Stream.of("-XX:ArchiveClassesAtExit=" + created()), QUIET.stream())
                    .toList();
        }
        return Files.isReadable(file)
                ? Stream.concat(Stream.of("-XX:SharedArchiveFile=" + file), QUIET.stream())
                        .toList()
                : List.of();
    }

    private Path created() {
        try {
            Files.createDirectories(written.getParent());
            return written;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Keeps what the program has written, instead of the archives of earlier builds.
     *
     * @param complete whether the program ended by itself; a killed one leaves half an archive
     * @throws IOException if the directory cannot be changed
     */
    public void finish(boolean complete) throws IOException {
        if (!isToBeWritten()) {
            return;
        }
        if (complete && Files.exists(written)) {
            deleteEarlier();
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.deleteIfExists(written);
    }

    private void deleteEarlier() throws IOException {
        String name = file.getFileName().toString();
        String program = name.substring(0, name.lastIndexOf('-') + 1);
        try (Stream<Path> files = Files.list(file.getParent())) {
            for (Path earlier : files.filter(other -> isOf(program, other)).toList()) {
                Files.deleteIfExists(earlier);
            }
        }
    }

    private static boolean isOf(String program, Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".jsa") && name.lastIndexOf('-') + 1 == program.length() && name.startsWith(program);
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
