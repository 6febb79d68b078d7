package io.tillstream.cli;

import io.tillstream.operations.command.CommandException;
import io.tillstream.operations.machine.Part;
import io.tillstream.operations.machine.SalesTopic;
import io.tillstream.operations.query.ResultTable;
import io.tillstream.operations.query.TableFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A peek at the topic. */
@Command(
        name = "topics",
        description = "Show the topic's partitions and last messages.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:it was printed", "1:a component failed", "2:wrong usage, or no data"},
        footerHeading = "%nDetails:%n",
        footer = {
            "  It joins no consumer group and commits nothing. If no instance is running on the data directory, the",
            "  broker is started for it. Long values are cut; --format csv and json print them in full.",
            "",
            "Examples:",
            "  ./tillstream topics",
            "  ./tillstream topics --partition 0 --last 20 --format json"
        })
public final class TopicsCommand implements Callable<Integer> {
    private static final int CHARACTERS_SHOWN = 100;

    @Option(
            names = "--last",
            paramLabel = "N",
            defaultValue = "3",
            description = "Number of offsets to look back in each partition, 0 to 10000 (default ${DEFAULT-VALUE}).")
    private int last;

    @Option(names = "--partition", paramLabel = "P", description = "Show messages of this partition only.")
    private Integer partition;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description =
                    "${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}); csv and json print only the messages, or"
                            + " only the partitions with --last 0.")
    private TableFormat format;

    @Mixin
    private DataDirectoryOption data;

    @Override
    public Integer call() throws InterruptedException {
        if (last < 0 || last > 10_000) {
            throw new CommandException.Usage("--last " + last + " is not between 0 and 10000.");
        }
        return data.onPipeline("topics", Set.of(Part.BROKER), Set.of(), (pipeline, cleanup) -> {
            System.out.print(text(pipeline.topicName(), pipeline.topic()));
            return 0;
        });
    }

    private String text(String name, SalesTopic topic) {
        if (last == 0) {
            return format.render(topic.partitions());
        }
        ResultTable messages = topic.last(last, partition == null ? OptionalInt.empty() : OptionalInt.of(partition));
        return format == TableFormat.TABLE
                ? name + "\n\n" + format.render(topic.partitions()) + "\n" + format.render(cut(messages))
                : format.render(messages);
    }

    private static ResultTable cut(ResultTable table) {
        List<List<String>> rows = new ArrayList<>();
        for (List<String> row : table.rows()) {
            rows.add(row.stream()
                    .map(value -> value.codePointCount(0, value.length()) <= CHARACTERS_SHOWN
                            ? value
                            : value.substring(0, value.offsetByCodePoints(0, CHARACTERS_SHOWN)) + "…")
                    .toList());
        }
        return new ResultTable(table.columns(), rows);
    }
}
