package io.tillstream.chaos;

import io.tillstream.local.process.Installation;
import io.tillstream.local.process.PortPlan;
import io.tillstream.local.process.StandInClients;
import io.tillstream.local.process.Waiting;
import io.tillstream.operations.command.Cleanup;
import io.tillstream.operations.command.CommandException;
import io.tillstream.operations.command.JsonFile;
import io.tillstream.standins.s3.ObjectStore;
import io.tillstream.standins.s3.fault.FaultProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;

/** One run: starts everything, injects the faults, lets the writers finish in peace, and judges Bronze by listing alone. */
final class ChaosRun {
    private static final Logger LOG = LoggerFactory.getLogger(ChaosRun.class);
    private static final String BUCKET = "lake";
    private static final int PRODUCERS = 2;
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration STALL = Duration.ofMinutes(4);
    private static final int LATEST_MILLIS = 8_000;

    /** Between two faults of processes: a writer needs seconds to start, and a dead one holds its partitions for six. */
    private static final Duration APART = Duration.ofSeconds(7);

    private static final Duration APART_IN_SHORT_RUNS = Duration.ofSeconds(3);

    private final ChaosSettings settings;
    private final ChaosProgress progress;
    private final Cleanup cleanup;
    private final Random random;
    private final long started = System.nanoTime();

    /**
     * Makes a run.
     *
     * @param cleanup ends all that the run starts
     */
    ChaosRun(ChaosSettings settings, ChaosProgress progress, Cleanup cleanup) {
        this.settings = settings;
        this.progress = progress;
        this.cleanup = cleanup;
        this.random = new Random(settings.seed());
    }

    /**
     * Runs to the end.
     *
     * @return what Bronze looks like
     * @throws CommandException if a part fails, or a writer asks for a person
     */
    ChaosReport run() throws IOException {
        Path directory = settings.directory().path();
        ObjectStore store = cleanup.add(ObjectStore.start(directory.resolve("s3"), 0));
        S3Client s3 = cleanup.add(StandInClients.s3(store.endpoint()));
        s3.createBucket(request -> request.bucket(BUCKET));
        FaultSchedule schedule =
                new FaultSchedule(settings.faults(), settings.writers(), settings.seed(), System::nanoTime);
        Random lateness = new Random(settings.seed());
        FaultProxy proxy = cleanup.add(FaultProxy.start(
                0, store.endpoint(), schedule, () -> Duration.ofMillis(lateness.nextInt(LATEST_MILLIS))));
        PortPlan ports = PortPlan.free();
        Site site = new Site(
                Installation.current(),
                directory,
                settings.directory().logs(),
                ports.broker(),
                ports.controller(),
                proxy.endpoint(),
                BUCKET);
        BrokerProcess broker = cleanup.add(BrokerProcess.start(site));
        ChaosTopic topic = cleanup.add(new ChaosTopic(site.bootstrapServers()));
        topic.create();
        WriterSlots writers = cleanup.add(new WriterSlots(
                site,
                WriterOptions.quick(ChaosTopic.NAME, ChaosTopic.GROUP),
                settings.writers(),
                settings.seed(),
                System::nanoTime));
        Allowance allowance = new Allowance(settings.records());
        List<ChaosProducer> producers = produce(site, topic, allowance);

        ProcessFaults processes = new ProcessFaults(schedule, writers, broker, topic, random);
        inject(schedule, processes, allowance, producers);
        progress.line("All faults have been injected; the remaining records go to Bronze without faults.");
        finish(s3, topic, writers, allowance, producers);
        ChaosReport report = judge(s3, site, topic, schedule, writers, processes, producers);
        settings.report().ifPresent(target -> write(target, report));
        return report;
    }

    private List<ChaosProducer> produce(Site site, ChaosTopic topic, Allowance allowance) {
        List<ChaosProducer> producers = IntStream.range(0, PRODUCERS)
                .mapToObj(i -> new ChaosProducer(
                        site, ChaosTopic.NAME, "producer-" + i, topic::partitions, allowance, settings.seed() + i))
                .toList();
        for (ChaosProducer producer : producers) {
            Thread thread = new Thread(producer, "producer");
            thread.setDaemon(true);
            thread.start();
        }
        return producers;
    }

