package io.tillstream.benchmarks.ingest;

import io.tillstream.local.process.ChildSpec;
import io.tillstream.local.process.Installation;
import io.tillstream.local.process.PortPlan;
import io.tillstream.local.process.StandInClients;
import io.tillstream.standins.spark.SparkJvm;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command lines of what is started: each program on its own class path, all with the JVM's full compiler. */
final class Launches {
    private static final String STAGES = "io.tillstream.benchmarks.stage.";
    private static final List<String> PLAIN = List.of("-Dfile.encoding=UTF-8", "-Duser.timezone=UTC");

    private final Installation installation;
    private final PortPlan ports;
    private final IngestSettings settings;

    Launches(Installation installation, PortPlan ports, IngestSettings settings) {
        this.installation = installation;
        this.ports = ports;
        this.settings = settings;
    }

    String bootstrapServers() {
        return "127.0.0.1:" + ports.broker();
    }

    ChildSpec broker(Path directory) {
        return server(
                "broker",
                "io.tillstream.standins.kafka.BrokerMain",
                List.of("-Xmx1g"),
                List.of(
                        "--dir", directory.toString(),
                        "--port", Integer.toString(ports.broker()),
                        "--controller-port", Integer.toString(ports.controller())));
    }

    /** The S3 stand-in, which logs each request. */
    ChildSpec s3(Path directory) {
        return server(
                "s3",
                "io.tillstream.standins.s3.S3Main",
                List.of("-Xmx512m", "-Dlogback.configurationFile=benchmark-s3-logback.xml"),
                List.of("--dir", directory.toString(), "--port", Integer.toString(ports.s3())));
    }

    ChildSpec fill(String topic, long records) {
        List<String> arguments = topicArguments(topic, records);
        arguments.addAll(List.of(
                "--partitions", Integer.toString(settings.partitions()), "--seed", Long.toString(settings.seed())));
        return stage("fill-" + topic, "FillMain", List.of("-Xmx512m"), arguments);
    }

    ChildSpec poll(String name, TestTopic topic) {
        return stage(name, "PollMain", settings.writerJvm(), topicArguments(topic.name(), topic.records()));
    }

    ChildSpec decode(String name, TestTopic topic) {
        return stage(name, "DecodeMain", roomy(), topicArguments(topic.name(), topic.records()));
    }

    ChildSpec encode(String name, TestTopic topic, Path directory) {
        List<String> arguments = topicArguments(topic.name(), topic.records());
        arguments.addAll(
                List.of("--dir", directory.toString(), "--partitions", Integer.toString(settings.partitions())));
        return stage(name, "EncodeMain", roomy(), arguments);
    }

    ChildSpec writer(String name, TestTopic topic, String bucket, Path staging) {
        return new ChildSpec(
                name,
                writerClassPath(),
                flags(settings.writerJvm()),
                "io.tillstream.writer.WriterMain",
                List.of(
                        "--bootstrap-servers",
                        bootstrapServers(),
                        "--topic",
                        topic.name(),
                        "--group-id",
                        name,
                        "--lake-bucket",
                        bucket,
                        "--staging-dir",
                        staging.toString(),
                        "--rotate-records",
                        Long.toString(topic.records() / settings.partitions())),
                StandInClients.environment(ports));
    }

    ChildSpec spark(String name, TestTopic topic, Path directory) {
        List<String> flags = flags(settings.sparkJvm());
        flags.addAll(SparkJvm.flags());
        flags.add("-Dlog4j2.configurationFile=classpath:benchmark-spark-log4j2.properties");
        Map.of(
                        "spark.master", "local[2]",
                        "spark.app.name", "ingest",
                        "spark.ui.enabled", "false",
                        "spark.driver.host", "127.0.0.1",
                        "spark.driver.bindAddress", "127.0.0.1",
                        "spark.sql.session.timeZone", "UTC",
                        "spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS",
                        "spark.sql.shuffle.partitions", "2",
                        "spark.local.dir", directory.resolve("scratch").toString())
                .forEach((key, value) -> flags.add("-D" + key + "=" + value));
        return new ChildSpec(
                name,
                installation.classPath("benchmarks-spark") + File.pathSeparator + installation.jar("standins"),
                flags,
                "io.tillstream.benchmarks.spark.SparkIngest",
                List.of(
                        bootstrapServers(),
                        topic.name(),
                        directory.resolve("out").toString(),
                        directory.resolve("checkpoint").toString()),
                Map.of("SPARK_LOCAL_IP", "127.0.0.1"));
    }

    private ChildSpec server(String name, String mainClass, List<String> flags, List<String> arguments) {
        return new ChildSpec(
                name,
                installation.classPath("standins") + File.pathSeparator + installation.jar("benchmarks"),
                flags(flags),
                mainClass,
                arguments,
                StandInClients.environment(ports));
    }

    private ChildSpec stage(String name, String mainClass, List<String> flags, List<String> arguments) {
        return new ChildSpec(
                name,
                writerClassPath() + File.pathSeparator + installation.jar("benchmarks"),
                flags(flags),
                STAGES + mainClass,
                arguments,
                Map.of());
    }

    private String writerClassPath() {
        return installation.classPath("s3-writer") + File.pathSeparator + installation.jar("standins");
    }

    private List<String> topicArguments(String topic, long records) {
        return new ArrayList<>(List.of(
                "--bootstrap-servers", bootstrapServers(), "--topic", topic, "--records", Long.toString(records)));
    }

    /** The flags of the writer, but with the heap that values in memory need. The last -Xmx counts. */
    private List<String> roomy() {
        List<String> flags = new ArrayList<>(settings.writerJvm());
        flags.add("-Xmx" + (1_536 + settings.records() * 600 / (1 << 20)) + "m");
        return flags;
    }

    private static List<String> flags(List<String> more) {
        List<String> flags = new ArrayList<>(PLAIN);
        flags.addAll(more);
        return flags;
    }
}
