package io.tillstream.local.pipeline;

import io.tillstream.local.process.DataDirectory;
import io.tillstream.local.process.Installation;
import io.tillstream.local.process.InstanceLock;
import io.tillstream.local.process.Programs;
import io.tillstream.local.process.RunningInstance;
import io.tillstream.local.process.Waiting;
import io.tillstream.local.report.RunReport;
import io.tillstream.local.report.SourceRows;
import io.tillstream.local.report.StageTime;
import io.tillstream.local.topics.Topic;
import io.tillstream.operations.audit.Audit;
import io.tillstream.operations.audit.BronzeChains;
import io.tillstream.operations.audit.Ledger;
import io.tillstream.operations.audit.LedgerText;
import io.tillstream.operations.audit.PartitionKey;
import io.tillstream.operations.command.Cleanup;
import io.tillstream.operations.command.CommandException;
import io.tillstream.operations.display.Display;
import io.tillstream.operations.machine.Part;
import io.tillstream.operations.machine.RunWatcher;
import io.tillstream.operations.query.Answers;
import io.tillstream.operations.query.QueryRunner;
import io.tillstream.operations.sources.SourceLedger;
import io.tillstream.operations.status.StageHistory;
import io.tillstream.standins.postgres.WarehouseDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;

/** {@code ./tillstream local}: starts the pipeline on a data directory, feeds it, and sees everything into the warehouse. */
public final class LocalRun {
    private static final Duration AFTER_A_KILL = Duration.ofSeconds(30);
    private static final Duration IDLE = Duration.ofSeconds(1);

    private final LocalSettings settings;
    private final Installation installation;
    private final Display display;
    private final Cleanup cleanup;
    private final RunWatcher watcher;
    private final List<StageTime> stages = new ArrayList<>();

    /**
     * @param installation the built modules
     * @param cleanup ends everything that is started here
     * @param watcher is told how the run gets on
     */
    public LocalRun(
            LocalSettings settings, Installation installation, Display display, Cleanup cleanup, RunWatcher watcher) {
        this.settings = settings;
        this.installation = installation;
        this.display = display;
        this.cleanup = cleanup;
        this.watcher = watcher;
    }

    /**
     * Runs until everything is in the warehouse and, without {@code --once}, until the process is asked to end.
     *
     * @return whether the ledger balances and nothing is in flight
     */
    public boolean run() throws InterruptedException {
        long start = System.nanoTime();
        DataDirectory directory = settings.directory();
        openDirectory(directory);
        BusinessSettings business = BusinessSettings.settle(directory, settings.business());
        Programs programs = new Programs(installation, directory, settings.ports(), Topic.NAME, Instance.BUCKET);
        Instance instance = Instance.start(programs, EnumSet.allOf(Part.class), "spark", cleanup);
        new RunningInstance(ProcessHandle.current().pid(), settings.ports()).write(directory);
        cleanup.add(() -> RunningInstance.clear(directory));
        try {
            return drive(instance, business, start);
        } catch (RuntimeException e) {
            if (instance.supervisor().isClosing()) {
                throw e;
            }
            RuntimeException cause = instance.supervisor().explain(e);
            record(StageHistory.read(directory.stagesFile())
                    .failed(
                            StageHistory.RUN,
                            cause instanceof CommandException ? cause.getMessage() : cause.toString(),
                            Instant.now()));
            throw cause;
        }
    }

    /** Also what ends a run between two stages is kept for {@code ./tillstream status}. */
    private void record(StageHistory history) {
        history.write(settings.directory().stagesFile());
    }

    private void openDirectory(DataDirectory directory) throws InterruptedException {
        InstanceLock lock = cleanup.add(InstanceLock.tryAcquire(directory)
                .orElseThrow(() -> new CommandException.Failed("Another instance is running on " + directory.path()
                        + RunningInstance.read(directory)
                                .map(other -> " (process " + other.pid() + ")")
                                .orElse("")
                        + ". Stop it, or use another directory with --data-dir and other ports with --port-base.")));
        settings.ports().requireFree(lock.wasLeftBehind() ? AFTER_A_KILL : Duration.ZERO);
        try {
            RunningInstance.clear(directory);
            if (settings.fresh()) {
                WarehouseDatabase.stopLeftOver(directory.postgres());
                directory.empty();
            }
        } catch (IOException e) {
            throw new CommandException.Failed(
                    "Files that an earlier run left in " + directory.path() + " cannot be removed: " + e, e);
        }
    }