    private void inject(
            FaultSchedule schedule, ProcessFaults processes, Allowance allowance, List<ChaosProducer> producers) {
        Duration apart = settings.faults() < FaultSchedule.TIMEOUTS_FROM ? APART_IN_SHORT_RUNS : APART;
        long moved = System.nanoTime();
        long lastProcessFault = moved;
        int done = 0;
        while (schedule.done() < settings.faults()) {
            processes.tick();
            if (System.nanoTime() - lastProcessFault > apart.toNanos() && processes.injectIfDue()) {
                lastProcessFault = System.nanoTime();
            }
            if (schedule.done() > done) {
                done = schedule.done();
                moved = System.nanoTime();
            } else if (System.nanoTime() - moved > STALL.toNanos()) {
                throw new CommandException.Failed("No fault could be injected for " + STALL.toMinutes()
                        + " minutes. The logs are in " + settings.directory().logs());
            }
            // A transaction or two each second keep requests coming even while nothing else happens.
            allowance.raiseTo(settings.records() * done / settings.faults());
            if (schedule.due().isEmpty()
                    && System.nanoTime() - moved > Duration.ofSeconds(1).toNanos()) {
                allowance.raiseBy(random.nextInt(3) == 0 ? 4 : 0);
            }
            progress.at(done, committed(producers));
            Waiting.pause(TICK);
        }
    }

    private void finish(
            S3Client s3, ChaosTopic topic, WriterSlots writers, Allowance allowance, List<ChaosProducer> producers) {
        allowance.raiseTo(settings.records());
        ChainEnds chains = new ChainEnds(s3, BUCKET, ChaosTopic.NAME);
        long moved = System.nanoTime();
        Map<Integer, Long> reached = Map.of();
        while (true) {
            writers.calm();
            Map<Integer, Long> now = chains.read();
            if (!now.equals(reached)) {
                reached = now;
                moved = System.nanoTime();
            }
            boolean produced = producers.stream().allMatch(ChaosProducer::ended);
            if (produced && now.equals(topic.ends())) {
                return;
            }
            if (System.nanoTime() - moved > STALL.toNanos()) {
                // What is missing is for the check to say.
                LOG.error("Bronze has stopped at {}, while Kafka is at {}", now, topic.ends());
                return;
            }
            progress.at(settings.faults(), committed(producers));
            Waiting.pause(Duration.ofSeconds(2));
        }
    }

    private ChaosReport judge(
            S3Client s3,
            Site site,
            ChaosTopic topic,
            FaultSchedule schedule,
            WriterSlots writers,
            ProcessFaults processes,
            List<ChaosProducer> producers)
            throws IOException {
        writers.terminateAll();
        Digests committed = new Digests();
        for (ChaosProducer producer : producers) {
            producer.requireSound();
            committed.addAll(producer.committed());
            Settlement.settle(site.bootstrapServers(), ChaosTopic.NAME, producer.unsettled(), committed);
        }
        progress.line("Checking Bronze by listing alone …");
        Path scratch = Files.createDirectories(settings.directory().path().resolve("check"));
        BronzeCheck check = new BronzeCheck(s3, BUCKET, ChaosTopic.NAME, scratch);
        BronzeSummary bronze = check.run(objects -> {});
        ChaosReport report = ChaosReport.of(
                schedule.counts(),
                committed,
                bronze,
                topic.ends(),
                producers.stream().mapToInt(ChaosProducer::aborted).sum(),
                processes.deaths(),
                writers.unasked(),
                settings.seed(),
                Duration.ofNanos(System.nanoTime() - started).toSeconds());
        if (!report.exact()) {
            LogComparison.of(site.bootstrapServers(), ChaosTopic.NAME, check.offsets())
                    .forEach(progress::line);
        }
        return report;
    }

    private static long committed(List<ChaosProducer> producers) {
        return producers.stream()
                .mapToLong(producer -> producer.committed().size())
                .sum();
    }

    private static void write(Path target, ChaosReport report) {
        try {
            Files.createDirectories(target);
        } catch (IOException e) {
            throw new CommandException.Failed("--report " + target + " cannot be created: " + e, e);
        }
        JsonFile.write(target.resolve("report.json"), report);
    }
}
