package io.tillstream.writer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.commandline.EnvironmentDefaults;
import io.tillstream.writer.cli.WriterSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class WriterMainTest {
    private static final String[] GOOD = {
        "--bootstrap-servers",
        "localhost:1",
        "--topic",
        "t",
        "--group-id",
        "g",
        "--lake-bucket",
        "lake",
        "--staging-dir",
        "s"
    };

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void helpNamesTheExitCodesAndDefaults() {
        assertThat(execute(Map.of(), "--help")).isZero();
        assertThat(out.toString())
                .contains(
                        "manual action required", "--rotate-seconds", "default: 60", "default: 1000000", "default: 128")
                .contains("TILLSTREAM_LAKE_BUCKET");
    }

    @Test
    void aMissingOptionIsUsage() {
        assertThat(execute(Map.of(), "--topic", "t")).isEqualTo(2);
        assertThat(err.toString()).contains("--bootstrap-servers");
    }

    @Test
    void aSettingThatCannotBeRightIsUsage(@TempDir Path directory) {
        assertThat(execute(Map.of(), with("--rotate-seconds", "0"))).isEqualTo(2);
        assertThat(execute(Map.of(), with("--rotate-seconds", "soon"))).isEqualTo(2);
        assertThat(execute(Map.of(), with("--confirm-gap", "t/0:9"))).isEqualTo(2);
        assertThat(execute(
                        Map.of(),
                        with("--kafka-config", directory.resolve("missing").toString())))
                .isEqualTo(2);
        assertThat(execute(Map.of(), with("--kafka-security", "ssl"))).isEqualTo(2);
        assertThat(execute(Map.of(), with("--health-port", "70000"))).isEqualTo(2);
        assertThat(execute(Map.of(), with("--emf-namespace", "AWS/Kafka"))).isEqualTo(2);
        assertThat(execute(Map.of(), with("--client-rack", "a", "--client-rack-by-zone", "z=a")))
                .isEqualTo(2);
    }

    @Test
    void theEnvironmentGivesWhatNoOptionDoes() {
        WriterMain main = new WriterMain();
        CommandLine command = new CommandLine(main);
        command.setDefaultValueProvider(new EnvironmentDefaults(Map.of(
                "TILLSTREAM_LAKE_BUCKET",
                "from-environment",
                "TILLSTREAM_TOPIC",
                "t",
                "TILLSTREAM_ROTATE_SECONDS",
                "7")));
        command.parseArgs("--bootstrap-servers", "x:1", "--group-id", "g", "--staging-dir", "s", "--topic", "option");
        WriterSettings settings = main.settings();
        assertThat(settings.lakeBucket()).isEqualTo("from-environment");
        assertThat(settings.topic()).isEqualTo("option");
        assertThat(settings.rotateSeconds()).isEqualTo(7);
        assertThat(settings.rotateMegabytes()).isEqualTo(128);
    }

    /** An image may well carry its version or a link to its help in variables of these names. */
    @Test
    void variablesNamedLikeHelpAndVersionChangeNothing() {
        WriterMain main = new WriterMain();
        CommandLine command = new CommandLine(main);
        command.setDefaultValueProvider(new EnvironmentDefaults(Map.of(
                "TILLSTREAM_VERSION", "1.4.2", "TILLSTREAM_HELP", "https://example.com", "TILLSTREAM_TOPIC", "t")));
        command.parseArgs(
                "--bootstrap-servers", "x:1", "--group-id", "g", "--staging-dir", "s", "--lake-bucket", "lake");
        assertThat(main.settings().topic()).isEqualTo("t");
        assertThat(command.isVersionHelpRequested()).isFalse();
        assertThat(command.isUsageHelpRequested()).isFalse();
    }

    private int execute(Map<String, String> environment, String... args) {
        CommandLine command = new CommandLine(new WriterMain());
        command.setDefaultValueProvider(new EnvironmentDefaults(environment));
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(err));
        return command.execute(args);
    }

    private static String[] with(String... more) {
        String[] args = Arrays.copyOf(GOOD, GOOD.length + more.length);
        System.arraycopy(more, 0, args, GOOD.length, more.length);
        return args;
    }
}
