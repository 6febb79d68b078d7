package io.tillstream.producer.cli;

import io.tillstream.producer.UsageException;
import io.tillstream.producer.kafka.EventSink;
import io.tillstream.producer.kafka.ProducerSettings;
import io.tillstream.producer.run.Counts;
import io.tillstream.producer.run.Outcome;
import io.tillstream.producer.run.RateLimiter;
import io.tillstream.producer.run.RunControl;
import io.tillstream.producer.run.RunReport;
import io.tillstream.producer.simulator.SimulatedEvent;
import io.tillstream.producer.simulator.SimulationTotals;
import io.tillstream.producer.simulator.Simulator;
import io.tillstream.producer.simulator.SimulatorSettings;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sends simulated sales. */
@Command(
        name = "produce",
        aliases = "simulate",
        description = {
            "Sends the sales of simulated stores and a web shop, including returns, repeats, late and malformed"
                    + " records.",
            "The same options send the same bytes, so a failed run can be repeated; other options give other ids."
                    + " Events are keyed by order_id and sent idempotently with acks=all."
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything was sent",
            "1:failed; the same command sends the same events again",
            "2:wrong usage or settings; nothing was sent",
            "3:no access to the topic: somebody has to grant it",
            "130:ended by Ctrl-C; all events made until then were sent"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./tillstream produce --bootstrap-servers localhost:19090 --events 100000",
            "  ./tillstream produce --bootstrap-servers localhost:19090 --rate 50",
            "  ./tillstream produce --bootstrap-servers b-1.example:9098 --kafka-config msk.properties --events 20000 \\",
            "      --duplicate-share 0.05 --late-share 0.1 --malformed-share 0.01 --seed 7"
        })
final class ProduceCommand implements Callable<Integer> {
    private static final double CONTINUOUS_RATE = 10;

    private final CliContext context;

    @Mixin
    private HelpOption help;

