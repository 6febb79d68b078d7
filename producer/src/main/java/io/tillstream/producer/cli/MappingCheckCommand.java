package io.tillstream.producer.cli;

import io.tillstream.producer.catalogue.CatalogueWriter;
import io.tillstream.producer.mapping.Mapping;
import io.tillstream.producer.mapping.MappingKind;
import io.tillstream.producer.mapping.Mappings;
import io.tillstream.producer.replay.DryRun;
import io.tillstream.producer.replay.Replay;
import io.tillstream.producer.source.InputFiles;
import io.tillstream.producer.source.SourceText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks a mapping. */
@Command(
        name = "check",
        description = {
            "Checks a mapping: reports every error with its line and key, and every open DECIDE. Given data, it also"
                    + " shows the first events, rejected rows, repeated rows and totals. Nothing is sent."
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the mapping is valid, and every row can be sent",
            "1:a DECIDE is open, rows are rejected, or sales are in the future",
            "2:wrong usage, or an error in the mapping or the files"
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ./tillstream mapping check shop.yaml", "  ./tillstream mapping check shop.yaml 'exports/*.csv'"})
final class MappingCheckCommand implements Callable<Integer> {
    private final CliContext context;

    @Mixin
    private HelpOption help;

    @Option(
            names = "--show",
            paramLabel = "N",
            defaultValue = "3",
            description = "Number of events to show (default: ${DEFAULT-VALUE}).")
    private int show;

    @Mixin
    private ZoneOption zone;

    @Parameters(
            index = "0",
            paramLabel = "MAPPING",
            description = "The mapping: a file, or the name of a bundled mapping.")
    private String mapping;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "DATA", description = "Files, or patterns in quotes.")
    private List<String> data = List.of();

    MappingCheckCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        Mapping loaded = new Mappings().load(mapping);
        PrintWriter out = context.out();
        boolean decided = loaded.open().isEmpty();
        out.println(mapping + (decided ? ": sound. " : ": not yet decided. ") + loaded.summary());
        out.flush();
        if (data.isEmpty()) {
            loaded.open().forEach(line -> out.println("  " + SourceText.printable(line)));
            out.flush();
            return decided ? 0 : 1;
        }
        List<Path> files = InputFiles.find(data);
        if (loaded.kind() == MappingKind.CATALOGUE) {
            out.println(new CatalogueWriter(loaded).check(files) + " products, all rows valid");
            loaded.open().forEach(line -> out.println("  " + SourceText.printable(line)));
            out.flush();
            return decided ? 0 : 1;
        }
        Replay.check(loaded, files);
        DryRun run = new DryRun(loaded, zone.zone(), out, show);
        run.run(files);
        return run.isSound(false) ? 0 : 1;
    }
}
