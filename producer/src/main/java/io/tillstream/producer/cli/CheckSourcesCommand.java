package io.tillstream.producer.cli;

import io.tillstream.producer.UsageException;
import io.tillstream.producer.catalogue.CatalogueException;
import io.tillstream.producer.catalogue.CatalogueWriter;
import io.tillstream.producer.mapping.Mapping;
import io.tillstream.producer.mapping.Mappings;
import io.tillstream.producer.replay.Replay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * Checks all sources of a run before its first event is sent: mappings, open decisions, headers, names and catalogues.
 * Started by {@code ./tillstream local}.
 */
@Command(name = "check-sources", hidden = true, description = "Checks what a run would send, and sends nothing.")
final class CheckSourcesCommand implements Callable<Integer> {
    private final CliContext context;

    @Mixin
    private HelpOption help;

    @Parameters(
            paramLabel = "LIST",
            description = "A file of words that end with NUL: --source or --catalogue, then MAPPING=FILE, and so on.")
    private Path list;

    CheckSourcesCommand(CliContext context) {
        this.context = context;
    }

    private interface Check {
        void of(Mapping mapping, List<Path> files) throws IOException;
    }

    @Override
    public Integer call() throws IOException {
        List<String> sources = new ArrayList<>();
        List<String> catalogues = new ArrayList<>();
        String[] words = Files.readString(list).split("\0");
        for (int i = 0; i + 1 < words.length; i += 2) {
            (words[i].equals("--source") ? sources : catalogues).add(words[i + 1]);
        }
        List<String> faults = new ArrayList<>();
        check(sources, Replay::check, faults);
        check(catalogues, (mapping, files) -> new CatalogueWriter(mapping).check(files), faults);
        faults.forEach(context.err()::println);
        context.err().flush();
        return faults.isEmpty() ? 0 : 2;
    }

    /** Gathers the faults of all, so that a user sees them at once. */
    private static void check(List<String> given, Check check, List<String> faults) {
        Function<String, String> mappingOf = text -> text.substring(0, text.indexOf('='));
        Map<String, List<Path>> files = new LinkedHashMap<>();
        given.forEach(text -> files.computeIfAbsent(mappingOf.apply(text), name -> new ArrayList<>())
                .add(Path.of(text.substring(text.indexOf('=') + 1))));
        files.forEach((name, paths) -> {
            try {
                Mapping mapping = new Mappings().load(name);
                mapping.requireDecided();
                check.of(mapping, paths);
            } catch (UsageException | CatalogueException | IOException e) {
                faults.add(ProducerCommand.message(e));
            }
        });
    }
}
