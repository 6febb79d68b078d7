package io.tillstream.writer;

import io.tillstream.aws.s3.ObjectStore;
import io.tillstream.aws.s3.S3ObjectStore;
import io.tillstream.lake.error.PipelineException;
import io.tillstream.lake.error.TerminalException;
import io.tillstream.writer.cli.WriterSettings;
import io.tillstream.writer.consume.ChainFinder;
import io.tillstream.writer.consume.WorkerPool;
import io.tillstream.writer.consume.WriterLoop;
import io.tillstream.writer.kafka.AdminTopicLog;
import io.tillstream.writer.kafka.KafkaClients;
import io.tillstream.writer.kafka.TopicLog;
import io.tillstream.writer.metrics.MeteredObjectStore;
import io.tillstream.writer.metrics.Telemetry;
import io.tillstream.writer.metrics.WriterMetrics;
import io.tillstream.writer.stage.StagingDirectory;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A whole writer: its clients, its staging directory and its loop. Runs once. */
public final class Writer {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final Duration CLOSE = Duration.ofSeconds(3);

    private final WriterSettings settings;
    private final AtomicReference<WriterLoop> loop = new AtomicReference<>();
    private volatile boolean stopped;

    /** Makes a writer; {@link #run} opens what it needs. */
    public Writer(WriterSettings settings) {
        this.settings = settings;
    }

    /**
     * Writes until {@link #stop} is called. S3's region, credentials and endpoint are those of the environment.
     *
     * @throws PipelineException if the writer cannot go on
     */
    public void run() {
        try (S3ObjectStore store = S3ObjectStore.connect(settings.lakeBucket())) {
            run(store);
        }
    }

    /** As {@link #run()}, with another object store. */
    public void run(ObjectStore unmetered) {
        try (Telemetry telemetry = Telemetry.start(settings.telemetry(), settings.topic(), System.out::println);
                StagingDirectory staging = StagingDirectory.open(settings.stagingDir());
                Admin admin = KafkaClients.admin(settings.kafka().connection())) {
            ObjectStore store = new MeteredObjectStore(unmetered, telemetry.metrics());
            TopicLog log = new AdminTopicLog(admin, settings.topic());
            ChainFinder finder = new ChainFinder(settings.topic(), log, store, settings.confirmedGaps());
            // Closed last to first: no background work may outlive the admin client.
            try (WorkerPool pool = new WorkerPool()) {
                loop(KafkaClients.consumer(settings.kafka()), log, store, finder, staging, pool, telemetry.metrics());
            }
        } catch (IOException e) {
            throw new TerminalException("cannot close the staging directory (" + e + ")", e);
        } catch (KafkaException e) {
            throw new TerminalException("Kafka refused: " + e + ". Check --bootstrap-servers and --kafka-config", e);
        }
    }

    /** Makes {@link #run} write what is staged and return, within seconds. For any thread. */
    public void stop() {
        stopped = true;
        WriterLoop running = loop.get();
        if (running != null) {
            running.stop();
        }
    }

    private void loop(
            Consumer<byte[], byte[]> consumer,
            TopicLog log,
            ObjectStore store,
            ChainFinder finder,
            StagingDirectory staging,
            WorkerPool pool,
            WriterMetrics metrics) {
        WriterLoop running = new WriterLoop(
                consumer, log, store, finder, staging, settings.rotation(), pool, System::nanoTime, metrics);
        loop.set(running);
        if (stopped) {
            running.stop();
        }
        LOG.info(
                "writing topic {} to bucket {} as {}",
                settings.topic(),
                settings.lakeBucket(),
                settings.kafka().groupId());
        try {
            running.run(settings.topic());
            LOG.info("stopped; all that was read is in Bronze");
        } finally {
            consumer.close(CloseOptions.timeout(CLOSE));
        }
    }
}
