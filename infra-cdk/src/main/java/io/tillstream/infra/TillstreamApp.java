package io.tillstream.infra;

import io.tillstream.infra.artefact.ArtefactStaging;
import io.tillstream.infra.artefact.Artefacts;
import io.tillstream.infra.artefact.MissingArtefactException;
import io.tillstream.infra.settings.ContextSettings;
import io.tillstream.infra.settings.Settings;
import io.tillstream.infra.settings.SettingsException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awscdk.cxapi.CloudAssembly;
import software.amazon.jsii.JsiiException;

/** Writes the templates of an environment. Run by the CDK's command line ({@code cdk.json}) or by hand; needs no account. */
@Command(
        name = "synth",
        description = "Writes the CloudFormation templates of an environment, one *.template.json for each stack.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class TillstreamApp implements Callable<Integer> {
    @Option(
            names = "--preset",
            paramLabel = "small|dev|prod",
            description = "The defaults (else cdk.json's, else dev).")
    private String preset;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the templates go (else where the CDK's command line wants them, else cdk.out).")
    private Path out;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "A setting of docs/how-to/deploy.md, for example --set prefix=sales-test.")
    private Map<String, String> values = new LinkedHashMap<>();

    @Option(
            names = "--root",
            paramLabel = "DIR",
            defaultValue = "${env:TILLSTREAM_ROOT:-.}",
            description = "The project, where the built artefacts lie (default: ${DEFAULT-VALUE}).")
    private Path root;

    @Option(
            names = "--without-artefacts",
            description = "Do not look for built artefacts: templates to read, not to deploy.")
    private boolean withoutArtefacts;

    @Spec
    private CommandSpec spec;

    /**
     * Writes the templates and ends the process: 0 done, 1 a template is wrong, 2 wrong usage, settings or artefacts.
     *
     * @param args the options
     */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    /**
     * Writes the templates.
     *
     * @param args the options
     * @return the exit code
     */
    public static int run(String... args) {
        return new CommandLine(new TillstreamApp()).execute(args);
    }

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        if (!NodeRuntime.isPresent(System.getenv())) {
            err.println(NodeRuntime.MISSING);
            return CommandLine.ExitCode.USAGE;
        }
        try {
            CloudAssembly assembly = synthesise();
            List<String> errors = SynthesisErrors.in(Path.of(assembly.getDirectory()));
            if (!errors.isEmpty()) {
                errors.forEach(err::println);
                return CommandLine.ExitCode.SOFTWARE;
            }
            List<String> names = assembly.getStacks().stream()
                    .map(stack -> stack.getTemplateFile())
                    .toList();
            spec.commandLine()
                    .getOut()
                    .println(names.size() + " templates in " + assembly.getDirectory() + ": "
                            + String.join(", ", names));
            return CommandLine.ExitCode.OK;
        } catch (SettingsException e) {
            err.println(e.getMessage());
            err.println("Settings: docs/how-to/deploy.md. Give one with --set NAME=VALUE or in infra-cdk/cdk.json.");
            return CommandLine.ExitCode.USAGE;
        } catch (MissingArtefactException e) {
            err.println(e.getMessage());
            return CommandLine.ExitCode.USAGE;
        } catch (JsiiException e) {
            err.println(e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private CloudAssembly synthesise() {
        ContextSettings context = context();
        Settings settings = context.settings();
        Path directory = out != null ? out : Path.of(System.getenv().getOrDefault("CDK_OUTDIR", "cdk.out"));
        ArtefactStaging staging = new ArtefactStaging(root, root.resolve("infra-cdk/target/staging"));
        Artefacts artefacts = withoutArtefacts ? staging.unbuilt() : staging.gather();
        return Tillstream.create(settings, artefacts, context.context(), directory.toAbsolutePath())
                .synth();
    }

    private ContextSettings context() {
        ContextSettings context = new ContextSettings();
        Path cdkJson = root.resolve("infra-cdk/cdk.json");
        if (Files.isRegularFile(cdkJson)) {
            context.addFile(cdkJson);
        }
        String passedOn = System.getenv("CDK_CONTEXT_JSON");
        if (passedOn != null && !passedOn.isBlank()) {
            context.addJson(passedOn);
        }
        if (preset != null) {
            context.set("preset", preset);
        }
        values.forEach(context::set);
        return context;
    }
}