    @Option(
            names = "--events",
            paramLabel = "N",
            description =
                    "Number of records to send, including repeats and malformed ones. Without it, runs until Ctrl-C.")
    private Long events;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "S",
            description = "Seed; another seed makes other sales (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--start",
            defaultValue = "2026-01-01",
            paramLabel = "DATE",
            description = "First simulated day (default: ${DEFAULT-VALUE}).")
    private LocalDate start;

    @Option(
            names = "--days",
            defaultValue = "30",
            paramLabel = "D",
            description = "Number of days over which --events are spread (default: ${DEFAULT-VALUE}).")
    private int days;

    @Option(
            names = "--events-per-day",
            defaultValue = "20000",
            paramLabel = "N",
            description = "Records per simulated day, if --events is not given (default: ${DEFAULT-VALUE}).")
    private int eventsPerDay;

    @Option(
            names = "--from-event",
            defaultValue = "1",
            paramLabel = "N",
            description = "Start at the N-th record, to continue a run that was ended.")
    private long fromEvent;

    @Mixin
    private PaceOptions pace;

    @Mixin
    private ProducerOptions kafka;

    @Mixin
    private ZoneOption zone;

    @Option(
            names = "--return-share",
            defaultValue = "0.02",
            paramLabel = "SHARE",
            description = "Share of returns of an earlier sale, at most 0.5 (default: ${DEFAULT-VALUE}).")
    private double returns;

    @Option(
            names = "--duplicate-share",
            defaultValue = "0.01",
            paramLabel = "SHARE",
            description = "Share of exact repeats of an earlier record, at most 0.5 (default: ${DEFAULT-VALUE}).")
    private double duplicates;

    @Option(
            names = "--late-share",
            defaultValue = "0.01",
            paramLabel = "SHARE",
            description = "Share of records that come up to three days late, at most 0.5 (default: ${DEFAULT-VALUE}).")
    private double late;

    @Option(
            names = "--malformed-share",
            defaultValue = "0.001",
            paramLabel = "SHARE",
            description = "Share of records that are not a valid sale, at most 0.5 (default: ${DEFAULT-VALUE}).")
    private double malformed;

    @Option(
            names = "--change-share",
            defaultValue = "0.01",
            paramLabel = "SHARE",
            description = "Share of products and customers whose attributes change within a month, at most 0.5"
                    + " (default:"
                    + " ${DEFAULT-VALUE}).")
    private double changes;

    @Option(
            names = "--products",
            defaultValue = "500",
            paramLabel = "N",
            description = "Number of products (default: ${DEFAULT-VALUE}).")
    private int products;

    @Option(
            names = "--customers",
            defaultValue = "5000",
            paramLabel = "N",
            description = "Number of customers known by name (default: ${DEFAULT-VALUE}).")
    private int customers;

    @Option(
            names = "--stores",
            defaultValue = "12",
            paramLabel = "N",
            description = "Number of stores, besides the web shop (default: ${DEFAULT-VALUE}).")
    private int stores;

    ProduceCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (fromEvent < 1) {
            throw new UsageException("--from-event: must be at least 1, not " + fromEvent);
        }
        Simulator simulator = new Simulator(simulation());
        RateLimiter rateLimiter = events == null && pace.rate == null && pace.speed == null
                ? RateLimiter.ofRate(CONTINUOUS_RATE)
                : pace.rateLimiter();
        ProducerSettings settings = kafka.settings();
        try (RunReport report = context.report("produce", Optional.empty());
                EventSink sink = context.sinks().open(settings)) {
            context.stop().sending();
            RunControl control = new RunControl(report, rateLimiter, context.stop(), System::nanoTime);
            Outcome outcome = Outcome.FAILED;
            try {
                send(simulator, sink, control);
                outcome = control.isStopped() ? Outcome.STOPPED : Outcome.DONE;
            } finally {
                tell(simulator.totals(), outcome, sink, report);
            }
            return outcome == Outcome.STOPPED ? CliContext.STOPPED : 0;
        }
    }

    private SimulatorSettings simulation() {
        SimulatorSettings.Shares shares = new SimulatorSettings.Shares(returns, duplicates, late, malformed, changes);
        SimulatorSettings.World world = new SimulatorSettings.World(products, customers, stores);
        return events == null
                ? SimulatorSettings.endless(eventsPerDay, seed, start, zone.zone(), shares, world)
                : SimulatorSettings.of(events, seed, start, days, zone.zone(), shares, world);
    }

    private void send(Simulator simulator, EventSink sink, RunControl control) {
        for (long passOver = fromEvent - 1;
                passOver > 0 && !control.isStopped() && simulator.next() != null;
                passOver--) {
            // Made, so that what follows is the same, and not sent.
            control.showProgress(() -> counts(simulator.totals(), sink));
        }
        while (!control.isStopped()) {
            SimulatedEvent event = simulator.next();
            if (event == null) {
                break;
            }
            // A record that is made is counted, and so it is sent, also where the run is ended while it waits.
            control.awaitTurn(event.orderMicros(), () -> counts(simulator.totals(), sink));
            sink.send(event.key(), event.value());
            control.showProgress(() -> counts(simulator.totals(), sink));
        }
        sink.flush();
    }

    private void tell(SimulationTotals totals, Outcome outcome, EventSink sink, RunReport report) {
        if (outcome != Outcome.FAILED) {
            report.note(String.format(
                    Locale.ROOT,
                    "made %,d events: %,d lines (%,d distinct, %,d duplicates) and %,d malformed",
                    totals.events(),
                    totals.lines(),
                    totals.distinct(),
                    totals.duplicates(),
                    totals.malformed()));
        }
        report.result(outcome, counts(totals, sink), totals.fields());
        if (outcome == Outcome.STOPPED) {
            report.note("To continue, give --from-event " + (totals.events() + 1) + " and the same options");
        }
    }

    private Counts counts(SimulationTotals totals, EventSink sink) {
        return new Counts(
                Math.max(0, totals.events() - fromEvent + 1),
                sink.acknowledged(),
                0,
                events == null ? -1 : Math.max(0, events - fromEvent + 1));
    }
}
