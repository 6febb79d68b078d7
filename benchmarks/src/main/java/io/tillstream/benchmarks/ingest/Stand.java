package io.tillstream.benchmarks.ingest;

import io.tillstream.local.process.ChildSpec;
import io.tillstream.local.process.DataDirectory;
import io.tillstream.local.process.PortPlan;
import io.tillstream.local.process.StandInClients;
import io.tillstream.local.process.Supervisor;
import io.tillstream.local.process.Waiting;
import io.tillstream.operations.command.Cleanup;
import io.tillstream.operations.command.CommandException;
import io.tillstream.standins.process.ServerProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import software.amazon.awssdk.services.s3.S3Client;

/** What all contenders share: a real broker and the S3 stand-in, each in its own process, and the filled topics. */
final class Stand {
    private static final Duration STARTUP = Duration.ofSeconds(60);

    private final Launches launches;
    private final DataDirectory directory;
    private final IngestSettings settings;
    private final Supervisor supervisor;
    private final Requests requests = new Requests();
    private final S3Client s3;

    private Stand(
            Launches launches, DataDirectory directory, IngestSettings settings, Supervisor supervisor, S3Client s3) {
        this.launches = launches;
        this.directory = directory;
        this.settings = settings;
        this.supervisor = supervisor;
        this.s3 = s3;
    }

    static Stand start(
            Launches launches, DataDirectory directory, IngestSettings settings, PortPlan ports, Cleanup cleanup) {
        Supervisor supervisor = cleanup.add(new Supervisor(directory.logs()));
        Stand stand = new Stand(launches, directory, settings, supervisor, cleanup.add(StandInClients.s3(ports)));
        CountDownLatch broker = stand.server(launches.broker(directory.kafka()), line -> {});
        CountDownLatch store = stand.server(launches.s3(directory.s3()), stand.requests::hear);
        Waiting.until(
                () -> broker.getCount() + store.getCount() == 0,
                supervisor,
                STARTUP,
                () -> "Broker and S3 stand-in did not start within " + STARTUP.toSeconds() + " s. Logs: "
                        + directory.logs());
        return stand;
    }

    /** Creates a topic and fills it. */
    TestTopic fill(String name, long records) {
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, launches.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(name, settings.partitions(), (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new CommandException.Failed("The topic cannot be created: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException.Failed("Interrupted", e);
        }
        ProcessFigures filled = new MeasuredProcess(launches.fill(name, records), directory.logs()).run();
        var result = filled.result().orElseThrow(() -> new CommandException.Failed("The topic was not filled."));
        return new TestTopic(name, records, result.path("json_bytes").asLong(), Evidence.of(result));
    }

    /** Creates a bucket of the S3 stand-in. */
    void createBucket(String name) {
        s3.createBucket(request -> request.bucket(name));
        var unused = requests.take();
    }

    /** What the S3 stand-in was asked for since it was last looked at. */
    Requests requests() {
        return requests;
    }

    private CountDownLatch server(ChildSpec spec, Consumer<String> listener) {
        CountDownLatch ready = new CountDownLatch(1);
        supervisor.start(spec, line -> {
            if (line.equals(ServerProcess.READY)) {
                ready.countDown();
            }
            listener.accept(line);
        });
        return ready;
    }
}
