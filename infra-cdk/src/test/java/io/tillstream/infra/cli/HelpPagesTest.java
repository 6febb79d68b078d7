package io.tillstream.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** {@code ./tillstream deploy --help} prints a copy of the help, so that it needs no CDK. */
class HelpPagesTest {
    private static final Path PAGES =
            Path.of(System.getProperty("tillstream.root"), "cli/src/main/resources/io/tillstream/cli/help");

    @ParameterizedTest
    @ValueSource(strings = {"synth", "deploy", "destroy", "cost"})
    void theCopyIsWhatTheProgramSays(String name) throws IOException {
        CommandLine commands = new CommandLine(
                new CloudMain(CommandRunner.children(), region -> new CloudFormationStacks(Map.of(), region)));
        String page =
                commands.getSubcommands().get(name).getUsageMessage(Ansi.OFF).replace(System.lineSeparator(), "\n");
        Path copy = PAGES.resolve(name + ".txt");
        if ("write".equals(System.getProperty("tillstream.snapshots"))) {
            Files.writeString(copy, page);
        }

        assertThat(copy).as("write it with -Dtillstream.snapshots=write").hasContent(page);
    }
}
