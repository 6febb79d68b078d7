package io.tillstream.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

class EnvironmentDefaultsTest {
    @Command(name = "program", mixinStandardHelpOptions = true, version = "1.0")
    static final class Program implements Runnable {
        @Option(names = {"-b", "--lake-bucket"})
        String bucket;

        @Option(names = "--rotate-seconds", defaultValue = "60")
        int seconds;

        @Option(names = "-x")
        String unnamed;

        @Parameters(arity = "0..1")
        String file;

        private int runs;

        @Override
        public void run() {
            runs++;
        }
    }

    private final Program program = new Program();

    @Test
    void theEnvironmentGivesWhatNoOptionDoes() {
        Map<String, String> environment =
                Map.of("TILLSTREAM_LAKE_BUCKET", "lake", "TILLSTREAM_ROTATE_SECONDS", "7", "TILLSTREAM_FILE", "f");
        run(environment, "--rotate-seconds", "9");
        assertThat(program.bucket).isEqualTo("lake");
        assertThat(program.seconds).isEqualTo(9);
        assertThat(program.file).as("only options have a variable").isNull();
    }

    @Test
    void withoutAVariableTheDeclaredDefaultApplies() {
        run(Map.of("TILLSTREAM_X", "short"));
        assertThat(program.bucket).isNull();
        assertThat(program.seconds).isEqualTo(60);
        assertThat(program.unnamed).isEqualTo("short");
    }

    @Test
    void variablesNamedLikeHelpAndVersionChangeNothing() {
        run(Map.of("TILLSTREAM_VERSION", "1.4.2", "TILLSTREAM_HELP", "true"));
        assertThat(program.runs).isEqualTo(1);
    }

    @Test
    void theVariableOfAnOption() {
        assertThat(EnvironmentDefaults.variable("--lake-bucket")).isEqualTo("TILLSTREAM_LAKE_BUCKET");
    }

    private void run(Map<String, String> environment, String... arguments) {
        CommandLine command = new CommandLine(program);
        command.setDefaultValueProvider(new EnvironmentDefaults(environment));
        assertThat(command.execute(arguments)).isZero();
    }
}
