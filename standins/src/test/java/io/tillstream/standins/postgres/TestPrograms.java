package io.tillstream.standins.postgres;

import java.nio.file.Path;

/** Where tests unpack PostgreSQL's programs: once for all test runs. */
public final class TestPrograms {
    private TestPrograms() {}

    public static Path directory() {
        return Path.of("target", "postgresql").toAbsolutePath();
    }
}
