package io.tillstream.local.pipeline;

import io.tillstream.local.process.ChildProcess;
import io.tillstream.local.process.ChildSpec;
import io.tillstream.local.process.Programs;
import io.tillstream.local.process.StandInClients;
import io.tillstream.local.process.Supervisor;
import io.tillstream.local.process.Waiting;
import io.tillstream.local.topics.Topic;
import io.tillstream.operations.audit.BronzeChains;
import io.tillstream.operations.command.Cleanup;
import io.tillstream.operations.machine.Part;
import io.tillstream.operations.query.QueryRunner;
import io.tillstream.operations.target.JobRunner;
import io.tillstream.operations.target.Pipeline;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import software.amazon.awssdk.services.s3.S3Client;

/** The parts that run for a command, and the clients to talk to them. The {@link Cleanup} that it was given ends them. */
public final class Instance implements Pipeline {
    /** Bucket of the lake. */
    public static final String BUCKET = "lake";

    private static final Duration STARTUP = Duration.ofSeconds(90);
    private static final String READY = "READY";

    private final Programs programs;
    private final Cleanup cleanup;
    private final Supervisor supervisor;
    private final SparkJobs spark;

    private Instance(Programs programs, Cleanup cleanup, Supervisor supervisor) {
        this.programs = programs;
        this.cleanup = cleanup;
        this.supervisor = supervisor;
        this.spark = new SparkJobs(supervisor);
    }

    /**
     * Starts the parts at once and returns when they answer; Spark builds its session from then on.
     *
     * @param parts what to start; what is not started is expected to run already, on the same ports
     * @param sparkName name of Spark's log
     */
    public static Instance start(Programs programs, Set<Part> parts, String sparkName, Cleanup cleanup) {
        LocalWarehouse warehouse = cleanup.add(new LocalWarehouse());
        Instance instance = new Instance(
                programs,
                cleanup,
                cleanup.add(new Supervisor(programs.directory().logs())));
        CountDownLatch broker = instance.startServer(parts.contains(Part.BROKER), programs.broker());
        CountDownLatch s3 = instance.startServer(parts.contains(Part.S3), programs.s3());
        if (parts.contains(Part.SPARK)) {
            ChildProcess process = instance.supervisor.start(programs.spark(sparkName), instance.spark::hear);
            instance.spark.attach(process);
        }
        if (parts.contains(Part.WAREHOUSE)) {
            warehouse.start(
                    programs.directory().postgres(),
                    programs.installation().root().resolve("standins/target/postgresql"),
                    programs.ports());
            instance.supervisor.watch(
                    "PostgreSQL",
                    warehouse.process(),
                    programs.directory().postgres().resolve("postgres.log"));
        }
        instance.await(broker, "The Kafka broker");
        instance.await(s3, "The S3 stand-in");
        if (parts.contains(Part.SPARK)) {
            instance.spark.warm();
        }
        return instance;
    }

    /** The command lines of the parts. */
    public Programs programs() {
        return programs;
    }

    /** Keeps the child processes. */
    public Supervisor supervisor() {
        return supervisor;
    }

    /** Runs Spark jobs. */
    public SparkJobs spark() {
        return spark;
    }

    @Override
    public S3Client s3() {
        return cleanup.add(StandInClients.s3(programs.ports()));
    }

    @Override
    public String bucket() {
        return programs.bucket();
    }

    @Override
    public String catalog() {
        return Programs.CATALOG;
    }

    @Override
    public String topicName() {
        return programs.topic();
    }

    @Override
    public JobRunner jobs() {
        return spark;
    }

    /** The topic. */
    public Topic topic() {
        return cleanup.add(new Topic(programs.bootstrapServers()));
    }

    @Override
    public QueryRunner warehouse() {
        return cleanup.add(new QueryRunner(cleanup.add(StandInClients.redshiftData(programs.ports()))));
    }

    /** Starts the loader's Lambda, on a warehouse whose schema is up to date. */
    public LoaderFunction loader() {
        return Lambdas.loader(programs, cleanup);
    }

    /** Starts the two Lambdas. */
    Lambdas lambdas() {
        return Lambdas.start(programs, cleanup);
    }

    /** Starts the s3-writer; at the end it is the first to stop, while broker and S3 still answer. */
    void startWriter() {
        ChildProcess writer = supervisor.start(programs.writer(Topic.WRITER_GROUP), line -> {});
        cleanup.add(() -> supervisor.stopFirst(Set.of(writer)));
    }

    /** Bronze, as it is in the lake. */
    public BronzeChains chains(S3Client s3) {
        return new BronzeChains(s3, programs.bucket(), programs.topic());
    }

    private CountDownLatch startServer(boolean wanted, ChildSpec spec) {
        CountDownLatch ready = new CountDownLatch(wanted ? 1 : 0);
        if (wanted) {
            supervisor.start(spec, line -> {
                if (line.equals(READY)) {
                    ready.countDown();
                }
            });
        }
        return ready;
    }

    private void await(CountDownLatch ready, String what) {
        Waiting.until(
                () -> ready.getCount() == 0,
                supervisor,
                STARTUP,
                () -> what + " did not start within " + STARTUP.toSeconds() + " s. Its log is in "
                        + programs.directory().logs());
    }
}
