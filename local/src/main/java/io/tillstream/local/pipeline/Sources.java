package io.tillstream.local.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.local.process.ChildProcess;
import io.tillstream.local.process.DataDirectory;
import io.tillstream.local.process.Programs;
import io.tillstream.local.process.Supervisor;
import io.tillstream.local.process.Waiting;
import io.tillstream.local.report.SourceRows;
import io.tillstream.operations.command.CommandException;
import io.tillstream.operations.display.Display;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the producer: replays files, simulates sales, writes catalogues. */
public final class Sources {
    private static final Logger LOG = LoggerFactory.getLogger(Sources.class);

    private static final Duration TICK = Duration.ofMillis(20);

    /** Name under which simulated sales appear in the report. */
    public static final String SIMULATOR = "simulator";

    private final Supervisor supervisor;
    private final Programs programs;
    private final String timeZone;
    private final DataDirectory directory;
    private final Display display;
    private final Map<String, SourceRows> rows = new TreeMap<>();
    private int replays;

    /**
     * @param timeZone business time zone
     * @param directory keeps the rejected rows and the ledger of sources
     */
    public Sources(
            Supervisor supervisor, Programs programs, String timeZone, DataDirectory directory, Display display) {
        this.supervisor = supervisor;
        this.programs = programs;
        this.timeZone = timeZone;
        this.directory = directory;
        this.display = display;
    }

    /** What each source gave so far in this run, by the name of its mapping. */
    public Map<String, SourceRows> rows() {
        return new TreeMap<>(rows);
    }

    /** Sends a source's rows to Kafka; returns when all are acknowledged. */
    public SourceRows replay(SourceSpec source) {
        List<String> arguments = new ArrayList<>(
                List.of("replay", "--mapping", source.mapping(), "--allow-rejects", "--rejects", rejectsFile(source)));
        arguments.addAll(List.of("--ledger", directory.sourceRuns().toString()));
        arguments.addAll(topicArguments());
        source.files().forEach(file -> arguments.add(file.toString()));
        return produce(source.name(), arguments, 0);
    }

    /** Sends simulated sales to Kafka; returns when all are acknowledged. */
    public SourceRows simulate(LocalSettings.Simulation simulation) {
        List<String> arguments = new ArrayList<>(List.of(
                "produce", "--events", Long.toString(simulation.events()), "--seed", Long.toString(simulation.seed())));
        simulation.start().ifPresent(day -> arguments.addAll(List.of("--start", day.toString())));
        arguments.addAll(topicArguments());
        return produce(SIMULATOR, arguments, simulation.events());
    }

    /** Writes a catalogue in the canonical form of the lake. */
    public void catalogue(SourceSpec catalogue, Path target) {
        List<String> arguments =
                new ArrayList<>(List.of("catalogue", "--mapping", catalogue.mapping(), "--out", target.toString()));
        catalogue.files().forEach(file -> arguments.add(file.toString()));
        run("catalogue " + catalogue.name(), arguments, line -> {});
    }

    private SourceRows produce(String name, List<String> arguments, long expected) {
        long start = System.nanoTime();
        AtomicReference<JsonNode> last =
                new AtomicReference<>(com.fasterxml.jackson.databind.node.MissingNode.getInstance());
        try (Display.Stage stage = display.begin("produce", "events", expected)) {
            run(name, arguments, line -> {
                ResultLine.parse(ResultLine.PROGRESS, line).ifPresent(at -> {
                    last.set(at);
                    stage.at(at.path("sent").asLong(), at.path("total").asLong());
                });
                ResultLine.parse(ResultLine.RESULT, line).ifPresent(last::set);
            });
            JsonNode result = last.get();
            SourceRows sent = new SourceRows(
                    result.path("read").asLong(),
                    result.path("sent").asLong(),
                    result.path("rejected").asLong());
            rows.merge(name, sent, SourceRows::plus);
            stage.done(sent.sent(), (System.nanoTime() - start) / 1e9, name + rejected(sent));
            return sent;
        }
    }

    private static String rejected(SourceRows sent) {
        return sent.rejected() == 0 ? "" : ", " + sent.rejected() + " rows rejected (./tillstream rejects lists them)";
    }

    private List<String> topicArguments() {
        List<String> arguments = new ArrayList<>(programs.topicArguments());
        arguments.addAll(List.of("--business-time-zone", timeZone));
        return arguments;
    }

    private void run(String what, List<String> arguments, java.util.function.Consumer<String> listener) {
        LOG.info("producer {}", arguments);
        ChildProcess producer = supervisor.startBrief(programs.producer(arguments), listener);
        try {
            // Not simply waited for: without a broker the producer would go on trying for minutes.
            while (producer.process().isAlive()) {
                supervisor.check();
                Waiting.pause(TICK);
            }
            int code = producer.awaitExit();
            if (code == 2) {
                throw new CommandException.Usage(producer.describe("refused " + what));
            }
            if (code != 0) {
                throw new CommandException.Failed(producer.describe("failed on " + what + " with exit code " + code));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException.Failed("Interrupted", e);
        }
    }

    /** One file for each replay, so that no run writes over another's rows. */
    private String rejectsFile(SourceSpec source) {
        replays++;
        String name = source.name() + "-" + ProcessHandle.current().pid() + "-" + replays + ".jsonl";
        return directory.rejects().resolve(name).toString();
    }
}
