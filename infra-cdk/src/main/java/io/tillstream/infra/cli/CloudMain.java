package io.tillstream.infra.cli;

import io.tillstream.infra.TillstreamApp;
import io.tillstream.infra.cost.CostCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The commands {@code synth}, {@code deploy}, {@code destroy} and {@code cost}. Exit codes: 0 done, 1 a failure, 2 wrong usage or settings. */
@Command(
        name = "tillstream",
        description = "Tillstream on AWS.",
        subcommands = {TillstreamApp.class, CostCommand.class})
public final class CloudMain {
    private final CommandRunner runner;

    @Spec
    private CommandSpec spec;

    CloudMain(CommandRunner runner) {
        this.runner = runner;
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
        return new CommandLine(new CloudMain(CommandRunner.children())).execute(args);
    }

    @Command(
            name = "deploy",
            description = "Writes the templates, prepares the account where needed, and deploys all stacks.",
            mixinStandardHelpOptions = true)
    int deploy(
            @Option(names = "--preset", paramLabel = "dev|prod", defaultValue = "dev") String preset,
            @Option(names = "--set", paramLabel = "NAME=VALUE") List<String> values,
            @Option(names = "--root", defaultValue = "${env:TILLSTREAM_ROOT:-.}") Path root,
            @Option(names = "--skip-bootstrap", description = "The account is prepared by others.")
                    boolean skipBootstrap)
            throws InterruptedException {
        Path assembly = assembly(root, "deploy");
        int written = synthesise(preset, values, root, assembly, false);
        if (written != 0) {
            return written;
        }
        CdkCommands cdk = new CdkCommands(assembly);
        int prepared = skipBootstrap ? 0 : execute(cdk.bootstrap());
        if (prepared != 0) {
            return 1;
        }
        return execute(cdk.deploy());
    }

    @Command(
            name = "destroy",
            description =
                    "Deletes all stacks. Data stays, unless both settings removal and confirm-removal say otherwise.",
            mixinStandardHelpOptions = true)
    int destroy(
            @Option(names = "--preset", paramLabel = "dev|prod", defaultValue = "dev") String preset,
            @Option(names = "--set", paramLabel = "NAME=VALUE") List<String> values,
            @Option(names = "--root", defaultValue = "${env:TILLSTREAM_ROOT:-.}") Path root)
            throws InterruptedException {
        Path assembly = assembly(root, "destroy");
        int written = synthesise(preset, values, root, assembly, true);
        return written != 0 ? written : execute(new CdkCommands(assembly).destroy());
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
