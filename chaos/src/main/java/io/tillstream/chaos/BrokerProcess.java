package io.tillstream.chaos;

import io.tillstream.local.process.ChildProcess;
import io.tillstream.local.process.ChildSpec;
import io.tillstream.operations.command.CommandException;
import io.tillstream.standins.process.ServerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The broker as a process that is killed and started again on the same directory and ports. Not thread-safe. */
final class BrokerProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(120);
    private static final Duration STOP = Duration.ofSeconds(20);

    private final Site site;
    private ChildProcess child;

    private BrokerProcess(Site site) {
        this.site = site;
    }

    /**
     * Starts a broker and returns when it answers.
     *
     * @throws CommandException.Failed if it does not
     */
    static BrokerProcess start(Site site) {
        BrokerProcess broker = new BrokerProcess(site);
        broker.start();
        return broker;
    }

    /** Starts it again. */
    void start() {
        List<String> flags = new ArrayList<>(Site.SMALL_JVM);
        flags.add("-Xmx384m");
        ChildSpec spec = new ChildSpec(
                        "broker",
                        site.installation().classPath("standins"),
                        flags,
                        "io.tillstream.standins.kafka.BrokerMain",
                        List.of(
                                "--dir",
                                site.directory().resolve("kafka").toString(),
                                "--port",
                                Integer.toString(site.brokerPort()),
                                "--controller-port",
                                Integer.toString(site.controllerPort())),
                        Map.of())
                .archived(site.installation(), "broker");
        CountDownLatch ready = new CountDownLatch(1);
        child = ChildProcess.start(spec, site.logs(), line -> {
            if (line.equals(ServerProcess.READY)) {
                ready.countDown();
            }
        });
        try {
            if (!ready.await(START.toSeconds(), TimeUnit.SECONDS)) {
                throw new CommandException.Failed(child.describe("did not answer within " + START.toSeconds() + " s"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException.Failed("Interrupted", e);
        }
    }

    /** KILL: what was acknowledged survives, because it is the machine's page cache that holds it. */
    void kill() {
        child.willEndByItself();
        child.process().destroyForcibly().onExit().join();
    }

    /** TERM, and waits for the end. */
    void terminate() throws InterruptedException {
        child.requestStop();
        child.awaitStop(STOP);
    }

    @Override
    public void close() {
        kill();
    }
}
