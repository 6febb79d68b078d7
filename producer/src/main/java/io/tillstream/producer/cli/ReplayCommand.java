package io.tillstream.producer.cli;

import io.tillstream.producer.kafka.EventSink;
import io.tillstream.producer.kafka.EventSinkFactory;
import io.tillstream.producer.mapping.Mapping;
import io.tillstream.producer.mapping.Mappings;
import io.tillstream.producer.replay.RejectsFile;
import io.tillstream.producer.replay.Replay;
import io.tillstream.producer.replay.RunReport;
import io.tillstream.producer.source.InputFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends files. */
@Command(
        name = "replay",
        description = {
            "Sends the rows of files to the topic, each as one event, by a mapping.",
            "A row that the mapping cannot read goes to the rejects file, and the run goes on. Sending a file again is"
                    + " safe: its events carry the same ids."
        })
final class ReplayCommand implements Callable<Integer> {
    private final EventSinkFactory sinks;

    @Mixin
    private HelpOption help;

    @Option(
            names = "--mapping",
            required = true,
            paramLabel = "NAME|FILE",
            description = "A bundled mapping (see the command mappings) or a file of your own (see docs/mappings.md).")
    private String mapping;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private ZoneOption zone;

    @Option(
            names = "--rejects",
            defaultValue = "tillstream-rejects.jsonl",
            paramLabel = "FILE",
            description = "Where rejected rows go: one JSON line each, appended (default: ${DEFAULT-VALUE}).")
    private Path rejects;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Files, or patterns in quotes such as 'sales-*.csv'.")
    private List<String> files;

    @Spec
    private CommandSpec spec;

    ReplayCommand(EventSinkFactory sinks) {
        this.sinks = sinks;
    }

    @Override
    public Integer call() throws IOException {
        Mapping loaded = new Mappings().load(mapping);
        List<Path> found = InputFiles.find(files);
        Replay.check(loaded, found);
        RunReport report =
                new RunReport(spec.commandLine().getOut(), System::nanoTime, "replay", Optional.of(loaded.name()));
        try (RejectsFile rejected = new RejectsFile(rejects);
                EventSink sink = sinks.open(kafka.settings())) {
            Replay replay = new Replay(loaded, zone.zone(), sink, rejected, report);
            boolean done = false;
            try {
                replay.run(found);
                done = true;
            } finally {
                report.result(done ? "done" : "failed", replay.counts(done), more(replay, rejected));
            }
        }
        return 0;
    }

    private static Map<String, Object> more(Replay replay, RejectsFile rejected) {
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("skipped", replay.skipped());
        if (rejected.count() > 0) {
            more.put("rejects", rejected.file().toString());
        }
        return more;
    }
}
