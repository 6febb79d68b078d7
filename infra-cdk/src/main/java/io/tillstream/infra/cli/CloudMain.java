package io.tillstream.infra.cli;

import io.tillstream.infra.TillstreamApp;
import io.tillstream.infra.cost.CostCommand;
import io.tillstream.infra.settings.ContextSettings;
import io.tillstream.infra.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;

/** The commands {@code synth}, {@code deploy}, {@code destroy} and {@code cost}. Exit codes: 0 done, 1 a failure, 2 wrong usage or settings. */
@Command(
        name = "tillstream",
        description = "Tillstream on AWS.",
        subcommands = {TillstreamApp.class, CostCommand.class})
public final class CloudMain {
    private final CommandRunner runner;
    private final Function<String, Stacks> stacks;

    @Spec
    private CommandSpec spec;

    CloudMain(CommandRunner runner, Function<String, Stacks> stacks) {
        this.runner = runner;
        this.stacks = stacks;
    }

    /** Runs a command and ends the process. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    /**
     * Runs a command.
     *
     * @param args its name, then its options
     * @return the exit code
     */
    public static int run(String... args) {
        return new CommandLine(new CloudMain(
                        CommandRunner.children(), region -> new CloudFormationStacks(System.getenv(), region)))
                .execute(args);
    }

    @Command(
            name = "deploy",
            description = "Writes the templates, prepares the account where needed, and deploys all stacks.",
            mixinStandardHelpOptions = true)
    int deploy(
            @Option(names = "--preset", paramLabel = "small|dev|prod", defaultValue = "dev") String preset,
            @Option(names = "--set", paramLabel = "NAME=VALUE") List<String> values,
            @Option(names = "--root", defaultValue = "${env:TILLSTREAM_ROOT:-.}") Path root,
            @Option(names = "--skip-bootstrap", description = "The account is prepared by others.")
                    boolean skipBootstrap,
            @Option(
                            names = "--execution-policy",
                            paramLabel = "ARN",
                            description =
                                    "For bootstrap: a policy that says what CloudFormation may do (default: everything); can be repeated.")
                    List<String> executionPolicies,
            @Option(
                            names = "--permissions-boundary",
                            paramLabel = "NAME",
                            description = "For bootstrap: a permissions boundary for the role of CloudFormation.")
                    String boundary)
            throws InterruptedException {
        Path assembly = assembly(root, "deploy");
        int written = synthesise(preset, values, root, assembly, false);
        if (written != 0) {
            return written;
        }
        CdkCommands cdk = new CdkCommands(assembly);
        int prepared = skipBootstrap
                ? 0
                : execute(cdk.bootstrap(
                        executionPolicies == null ? List.of() : executionPolicies, Optional.ofNullable(boundary)));
        if (prepared != 0) {
            return 1;
        }
        Assembly templates = new Assembly(assembly);
        try (Stacks there = stacks.apply(templates.stacks().get(0).region())) {
            Protection protection = Protection.prepare(templates, there);
            int deployed = execute(cdk.deploy());
            protection.complete();
            return deployed;
        } catch (SdkException e) {
            spec.commandLine()
                    .getErr()
                    .println(
                            "CloudFormation did not answer: " + e.getMessage()
                                    + " Are the credentials there (aws sts get-caller-identity)? Then run the same command again.");
            return 1;
        }
    }

    @Command(
            name = "destroy",
            description =
                    "Deletes the stacks without data, and says what the others go on to cost. With both settings removal and confirm-removal, deletes all.",
            mixinStandardHelpOptions = true)
    int destroy(
            @Option(names = "--preset", paramLabel = "small|dev|prod", defaultValue = "dev") String preset,
            @Option(names = "--set", paramLabel = "NAME=VALUE") List<String> values,
            @Option(names = "--root", defaultValue = "${env:TILLSTREAM_ROOT:-.}") Path root)
            throws InterruptedException {
        Path assembly = assembly(root, "destroy");
        int written = synthesise(preset, values, root, assembly, true);
        if (written != 0) {
            return written;
        }
        Settings settings = settings(preset, values, root);
        boolean all = settings.environment().destroyData();
        int destroyed = execute(new CdkCommands(assembly)
                .destroy(new Assembly(assembly)
                        .stacks().stream()
                                .filter(stack -> all || !Remains.STAGES.contains(stack.stage()))
                                .map(Assembly.Stack::name)
                                .toList()));
        if (!all) {
            new Remains(settings).text().forEach(spec.commandLine().getOut()::println);
        }
        return destroyed;
    }

    private static Settings settings(String preset, List<String> values, Path root) {
        ContextSettings context = new ContextSettings();
        Path cdkJson = root.resolve("infra-cdk/cdk.json");
        if (Files.isRegularFile(cdkJson)) {
            context.addFile(cdkJson);
        }
        context.set("preset", preset);
        if (values != null) {
            values.forEach(value ->
                    context.set(value.substring(0, value.indexOf('=')), value.substring(value.indexOf('=') + 1)));
        }
        return context.settings();
    }

    private static Path assembly(Path root, String purpose) {
        return root.resolve("infra-cdk/target/" + purpose).toAbsolutePath().normalize();
    }

    /** Deleting needs the stacks' names only, so it needs no build. */
    private static int synthesise(String preset, List<String> values, Path root, Path out, boolean withoutArtefacts) {
        List<String> arguments =
                new ArrayList<>(List.of("--preset", preset, "--root", root.toString(), "--out", out.toString()));
        if (values != null) {
            values.forEach(value -> arguments.addAll(List.of("--set", value)));
        }
        if (withoutArtefacts) {
            arguments.add("--without-artefacts");
        }
        return TillstreamApp.run(arguments.toArray(String[]::new));
    }

    private int execute(List<String> command) throws InterruptedException {
        spec.commandLine().getOut().println("$ " + String.join(" ", command));
        spec.commandLine().getOut().flush();
        try {
            int code = runner.run(command);
            if (code != 0) {
                spec.commandLine()
                        .getErr()
                        .println(
                                "It ended with " + code
                                        + ". Is the account the right one (aws sts get-caller-identity)? docs/how-to/deploy.md, troubleshooting.");
            }
            return code == 0 ? 0 : 1;
        } catch (IOException e) {
            spec.commandLine()
                    .getErr()
                    .println(command.get(0) + " cannot be started: " + e.getMessage() + ". Install Node.js with npm.");
            return CommandLine.ExitCode.USAGE;
        }
    }
}
