package io.tillstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.local.pipeline.LocalSettings;
import io.tillstream.local.process.Installation;
import io.tillstream.local.process.PortPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandsTest {
    @TempDir
    Path temp;

    @Test
    void theDefaultsAreDeliberate() {
        LocalSettings settings = settings(Map.of());

        assertThat(settings.directory().path()).isEqualTo(Path.of(".tillstream").toAbsolutePath());
        assertThat(settings.ports()).isEqualTo(PortPlan.from(19090));
        assertThat(settings.simulation()).contains(new LocalSettings.Simulation(20_000, 42, Optional.empty(), true));
        assertThat(settings.once()).isFalse();
        assertThat(settings.fresh()).isFalse();
        assertThat(settings.report()).isEmpty();
    }

    @Test
    void aWrongParameterIsNamedWithWhatItMustBe() {
        StringWriter errors = new StringWriter();

        int code = commands(Map.of(), errors).execute("query", "top_customers", "--param", "top=many");

        assertThat(code).isEqualTo(2);
        assertThat(errors.toString())
                .contains("Parameter top must be a whole number from 1 to 1000000, not \"many\"")
                .contains("./tillstream query top_customers --show");
    }

    @Test
    void anExplicitSimulationIsNotImplied() {
        LocalSettings settings = settings(Map.of(), "--simulate", "7", "--seed", "3", "--start", "2024-02-29");

        assertThat(settings.simulation())
                .contains(new LocalSettings.Simulation(7, 3, Optional.of(LocalDate.of(2024, 2, 29)), false));
    }

    @Test
    void sourcesTakeThePlaceOfTheImpliedSimulation() throws Exception {
        Path file = Files.writeString(temp.resolve("a.csv"), "");

        LocalSettings settings = settings(Map.of(), "--source", "pizza_sales=" + file);

        assertThat(settings.simulation()).isEmpty();
        assertThat(settings.sources())
                .singleElement()
                .satisfies(source -> assertThat(source.files()).containsExactly(file));
    }

    @Test
    void theEnvironmentGivesValuesAndTheCommandLineWins() {
        Map<String, String> environment =
                Map.of("TILLSTREAM_PORT_BASE", "20000", "TILLSTREAM_ONCE", "true", "TILLSTREAM_SEED", "9");

        LocalSettings settings = settings(environment, "--seed", "8");

        assertThat(settings.ports().broker()).isEqualTo(20_000);
        assertThat(settings.once()).isTrue();
        assertThat(settings.simulation().orElseThrow().seed()).isEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "load supersede 7",
                "load supersede 0 --reason x",
                "load supersede seven --reason x",
                "load supersede 7 --reason --lost",
                "load resume 7",
                "load status --lake-bucket x",
                "load status --target aws:dev --lake-bucket X",
                "load pause --target aws:",
                "load status --data-dir target/no-such-directory",
                "local --simulate 0",
                "local --simulate many",
                "local --port-base 70000",
                "local --start 2024-02-30",
                "local --source superstore_us",
                "local --source superstore_us=/no/such/*.csv",
                "local --no-such-option",
                "audit --format xml",
                "query",
                "query totals --list",
                "query totals --param nothing=1",
                "query totals --param since=yesterday",
                "query top_customers --param top=0",
                "query top_customers --param top",
                "query --list --show",
                "query --sql",
                "query no_such_query_at_all",
                "query totals --target aws",
                "query totals --target aws:Dev",
                "query totals --workgroup tillstream-dev",
                "query totals --database tillstream",
                "query totals --target aws:dev --workgroup x;y",
                "query totals --target aws:dev --database x;y",
                "query totals --target aws:dev --secret-arn password",
                "trace x --target aws:dev",
                "query totals --data-dir /no/such/directory",
                "audit --data-dir /no/such/directory",
                "replay --mapping pizza_sales x.csv",
                "status --data-dir /no/such/directory",
                "describe --data-dir /no/such/directory",
                "describe a b",
                "rejects --data-dir /no/such/directory",
                "rejects --limit 0",
                "rejects --ledger /no/such/file",
                "status --format xml",
                "status --lake-bucket x",
                "trace",
                "trace one --record 0:1",
                "trace --record 0",
                "trace --record 0:x",
                "trace one --limit 0",
                "topics --last -1",
                "topics --data-dir /no/such/directory",
                "run",
                "run bronze",
                "run silver --data-dir /no/such/directory",
                "psql --data-dir /no/such/directory",
                "chaos --faults 0",
                "chaos --faults many",
                "chaos --faults 10 --records 199",
                "chaos --writers 2",
                "chaos --data-dir /",
                "nonsense"
            })
    void wrongUsageHasExitCode2AndAMessage(String line) {
        StringWriter errors = new StringWriter();

        int code = commands(Map.of(), errors).execute(line.split(" "));

        assertThat(code).isEqualTo(2);
        assertThat(errors.toString()).isNotBlank();
        assertThat(errors.toString()).doesNotContain("\tat ");
    }

    @Test
    void anUnknownQueryIsAnsweredWithTheNearestNames() {
        StringWriter errors = new StringWriter();

        int code = commands(Map.of(), errors).execute("query", "revenue_by_categry");

        assertThat(code).isEqualTo(2);
        assertThat(errors.toString()).contains("Did you mean revenue_by_category");
    }

    @Test
    void wrongUsageIsAnsweredInAFewLinesAndAFileTooManyWithTheShellsPatterns() {
        StringWriter errors = new StringWriter();

        assertThat(commands(Map.of(), errors).execute("local", "--once", "pom.xml"))
                .isEqualTo(2);

        assertThat(errors.toString().lines()).hasSizeLessThan(5);
        assertThat(errors.toString()).contains("'pom.xml'", "put the pattern in quotes", "./tillstream local --help");
    }

    @Test
    void everyCommandsHelpHasExamplesAndExitCodes() {
        CommandLine root = TillstreamMain.commandLine(Map.of());

        Map<String, CommandLine> own = new TreeMap<>(root.getSubcommands());
        own.keySet().removeAll(LauncherCommands.names());
        assertThat(own)
                .containsOnlyKeys(
                        "local",
                        "status",
                        "audit",
                        "query",
                        "describe",
                        "rejects",
                        "trace",
                        "page",
                        "report",
                        "topics",
                        "psql",
                        "run",
                        "load",
                        "chaos",
                        "completion");
        own.forEach((name, command) -> assertThat(command.getUsageMessage())
                .contains("Exit codes:")
                .contains("Examples:")
                .contains("./tillstream " + name));
        assertThat(root.getUsageMessage()).contains(root.getSubcommands().keySet());
        root.getSubcommands()
                .get("load")
                .getSubcommands()
                .forEach((name, command) -> assertThat(command.getUsageMessage())
                        .contains("Exit codes:")
                        .contains("Examples:")
                        .contains("./tillstream load " + name));
    }

    @Test
    void everyHelpPageFits80ColumnsAndNoParagraphIsWrappedTwice() {
        CommandLine root = TillstreamMain.commandLine(Map.of());
        Stream.concat(
                        Stream.of(root),
                        Stream.concat(
                                root.getSubcommands().values().stream(),
                                root.getSubcommands().get("load").getSubcommands().values().stream()))
                .forEach(command -> {
                    String page = command.getUsageMessage();
                    assertThat(page.lines())
                            .as(command.getCommandName())
                            .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
                    // As it was laid out, so picocli has not broken a line of it again.
                    String laidOut = String.join(
                            "\n", command.getCommandSpec().usageMessage().footer());
                    assertThat(page.replace("\r", "")).contains(laidOut);
                });
    }

    @Test
    void theCompletionScriptIsBashAndKnowsEveryCommand() throws Exception {
        CommandLine root = TillstreamMain.commandLine(Map.of());

        String script = picocli.AutoComplete.bash("tillstream", root);

        assertThat(script).contains(root.getSubcommands().keySet()).contains("--data-dir");
        Path file = Files.writeString(temp.resolve("completion"), script);
        Process check =
                new ProcessBuilder("bash", "-n", file.toString()).inheritIO().start();
        assertThat(check.waitFor()).isZero();
    }

    @Test
    void theLaunchersCommandsAreListedAndTheLauncherKnowsThem() throws IOException {
        String help = TillstreamMain.commandLine(Map.of()).getUsageMessage();
        String launcher = Files.readString(Installation.current().root().resolve("tillstream"));

        assertThat(launcher)
                .contains(
                        "    " + String.join(" | ", LauncherCommands.withTheirOwnHelp()) + ")",
                        "    synth | deploy | destroy)",
                        "    cost)");
        assertThat(LauncherCommands.names()).allSatisfy(name -> assertThat(help).contains(name + " "));
    }

    private static LocalSettings settings(Map<String, String> environment, String... arguments) {
        CommandLine root = TillstreamMain.commandLine(environment);
        root.parseArgs(
                Stream.concat(Stream.of("local"), Arrays.stream(arguments)).toArray(String[]::new));
        CommandLine local = root.getSubcommands().get("local");
        return LocalSettings.of(
                ((LocalCommand) local.getCommand()).request(), Path.of("").toAbsolutePath());
    }

    private static CommandLine commands(Map<String, String> environment, StringWriter errors) {
        CommandLine commands = TillstreamMain.commandLine(environment);
        commands.setErr(new PrintWriter(errors, true));
        commands.getSubcommands().values().forEach(command -> command.setErr(new PrintWriter(errors, true)));
        return commands;
    }
}
