package io.tillstream.topic;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Creates the topic if it is missing and ends: 0 the topic is there, 1 the cluster refused or was silent, 2 wrong usage. */
@Command(name = "kafka-topic", description = "Creates the topic if it is missing.", mixinStandardHelpOptions = true)
public final class TopicMain implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(TopicMain.class);

    @Option(names = "--bootstrap-servers", required = true, paramLabel = "HOST:PORT,...", description = "Kafka.")
    private String bootstrapServers;

    @Option(names = "--topic", required = true, description = "The topic.")
    private String topic;

    @Option(names = "--partitions", required = true, description = "Its partitions.")
    private int partitions;

    @Option(names = "--retention-hours", required = true, description = "How long it keeps a record.")
    private int retentionHours;

    @Option(names = "--kafka-config", paramLabel = "FILE", description = "Further settings of Kafka's clients.")
    private Path kafkaConfig;

    /** Runs and ends the process. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs. Returns the exit code. */
    public static int run(String... args) {
        return new CommandLine(new TopicMain()).execute(args);
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            TopicSpec spec = new TopicSpec(topic, partitions, Duration.ofHours(retentionHours));
            try (Admin admin = Admin.create(settings())) {
                LOG.info("topic {}: {}", topic, new TopicKeeper(new AdminTopics(admin)).ensure(spec));
            }
            return CommandLine.ExitCode.OK;
        } catch (IllegalArgumentException | IOException e) {
            LOG.error("{}", e.getMessage());
            return CommandLine.ExitCode.USAGE;
        } catch (ExecutionException e) {
            LOG.error(
                    "topic {} could not be created or looked at: {}. Check addresses, network and IAM.",
                    topic,
                    e.getCause());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private Properties settings() throws IOException {
        Properties settings = new Properties();
        if (kafkaConfig != null) {
            try (Reader reader = Files.newBufferedReader(kafkaConfig, StandardCharsets.UTF_8)) {
                settings.load(reader);
            }
        }
        settings.put("bootstrap.servers", bootstrapServers);
        return settings;
    }
}
