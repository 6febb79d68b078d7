package io.tillstream.cli.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.cli.TillstreamMain;
import io.tillstream.local.process.Installation;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** {@code ./tillstream} in a JVM of its own, whose SDK finds nothing but what the test gives it. */
public final class Program {
    private static final int LONGEST_SECONDS = 120;

    private final Path work;
    private final Map<String, String> environment = new TreeMap<>();
    private int runs;

    /**
     * @param work for the output of runs
     */
    public Program(Path work) {
        this.work = work;
        environment.put("AWS_CONFIG_FILE", work.resolve("no-config").toString());
        environment.put(
                "AWS_SHARED_CREDENTIALS_FILE", work.resolve("no-credentials").toString());
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
    }

    public Program withRegion() {
        return with("AWS_REGION", "us-east-1");
    }

    public Program withCredentials() {
        return with("AWS_ACCESS_KEY_ID", "local").with("AWS_SECRET_ACCESS_KEY", "local");
    }

    public Program with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    public Program with(String variable, URI endpoint) {
        return with(variable, endpoint.toString());
    }

    /** How a run ended. */
    public record Outcome(int exitCode, String output, String errors) {
        public Outcome expect(int expected) {
            assertThat(exitCode)
                    .as("exit code; output:%n%s%nerrors:%n%s", output, errors)
                    .isEqualTo(expected);
            return this;
        }
    }

    public Outcome run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dlogback.configurationFile=tillstream-logback.xml",
                "-D" + Installation.ROOT_PROPERTY + "=" + Installation.current().root(),
                "-cp",
                System.getProperty("java.class.path"),
                TillstreamMain.class.getName()));
        command.addAll(List.of(arguments));
        runs++;
        Path output = work.resolve("run-" + runs + ".out");
        Path errors = work.resolve("run-" + runs + ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("TILLSTREAM_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS))
                    .as(() -> "it ends: " + String.join(" ", arguments))
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Outcome(process.exitValue(), Files.readString(output), Files.readString(errors));
    }
}
