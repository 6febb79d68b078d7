package io.tillstream.writer;

import io.tillstream.commandline.EnvironmentDefaults;
import io.tillstream.lake.error.PipelineException;
import io.tillstream.writer.chain.ConfirmedGap;
import io.tillstream.writer.cli.ConsumerOptions;
import io.tillstream.writer.cli.TelemetryOptions;
import io.tillstream.writer.cli.WriterSettings;
import io.tillstream.writer.error.SettingsException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The s3-writer's program. */
@Command(
        name = "s3-writer",
        description = "Writes a Kafka topic to Bronze, exactly once, until it receives TERM.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 110,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:ended by TERM; everything it had read is in Bronze",
            "1:failed; nothing is lost, start it again",
            "2:wrong usage or settings",
            "3:manual action required: the log names the topic, the partition, the offsets and what to do"
        },
        footer = {
            "",
            "Each option can also be set as an environment variable, for example TILLSTREAM_LAKE_BUCKET for --lake-bucket.",
            "S3 region, credentials and endpoint come from the AWS SDK's default chains (AWS_REGION, AWS_ENDPOINT_URL_S3, ...)."
        })
public final class WriterMain implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(WriterMain.class);
    private static final long SHUTDOWN_SECONDS = 20;

    @Mixin
    private ConsumerOptions kafka;

    @Option(names = "--topic", required = true, paramLabel = "NAME", description = "The topic to write.")
    private String topic;

    @Option(names = "--lake-bucket", required = true, paramLabel = "BUCKET", description = "The bucket of the lake.")
    private String lakeBucket;

    @Option(
            names = "--staging-dir",
            required = true,
            paramLabel = "DIR",
            description = {
                "Directory for open files. Each writer needs its own, with space for twice --rotate-megabytes for each",
                "partition."
            })
    private Path stagingDir;

    @Option(
            names = "--rotate-seconds",
            paramLabel = "N",
            defaultValue = WriterSettings.ROTATE_SECONDS,
            description = "Close the file once its oldest record is this many seconds old (default: ${DEFAULT-VALUE}).")
    private int rotateSeconds;

    @Option(
            names = "--rotate-records",
            paramLabel = "N",
            defaultValue = WriterSettings.ROTATE_RECORDS,
            description = "Close the file after this many Kafka records (default: ${DEFAULT-VALUE}).")
    private long rotateRecords;

    @Option(
            names = "--rotate-megabytes",
            paramLabel = "N",
            defaultValue = WriterSettings.ROTATE_MEGABYTES,
            description = "Close the file once it is this large (default: ${DEFAULT-VALUE}).")
    private int rotateMegabytes;

    @Option(
            names = "--memory-megabytes",
            defaultValue = WriterSettings.MEMORY_MEGABYTES,
            paramLabel = "N",
            description = {
                "Memory limit for all open files together. When it is reached, the largest file is closed.",
                "0 means 40 %% of the heap, -Xmx (default: ${DEFAULT-VALUE})."
            })
    private int memoryMegabytes;

    @Option(
            names = "--min-object-megabytes",
            defaultValue = WriterSettings.MIN_OBJECT_MEGABYTES,
            paramLabel = "N",
            description = {
                "Files smaller than this are not closed to free memory; their rows go to --staging-dir and the file stays",
                "open (default: ${DEFAULT-VALUE})."
            })
    private int minObjectMegabytes;

    @Option(
            names = "--confirm-gap",
            paramLabel = "TOPIC/PARTITION:FIRST-LAST",
            split = ",",
            description =
                    "Accept that Kafka no longer has these offsets: record them permanently as a gap and continue.")
    private List<String> confirmGaps = List.of();

    @Mixin
    private TelemetryOptions telemetry;

    /**
     * Runs the writer and ends the process.
     *
     * @param args the options
     */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    /**
     * Runs the writer until the process receives TERM.
     *
     * @param args the options
     * @return the exit code
     */
    public static int run(String... args) {
        CommandLine command = new CommandLine(new WriterMain());
        command.setDefaultValueProvider(new EnvironmentDefaults(System.getenv()));
        return command.execute(args);
    }

    @Override
    public Integer call() {
        WriterSettings settings;
        try {
            settings = settings();
        } catch (SettingsException e) {
            LOG.error("{}", e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        Writer writer = new Writer(settings);
        CountDownLatch ended = new CountDownLatch(1);
        int[] exitCode = {1};
        Thread onTerm = new Thread(() -> endOnTerm(writer, ended, exitCode), "writer-shutdown");
        Runtime.getRuntime().addShutdownHook(onTerm);
        try {
            writer.run();
            exitCode[0] = 0;
        } catch (PipelineException e) {
            LOG.error("{}", e.getMessage());
            LOG.debug("the failure in full", e);
            exitCode[0] = e.exitCode();
        } finally {
            ended.countDown();
            removeHook(onTerm);
        }
        return exitCode[0];
    }

    WriterSettings settings() {
        List<ConfirmedGap> gaps;
        try {
            gaps = confirmGaps.stream().map(ConfirmedGap::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new SettingsException("--confirm-gap " + e.getMessage());
        }
        return new WriterSettings(
                kafka.settings(System.getenv()),
                topic,
                lakeBucket,
                stagingDir,
                rotateSeconds,
                rotateRecords,
                rotateMegabytes,
                memoryMegabytes,
                minObjectMegabytes,
                gaps,
                telemetry.settings());
    }

    private static void removeHook(Thread onTerm) {
        try {
            Runtime.getRuntime().removeShutdownHook(onTerm);
        } catch (IllegalStateException e) {
            // The process is ending: the hook is what ends it.
            LOG.debug("ending on TERM");
        }
    }

    /** A JVM that ends on TERM has exit code 143, even after a clean end; halting gives the writer's own. */
    private static void endOnTerm(Writer writer, CountDownLatch ended, int[] exitCode) {
        writer.stop();
        try {
            if (!ended.await(SHUTDOWN_SECONDS, TimeUnit.SECONDS)) {
                LOG.error("did not end within {} s; nothing is lost, the next writer reads it again", SHUTDOWN_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(exitCode[0]);
    }
}
