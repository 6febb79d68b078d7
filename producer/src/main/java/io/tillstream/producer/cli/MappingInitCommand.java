package io.tillstream.producer.cli;

import io.tillstream.producer.UsageException;
import io.tillstream.producer.draft.MappingDraft;
import io.tillstream.producer.mapping.Mapping;
import io.tillstream.producer.mapping.MappingReader;
import io.tillstream.producer.source.InputFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Drafts a mapping. */
@Command(
        name = "init",
        description = {
            "Drafts a mapping from a file's first rows: charset, delimiter, quotes, decimal mark, formats of dates, and which"
                    + " column is which field, by names in several languages. The draft works as it is; where you have to"
                    + " look, a comment says DECIDE."
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the draft was written",
            "1:the file cannot be read",
            "2:wrong usage, or nothing to draft from"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./tillstream mapping init exports/2024-01.csv",
            "  ./tillstream mapping init exports/2024-01.csv --out shop.yaml"
        })
final class MappingInitCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private HelpOption help;

    @Option(
            names = "--out",
            paramLabel = "MAPPING",
            description = "The YAML file to write, which must not exist yet; without it, standard output.")
    private Path out;

    @Parameters(
            paramLabel = "FILE",
            description = "A file of yours: CSV, or JSON with one object or array on each line.")
    private String file;

    MappingInitCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Path data = InputFiles.find(List.of(file)).get(0);
        if (out != null && Files.exists(out)) {
            throw new UsageException("--out: " + out + " exists already; name another file, or remove it");
        }
        String yaml = MappingDraft.of(data);
        // What is handed out can be loaded: that it cannot would be a mistake of ours, told here and not later.
        Mapping drafted = new MappingReader().read(out == null ? "the draft" : out.toString(), yaml);
        if (out == null) {
            surroundings.out().print(yaml);
            surroundings.out().flush();
        } else {
            Files.writeString(out, yaml);
            surroundings.out().println(out + ": drafted. " + drafted.summary());
            surroundings
                    .out()
                    .println("Look at every DECIDE in it, then: ./tillstream mapping check " + out + " " + file);
            surroundings.out().flush();
        }
        return 0;
    }
}
