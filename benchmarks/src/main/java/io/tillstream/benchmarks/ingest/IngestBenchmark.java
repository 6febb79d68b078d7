package io.tillstream.benchmarks.ingest;

import io.tillstream.local.process.DataDirectory;
import io.tillstream.local.process.Installation;
import io.tillstream.local.process.PortPlan;
import io.tillstream.operations.command.Cleanup;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures all contenders in turn, round by round, so that what else happens on the machine meets all of them alike.
 */
final class IngestBenchmark {
    private final IngestSettings settings;
    private final Installation installation;
    private final PrintWriter out;
    private final Map<Contender, List<Round>> rounds = new EnumMap<>(Contender.class);

    IngestBenchmark(IngestSettings settings, Installation installation, PrintWriter out) {
        this.settings = settings;
        this.installation = installation;
        this.out = out;
    }

    /** Measures; returns all rounds. */
    IngestResult run() {
        DataDirectory directory = DataDirectory.at(settings.directory());
        directory.prepare();
        directory.empty();
        IngestResult measured;
        try (Cleanup cleanup = Cleanup.registered()) {
            PortPlan ports = PortPlan.free();
            Launches launches = new Launches(installation, ports, settings);
            Stand stand = Stand.start(launches, directory, settings, ports, cleanup);
            say("filling the topic with %,d sales ...", settings.records());
            TestTopic start = stand.fill("start", IngestSettings.START_RECORDS);
            TestTopic whole = stand.fill("sales", settings.records());
            say("  %,.0f bytes each on average", (double) whole.jsonBytes() / whole.records());
            Runner runner = new Runner(stand, launches, directory);
            for (int number = 1; number <= settings.rounds(); number++) {
                for (Contender contender : contenders()) {
                    measure(runner, contender, number, start, whole);
                }
            }
            measured = new IngestResult(settings, whole, rounds);
        }
        // Not after a failure, whose message names a log.
        directory.empty();
        return measured;
    }

    private void measure(Runner runner, Contender contender, int number, TestTopic start, TestTopic whole) {
        Round round = new Round(number, runner.run(contender, start), runner.run(contender, whole));
        rounds.computeIfAbsent(contender, unused -> new ArrayList<>()).add(round);
        say(
                "round %d of %d  %-12s %6.2f CPU s and %6.2f s for the start, %6.2f and %6.2f for all: %5.2f CPU s/M, %,9.0f records/s",
                number,
                settings.rounds(),
                contender.label(),
                round.start().cpuSeconds(),
                round.start().wallSeconds(),
                round.whole().cpuSeconds(),
                round.whole().wallSeconds(),
                round.cpuPerMillion(),
                round.recordsPerSecond());
    }

    private List<Contender> contenders() {
        List<Contender> contenders = new ArrayList<>();
        for (Contender contender : Contender.values()) {
            if (contender.isLimit()
                    || contender == Contender.WRITER
                    || settings.peers().contains(contender)) {
                contenders.add(contender);
            }
        }
        return contenders;
    }

    private void say(String format, Object... arguments) {
        out.println(String.format(Locale.ROOT, format, arguments));
        out.flush();
    }
}
