package io.tillstream.producer;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The real sales files, where this machine has them. */
public final class SharedData {
    private SharedData() {}

    /** Returns a file, or skips the test where it is absent. */
    public static Path file(String name) {
        Path file = Path.of(System.getProperty("tillstream.shared.data", "")).resolve(name);
        assumeTrue(Files.isReadable(file), () -> file + " is not here; set -Dtillstream.shared.data=DIRECTORY");
        return file;
    }
}
