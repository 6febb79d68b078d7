package io.tillstream.producer.cli;

import io.tillstream.producer.mapping.Mappings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows a bundled mapping. */
@Command(name = "show", description = "Prints a bundled mapping, as a starting point for your own.")
final class MappingShowCommand implements Callable<Integer> {
    @Mixin
    private HelpOption help;

    @Parameters(paramLabel = "NAME", description = "Its name; the command list shows them all.")
    private String name;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(Mappings.yaml(name));
        spec.commandLine().getOut().flush();
        return 0;
    }
}
