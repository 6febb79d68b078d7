package io.tillstream.cli;

import io.tillstream.operations.command.CommandException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The commands that the launcher gives to another module's program, on that module's class path. They are here so that they are
 * listed by {@code --help} and completed by shells; this program never runs them.
 */
public final class LauncherCommands {
    private static final List<Listed> COMMANDS = List.of(
            new Listed(
                    "replay",
                    "Send files to any Kafka cluster as sale events, using a mapping; --dry-run needs no cluster."),
            new Listed("produce", "Send simulated sales to any Kafka cluster: a given number, or until Ctrl-C."),
            new Listed("mapping", "Draft, check, list and show mappings: how your files become sale events."),
            new Listed("catalogue", "Write a product catalogue from files, in the form that the lake uses."));

    private record Listed(String name, String description) {}

    private LauncherCommands() {}

    /** Returns the names, in the order of the list. */
    public static List<String> names() {
        return COMMANDS.stream().map(Listed::name).toList();
    }

    /** Adds the commands to the list. */
    public static void addTo(CommandLine commands) {
        COMMANDS.forEach(listed -> commands.addSubcommand(
                listed.name(), new CommandLine(spec(listed)).setUnmatchedArgumentsAllowed(true)));
    }

    private static CommandSpec spec(Listed listed) {
        Callable<Integer> refuse = () -> {
            throw new CommandException.Usage(
                    "Another program runs this command; start it through the launcher: ./tillstream " + listed.name());
        };
        CommandSpec spec = CommandSpec.wrapWithoutInspection(refuse).name(listed.name());
        spec.usageMessage().description(listed.description());
        return spec;
    }
}
