package io.tillstream.cli;

import io.tillstream.operations.command.CommandException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The commands that the launcher gives to another module's program, on that module's class path. They are here so that
 * {@code --help} lists them and shells complete them; this program never runs them. It does print the help of those about AWS,
 * because their program would need the CDK for it.
 */
public final class LauncherCommands {
    private static final List<Listed> PRODUCER = List.of(
            new Listed(
                    "replay",
                    "Send files to any Kafka cluster as sale events, using a mapping; --dry-run needs no cluster."),
            new Listed("produce", "Send simulated sales to any Kafka cluster: a given number, or until Ctrl-C."),
            new Listed("mapping", "Draft, check, list and show mappings: how your files become sale events."),
            new Listed("catalogue", "Write a product catalogue from files, in the form that the lake uses."));

    private static final List<Listed> CLOUD = List.of(
            new Listed("synth", "Write the CloudFormation templates of an environment on AWS; needs Node.js."),
            new Listed("deploy", "Deploy an environment to your AWS account; needs Node.js."),
            new Listed("destroy", "Delete an environment from your AWS account; needs Node.js."),
            new Listed("cost", "Estimate the monthly bill of an environment on AWS."));

    private static final String WHOLE_PAGE = "page";

    private record Listed(String name, String description) {}

    private LauncherCommands() {}

    /** Returns the names of all these commands, in the order of the list. */
    public static List<String> names() {
        return Stream.concat(PRODUCER.stream(), CLOUD.stream())
                .map(Listed::name)
                .toList();
    }

    /** Returns the names of the commands whose own program prints their help. */
    public static List<String> withTheirOwnHelp() {
        return PRODUCER.stream().map(Listed::name).toList();
    }

    /** Adds the commands to the list. */
    public static void addTo(CommandLine commands) {
        PRODUCER.forEach(listed -> add(commands, listed, spec(listed)));
        CLOUD.forEach(listed -> add(commands, listed, withHelp(listed)));
    }

    private static void add(CommandLine commands, Listed listed, CommandSpec spec) {
        commands.addSubcommand(listed.name(), new CommandLine(spec).setUnmatchedArgumentsAllowed(true));
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

    private static CommandSpec withHelp(Listed listed) {
        CommandSpec spec = spec(listed);
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help message and exit.")
                .build());
        UsageMessageSpec usage = spec.usageMessage();
        usage.sectionKeys(List.of(WHOLE_PAGE));
        usage.sectionMap(Map.of(WHOLE_PAGE, help -> page(listed.name())));
        return spec;
    }

    /** Reads the help of a command as its own program prints it; a test of {@code infra-cdk} keeps the copy the same. */
    private static String page(String name) {
        String path = "help/" + name + ".txt";
        try (InputStream in = LauncherCommands.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("resource " + path + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
