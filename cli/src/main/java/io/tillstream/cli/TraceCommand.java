package io.tillstream.cli;

import io.tillstream.operations.command.CommandException;
import io.tillstream.operations.display.ConsoleDisplay;
import io.tillstream.operations.machine.LocalPipeline;
import io.tillstream.operations.machine.Part;
import io.tillstream.operations.trace.TraceJson;
import io.tillstream.operations.trace.TraceTarget;
import io.tillstream.operations.trace.TraceText;
import io.tillstream.operations.trace.Tracer;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what happened to a sale. */
@Command(
        name = "trace",
        description = "Follow one sale back from the warehouse through Gold, Silver and Bronze to its Kafka record.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it was found and printed",
            "1:there is no such event, order or record, or a component failed",
            "2:wrong usage, or no data"
        },
        footerHeading = "%nDetails:%n",
        footer = {
            "  It shows every row with that event id or order id: accepted, quarantined, duplicate, or not yet",
            "  decided. The value is the record's exact bytes while Kafka retains the record, or if it did not parse;",
            "  otherwise it is canonical JSON made from Bronze's columns, and the output says so. An id can be in any",
            "  object, so the search reads all ids in Bronze. It uses the instance that is running on the data",
            "  directory, or starts what it needs.",
            "",
            "Examples:",
            "  ./tillstream trace CA-2016-152156",
            "  ./tillstream trace --record 0:1234",
            "  ./tillstream trace 3f1c…e9 --format json"
        })
public final class TraceCommand implements Callable<Integer> {
    /** Forms of a trace. */
    enum Format {
        TEXT,
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What to look for: exactly one of these. */
    static final class What {
        @Parameters(paramLabel = "EVENT_ID|ORDER_ID", arity = "1", description = "Id of an event or an order.")
        private String id;

        @Option(
                names = "--record",
                paramLabel = "PARTITION:OFFSET",
                description = "A Kafka record, for a value without an id, such as one that did not parse.")
        private String record;
    }

    @ArgGroup(exclusive = true, multiplicity = "1")
    private What what;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "Maximum number of rows to follow, 1 to 1000 (default ${DEFAULT-VALUE}).")
    private int limit;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
    private Format format;

    @Mixin
    private DataDirectoryOption data;

    @Mixin
    private DataDirectoryOnly where;

    @Override
    public Integer call() throws InterruptedException {
        TraceTarget target = what.record == null ? new TraceTarget.Id(what.id) : TraceTarget.Record.parse(what.record);
        if (limit < 1 || limit > 1000) {
            throw new CommandException.Usage("--limit " + limit + " is not between 1 and 1000.");
        }
        where.require(
                "trace",
                "On AWS, ./tillstream query --target aws:NAME --sql finds a sale by its event_id in sales.fact_sales.");
        return data.onPipeline("trace", EnumSet.allOf(Part.class), Set.of(Part.SPARK), (pipeline, cleanup) -> {
            Tracer.Result found = trace(pipeline, target);
            if (found.rows().isEmpty() && format == Format.TEXT) {
                System.err.println(
                        "Bronze has no such event, order or record. What the writer has not written yet is only in"
                                + " Kafka; ./tillstream status shows how far the writer is.");
                return 1;
            }
            System.out.print(
                    switch (format) {
                        case TEXT -> TraceText.of(found, pipeline.topicName());
                        case JSON -> TraceJson.of(found);
                    });
            return found.rows().isEmpty() ? 1 : 0;
        });
    }

    private Tracer.Result trace(LocalPipeline pipeline, TraceTarget target) {
        return new Tracer(pipeline, pipeline.warehouse(), pipeline.topic().values())
                .find(target, limit, new ConsoleDisplay(System.err, System.console() != null));
    }
}
