package io.tillstream.cli;

import io.tillstream.commandline.EnvironmentDefaults;
import io.tillstream.commandline.HelpLayout;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program behind {@code ./tillstream}. */
@Command(
        name = "tillstream",
        description = "A sales pipeline from Kafka to a warehouse in which every sale is counted exactly once.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        subcommands = {
            LocalCommand.class,
            StatusCommand.class,
            AuditCommand.class,
            QueryCommand.class,
            DescribeCommand.class,
            TraceCommand.class,
            RejectsCommand.class,
            PageCommand.class,
            ReportCommand.class,
            TopicsCommand.class,
            PsqlCommand.class,
            RunCommand.class,
            LoadCommand.class,
            ChaosCommand.class,
            CompletionCommand.class
        },
        footerHeading = "%nEvery option can also be an environment variable: --data-dir is TILLSTREAM_DATA_DIR.%n",
        footer = {
            "./tillstream COMMAND --help shows options, examples and exit codes. docs/how-to/deploy.md is about AWS."
        })
public final class TillstreamMain {
    private TillstreamMain() {}

    /**
     * Runs one command and ends the process with its exit code: 0 success, 1 failure, 2 wrong usage, 3 manual action
     * required.
     *
     * @param args command and options
     */
    public static void main(String[] args) {
        System.exit(commandLine(System.getenv()).execute(args));
    }

    /**
     * Returns the commands.
     *
     * @param environment supplies the values of options that are not on the command line
     */
    public static CommandLine commandLine(Map<String, String> environment) {
        CommandLine commands = new CommandLine(new TillstreamMain());
        LauncherCommands.addTo(commands);
        commands.setDefaultValueProvider(new EnvironmentDefaults(environment));
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        commands.setExecutionExceptionHandler(new Errors());
        commands.setParameterExceptionHandler(Errors::wrongUsage);
        HelpLayout.apply(commands);
        return commands;
    }
}