    private boolean drive(Instance instance, BusinessSettings business, long start) {
        S3Client s3 = instance.s3();
        Topic topic = instance.topic();
        QueryRunner warehouse = instance.warehouse();
        CompletableFuture<Lambdas> lambdas = migrate(instance);
        createBucket(s3);
        topic.create();
        instance.startWriter();
        StageTime started = new StageTime("start", (System.nanoTime() - start) / 1e9, 0);
        stages.add(started);
        record(StageHistory.read(settings.directory().stagesFile())
                .succeeded(StageHistory.RUN, "started", Instant.now()));
        display.line(String.format(
                Locale.ROOT,
                "  started in %.1f s; logs in %s",
                started.seconds(),
                settings.directory().logs()));
        watcher.started(new AttachedPipeline(instance, cleanup));

        BronzeChains chains = instance.chains(s3);
        StageRecorder recorder = new StageRecorder(display, stages, settings.directory(), instance.supervisor());
        Rounds rounds = new Rounds(
                instance, topic, chains, new Stages(instance, warehouse, () -> join(lambdas), recorder), recorder);
        Sources sources = new Sources(
                instance.supervisor(), instance.programs(), business.timeZone(), settings.directory(), display);
        produce(sources, s3, topic);
        Map<PartitionKey, Long> ends = topic.ends();
        rounds.run(ends);
        Ledger ledger = timedAudit(
                new Audit(
                        instance,
                        chains,
                        warehouse,
                        SourceLedger.read(settings.directory().sourceRuns())),
                ends);
        watcher.audited(ledger);
        display.line("\n" + LedgerText.of(ledger));
        Answers answers = new Answers(warehouse);
        display.line(answers.summary());
        settings.report().ifPresent(path -> new RunReport(ledger, stages, sources.rows()).write(path, answers));
        if (!settings.once()) {
            follow(rounds, instance, topic, ends);
        }
        return ledger.balanced() && ledger.inFlight() == 0;
    }

    private static CompletableFuture<Lambdas> migrate(Instance instance) {
        return CompletableFuture.supplyAsync(() -> {
            Lambdas lambdas = instance.lambdas();
            lambdas.migrate();
            return lambdas;
        });
    }

    private static <T> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof CommandException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static void createBucket(S3Client s3) {
        try {
            s3.createBucket(request -> request.bucket(Instance.BUCKET));
        } catch (BucketAlreadyOwnedByYouException e) {
            // It survived from the run before, as it should.
            return;
        }
    }

    private void produce(Sources sources, S3Client s3, Topic topic) {
        long start = System.nanoTime();
        for (SourceSpec catalogue : settings.catalogues()) {
            Path file = settings.directory().staging().resolve(catalogue.name() + ".csv");
            sources.catalogue(catalogue, file);
            s3.putObject(
                    request -> request.bucket(Instance.BUCKET).key("reference/products/" + catalogue.name() + ".csv"),
                    RequestBody.fromFile(file));
        }
        settings.sources().forEach(sources::replay);
        settings.simulation().ifPresent(simulation -> simulate(sources, simulation, topic));
        long sent = sources.rows().values().stream().mapToLong(SourceRows::sent).sum();
        stages.add(new StageTime("produce", (System.nanoTime() - start) / 1e9, sent));
    }

    private void simulate(Sources sources, LocalSettings.Simulation simulation, Topic topic) {
        if (!simulation.implied()) {
            sources.simulate(simulation);
            return;
        }
        boolean empty = topic.ends().values().stream().allMatch(end -> end == 0);
        if (SimulationState.isDue(settings.directory(), empty)) {
            new SimulationState(false).write(settings.directory());
            sources.simulate(simulation);
            new SimulationState(true).write(settings.directory());
        } else {
            display.line("  produce   nothing: " + settings.directory().path()
                    + " has data. Give --source or --simulate for more, or --fresh to start over.");
        }
    }

    private Ledger timedAudit(Audit audit, Map<PartitionKey, Long> ends) {
        long start = System.nanoTime();
        Ledger ledger = audit.ledger(ends, display);
        stages.add(new StageTime(
                "audit", (System.nanoTime() - start) / 1e9, ledger.warehouse().rows()));
        return ledger;
    }

    private void follow(Rounds rounds, Instance instance, Topic topic, Map<PartitionKey, Long> ends) {
        display.line("Taking events on " + instance.programs().bootstrapServers() + ", topic " + Topic.NAME
                + " until Ctrl-C. In another terminal: ./tillstream query --list, ./tillstream audit.");
        Map<PartitionKey, Long> reached = ends;
        while (true) {
            Waiting.pause(IDLE);
            instance.supervisor().check();
            Map<PartitionKey, Long> now = topic.ends();
            if (!now.equals(reached)) {
                rounds.run(now);
                reached = now;
            }
        }
    }
}
