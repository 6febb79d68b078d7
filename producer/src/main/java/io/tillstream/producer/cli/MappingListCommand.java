package io.tillstream.producer.cli;

import io.tillstream.producer.mapping.Mapping;
import io.tillstream.producer.mapping.MappingKind;
import io.tillstream.producer.mapping.Mappings;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the bundled mappings. */
@Command(name = "list", description = "Lists the bundled mappings with their kind, source and identity of events.")
final class MappingListCommand implements Callable<Integer> {
    @Mixin
    private HelpOption help;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Mappings mappings = new Mappings();
        PrintWriter out = spec.commandLine().getOut();
        for (String name : Mappings.bundled()) {
            Mapping mapping = mappings.load(name);
            out.printf(
                    Locale.ROOT,
                    "%-22s %-9s source %-16s %s%n",
                    mapping.name(),
                    mapping.kind().yaml(),
                    mapping.source(),
                    mapping.kind() == MappingKind.CATALOGUE
                            ? ""
                            : "identity " + mapping.identity().yaml());
        }
        return 0;
    }
}
