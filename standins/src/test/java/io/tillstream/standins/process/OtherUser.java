package io.tillstream.standins.process;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.FileUtils;

/**
 * Another user of the same machine, {@code nobody}: runs a program that uses the JDK and the JDBC driver only. Only root may
 * become another user; for anybody else the tests that need one are skipped, which the build reports.
 */
public final class OtherUser implements AutoCloseable {
    private static final String NOBODY = "65534";

    private final Path programs;
    private final Class<?> program;

    /** Skips the running test where no other user can be had. */
    public OtherUser(Class<?> program) throws IOException, URISyntaxException {
        assumeTrue(
                "root".equals(System.getProperty("user.name")) && Files.isExecutable(Path.of("/usr/bin/setpriv")),
                "NOT TESTED: what another user of the machine can reach. Only root, with setpriv, can become another user.");
        programs = Files.createTempDirectory("other-user");
        Files.setPosixFilePermissions(programs, PosixFilePermissions.fromString("rwxr-xr-x"));
        copy(
                Path.of(org.postgresql.Driver.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI()),
                programs.resolve("driver.jar"));
        String file = program.getName().replace('.', '/') + ".class";
        Path target = programs.resolve(file);
        Files.createDirectories(
                target.getParent(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        copy(Path.of(program.getResource("/" + file).toURI()), target);
        this.program = program;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to);
        Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rw-r--r--"));
    }

    /** Runs the program's main; its output, standard error included. */
    public String run(List<String> arguments, String standardInput) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("/usr/bin/setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                programs + ":" + programs.resolve("driver.jar"),
                program.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .directory(programs.toFile())
                .redirectErrorStream(true)
                .start();
        try (var in = process.getOutputStream()) {
            in.write(standardInput.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("the other user's program does not end: " + output);
        }
        return output;
    }

    @Override
    public void close() throws IOException {
        FileUtils.deleteDirectory(programs.toFile());
    }
}
