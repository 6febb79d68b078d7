package io.tillstream.producer.cli;

import io.tillstream.producer.kafka.EventSink;
import io.tillstream.producer.kafka.EventSinkFactory;
import io.tillstream.producer.replay.Counts;
import io.tillstream.producer.replay.RunReport;
import io.tillstream.producer.simulator.SimulatedEvent;
import io.tillstream.producer.simulator.SimulationTotals;
import io.tillstream.producer.simulator.Simulator;
import io.tillstream.producer.simulator.SimulatorSettings;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sends simulated sales. */
@Command(
        name = "simulate",
        description = {
            "Sends the sales of simulated stores and a web shop, with returns, repeats, late and malformed records.",
            "The same options send the same bytes, so a run that failed can be repeated; other options have other ids."
        })
final class SimulateCommand implements Callable<Integer> {
    private final EventSinkFactory sinks;

    @Mixin
    private HelpOption help;

    @Option(
            names = "--events",
            required = true,
            paramLabel = "N",
            description = "Records to send, repeats and malformed ones included.")
    private long events;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "S",
            description = "Another seed, other sales (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--start",
            defaultValue = "2026-01-01",
            paramLabel = "DATE",
            description = "The first day (default: ${DEFAULT-VALUE}).")
    private LocalDate start;

    @Option(
            names = "--days",
            defaultValue = "30",
            paramLabel = "D",
            description = "Over how many days (default: ${DEFAULT-VALUE}).")
    private int days;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private ZoneOption zone;

    @Option(
            names = "--return-share",
            defaultValue = "0.02",
            paramLabel = "SHARE",
            description = "Part that takes back an earlier sale (default: ${DEFAULT-VALUE}).")
    private double returns;

    @Option(
            names = "--duplicate-share",
            defaultValue = "0.01",
            paramLabel = "SHARE",
            description = "Part that repeats an earlier record exactly (default: ${DEFAULT-VALUE}).")
    private double duplicates;

    @Option(
            names = "--late-share",
            defaultValue = "0.01",
            paramLabel = "SHARE",
            description = "Part that comes up to three days late (default: ${DEFAULT-VALUE}).")
    private double late;

    @Option(
            names = "--malformed-share",
            defaultValue = "0.001",
            paramLabel = "SHARE",
            description = "Part that is no valid sale (default: ${DEFAULT-VALUE}).")
    private double malformed;

    @Option(
            names = "--products",
            defaultValue = "500",
            paramLabel = "N",
            description = "Products (default: ${DEFAULT-VALUE}).")
    private int products;

    @Option(
            names = "--customers",
            defaultValue = "5000",
            paramLabel = "N",
            description = "Customers known by name (default: ${DEFAULT-VALUE}).")
    private int customers;

    @Option(
            names = "--stores",
            defaultValue = "12",
            paramLabel = "N",
            description = "Stores besides the web shop (default: ${DEFAULT-VALUE}).")
    private int stores;

    @Spec
    private CommandSpec spec;

    SimulateCommand(EventSinkFactory sinks) {
        this.sinks = sinks;
    }

    @Override
    public Integer call() {
        SimulatorSettings settings = new SimulatorSettings(
                events,
                seed,
                start,
                days,
                zone.zone(),
                new SimulatorSettings.Shares(returns, duplicates, late, malformed),
                new SimulatorSettings.World(products, customers, stores));
        PrintWriter out = spec.commandLine().getOut();
        RunReport report = new RunReport(out, System::nanoTime, "simulate", Optional.empty());
        Simulator simulator = new Simulator(settings);
        try (EventSink sink = sinks.open(kafka.settings())) {
            boolean done = false;
            try {
                send(simulator, sink, report);
                done = true;
            } finally {
                SimulationTotals totals = simulator.totals();
                if (done) {
                    out.printf(
                            Locale.ROOT,
                            "sent %,d events: %,d lines (%,d distinct, %,d duplicates) and %,d malformed%n",
                            totals.events(),
                            totals.lines(),
                            totals.distinct(),
                            totals.duplicates(),
                            totals.malformed());
                }
                report.result(done ? "done" : "failed", counts(totals, sink), totals.fields());
            }
        }
        return 0;
    }

    private void send(Simulator simulator, EventSink sink, RunReport report) {
        for (SimulatedEvent event = simulator.next(); event != null; event = simulator.next()) {
            sink.send(event.key(), event.value());
            if (report.isDue()) {
                report.progress(counts(simulator.totals(), sink));
            }
        }
        sink.flush();
    }

    private Counts counts(SimulationTotals totals, EventSink sink) {
        return new Counts(totals.events(), sink.acknowledged(), 0, events);
    }
}
