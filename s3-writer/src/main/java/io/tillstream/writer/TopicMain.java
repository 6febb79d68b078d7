package io.tillstream.writer;

import io.tillstream.commandline.EnvironmentDefaults;
import io.tillstream.writer.cli.ConnectionOptions;
import io.tillstream.writer.error.SettingsException;
import io.tillstream.writer.kafka.KafkaClients;
import io.tillstream.writer.topic.AdminTopics;
import io.tillstream.writer.topic.TopicInitializer;
import io.tillstream.writer.topic.TopicSpec;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The program that creates the topic, or gives it its partitions and settings, before a writer starts. */
@Command(
        name = "s3-writer-topic",
        description =
                "Creates the topic, or gives an existing one its partitions and settings. Never deletes anything.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 110,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the topic exists and is as it should be",
            "1:Kafka refused or did not answer; run it again",
            "2:wrong usage or settings"
        })
public final class TopicMain implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(TopicMain.class);

    @Mixin
    private ConnectionOptions connection;

    @Option(names = "--topic", required = true, paramLabel = "NAME", description = "The topic.")
    private String topic;

    @Option(
            names = "--partitions",
            required = true,
            paramLabel = "N",
            description = "How many partitions it should have. Missing ones are added; partitions are never removed.")
    private int partitions;

    @Option(
            names = "--retention-hours",
            required = true,
            paramLabel = "N",
            description = {
                "How long Kafka keeps a record. An existing topic is changed to this.",
                "Records that are older than a shorter time are deleted, even if the writer has not read them."
            })
    private int retentionHours;

    /**
     * Runs and ends the process.
     *
     * @param args the options
     */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    /**
     * Runs.
     *
     * @param args the options
     * @return the exit code
     */
    public static int run(String... args) {
        CommandLine command = new CommandLine(new TopicMain());
        command.setDefaultValueProvider(new EnvironmentDefaults(System.getenv()));
        return command.execute(args);
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            TopicSpec spec = new TopicSpec(topic, partitions, Duration.ofHours(retentionHours));
            try (Admin admin = KafkaClients.admin(connection.connection())) {
                report(spec, new TopicInitializer(new AdminTopics(admin)).ensure(spec));
            }
            return CommandLine.ExitCode.OK;
        } catch (SettingsException e) {
            LOG.error("{}", e.getMessage());
            return CommandLine.ExitCode.USAGE;
        } catch (ExecutionException e) {
            LOG.error("topic {}: {}. {}", topic, e.getCause(), advice(e.getCause()));
            return CommandLine.ExitCode.SOFTWARE;
        } catch (KafkaException e) {
            LOG.error("topic {}: {}. Check --bootstrap-servers and --kafka-config.", topic, e.toString());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private static void report(TopicSpec spec, TopicInitializer.Result result) {
        if (result.created()) {
            LOG.info(
                    "topic {}: created with {} partitions; records are kept for {} hours",
                    spec.name(),
                    spec.partitions(),
                    spec.retention().toHours());
        } else if (result.changes().isEmpty()) {
            LOG.info("topic {}: nothing to change", spec.name());
        }
        for (TopicInitializer.Change change : result.changes()) {
            LOG.info("topic {}: {} changed from {} to {}", spec.name(), change.name(), change.before(), change.after());
        }
        if (result.compacted()) {
            LOG.warn(
                    "topic {}: it is compacted, so Kafka deletes sales that share a key. Set cleanup.policy=delete",
                    spec.name());
        }
    }

    private static String advice(Throwable cause) {
        return cause instanceof AuthorizationException
                ? "Allow the role to describe, create and alter the topic and its configuration (on MSK with IAM:"
                        + " kafka-cluster:DescribeTopic, CreateTopic, AlterTopic, DescribeTopicDynamicConfiguration,"
                        + " AlterTopicDynamicConfiguration)."
                : "Check --bootstrap-servers, the network and the rights of the role.";
    }
}
