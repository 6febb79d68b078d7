package io.tillstream.producer.cli;

import io.tillstream.producer.UsageException;
import io.tillstream.producer.draft.MappingDraft;
import io.tillstream.producer.mapping.MappingReader;
import io.tillstream.producer.source.InputFiles;
import io.tillstream.producer.source.SourceText;
import java.io.IOException;
import java.io.PrintWriter;
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
            "Drafts a mapping from a file's first rows: charset, delimiter, quotes, decimal mark, date formats, and"
                    + " which column is which field (it knows column names in several languages). Open questions are"
                    + " marked DECIDE; the mapping sends nothing until you have answered them and deleted the comments."
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the draft was written and leaves no question open",
            "1:the draft was written and has a DECIDE, or the file cannot be read",
            "2:wrong usage, or nothing to draft from"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./tillstream mapping init exports/2024-01.csv",
            "  ./tillstream mapping init exports/2024-01.csv --out shop.yaml"
        })
final class MappingInitCommand implements Callable<Integer> {
    private final CliContext context;

    @Mixin
    private HelpOption help;

    @Option(
            names = "--out",
            paramLabel = "MAPPING",
            description = "The YAML file to write, which must not exist yet; without it, standard output.")
    private Path out;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Your file: CSV, JSON or an Excel workbook; may be compressed with gzip or zstd.")
    private List<String> files;

    MappingInitCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        if (files.size() > 1) {
            throw new UsageException("FILE: a draft is made from one file, but these are " + files.size()
                    + "; name one. (The shell replaces a pattern without quotes by all its files.)");
        }
        Path data = InputFiles.find(files).get(0);
        if (out != null && Files.exists(out)) {
            throw new UsageException("--out: " + out + " exists already; name another file, or remove it");
        }
        String yaml = MappingDraft.of(data);
        boolean open = yaml.contains("DECIDE");
        String summary = "";
        if (!MappingDraft.lacksTime(yaml)) {
            // What is handed out can be loaded: that it cannot would be a mistake of ours, found here and not later.
            summary = new MappingReader()
                    .read(out == null ? "the draft" : out.toString(), yaml)
                    .summary();
        }
        PrintWriter printer = context.out();
        if (out == null) {
            printer.print(yaml);
        } else {
            Files.writeString(out, yaml);
            printer.println(SourceText.printable(out + ": drafted. " + summary));
            printer.println((open
                            ? "Answer every DECIDE in it and delete its comment, then: "
                            : "Then check it against your files: ")
                    + "./tillstream mapping check " + out + " " + files.get(0));
        }
        printer.flush();
        return open ? 1 : 0;
    }
}
