package io.tillstream.standins.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;

/**
 * The random password of one role, in a file that only its user can read (mode 0600).
 *
 * @param path the file; its directory exists
 */
record PasswordFile(Path path) {
    private static final int RANDOM_BYTES = 24;
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /**
     * The password; made and written if there is none yet.
     *
     * @throws IOException if the file cannot be read or written
     */
    String read() throws IOException {
        if (!Files.exists(path)) {
            create();
        }
        String password = Files.readString(path).strip();
        if (password.isEmpty()) {
            throw new IOException("The password file " + path + " is empty. Delete it and start again");
        }
        return password;
    }

    private void create() throws IOException {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        byte[] line = (HexFormat.of().formatHex(random) + "\n").getBytes(StandardCharsets.US_ASCII);
        Set<StandardOpenOption> anew = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        // Written under another name first, so that nobody reads half a password.
        Path partial =
                path.resolveSibling(path.getFileName() + "." + HexFormat.of().formatHex(random, 0, 4));
        try (var channel = Files.newByteChannel(partial, anew, OWNER_ONLY)) {
            channel.write(java.nio.ByteBuffer.wrap(line));
        }
        try {
            Files.createLink(path, partial);
        } catch (FileAlreadyExistsException other) {
            // Another process was first; its password counts.
            return;
        } finally {
            Files.delete(partial);
        }
    }
}
