package io.tillstream.local.process;

import io.tillstream.lake.ProgramProtocol;
import io.tillstream.standins.process.ChildMain;
import io.tillstream.standins.spark.JobLoopMain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The command lines of all children of one instance: which class path, which heap, which arguments.
 *
 * @param installation the built modules
 * @param directory where they keep their data
 * @param ports where they listen
 * @param topic the topic of sales
 * @param bucket the lake's bucket
 */
public record Programs(
        Installation installation, DataDirectory directory, PortPlan ports, String topic, String bucket) {

    /** Name of the Iceberg catalog. */
    public static final String CATALOG = "lake";

    // Quick to start rather than quick at its peak: every child lives for seconds to hours and shares two cores.
    private static final List<String> QUICK_START = List.of(
            "-XX:TieredStopAtLevel=1",
            // With one compiler a JVM reserves 48 MB only; Spark's generated code fills them, and then nothing is
            // compiled.
            "-XX:ReservedCodeCacheSize=256m",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-XX:+ExitOnOutOfMemoryError",
            "-Dfile.encoding=UTF-8",
            "-Duser.timezone=UTC");

    /** Address of the broker. */
    public String bootstrapServers() {
        return "127.0.0.1:" + ports.broker();
    }

    /** The broker. */
    public ChildSpec broker() {
        return own(
                "broker",
                "io.tillstream.standins.kafka.BrokerMain",
                "512m",
                List.of(
                        "--dir", directory.kafka().toString(),
                        "--port", Integer.toString(ports.broker()),
                        "--controller-port", Integer.toString(ports.controller())));
    }

    /** The S3 stand-in. */
    public ChildSpec s3() {
        return own(
                "s3",
                "io.tillstream.standins.s3.S3Main",
                "384m",
                List.of("--dir", directory.s3().toString(), "--port", Integer.toString(ports.s3())));
    }

    /** The s3-writer. Ranges are closed every second, so that nobody waits long for a sale to arrive. */
    public ChildSpec writer(String groupId) {
        List<String> arguments = new ArrayList<>(topicArguments());
        arguments.addAll(List.of(
                "--group-id",
                groupId,
                "--lake-bucket",
                bucket,
                "--staging-dir",
                directory.staging().toString(),
                "--rotate-seconds",
                "1"));
        return module("s3-writer", "s3-writer", "io.tillstream.writer.WriterMain", "768m", arguments, Map.of());
    }

    /** The producer with a sub-command and its arguments. */
    public ChildSpec producer(List<String> arguments) {
        return module("producer", "producer", "io.tillstream.producer.ProducerMain", "512m", arguments, Map.of());
    }

    /**
     * The Spark process, which runs jobs as its standard input asks.
     *
     * @param name name of its log
     */
    public ChildSpec spark(String name) {
        List<String> flags = flags("2g");
        flags.addAll(SparkFlags.of(ports, bucket, directory.sparkScratch()));
        return new ChildSpec(
                        name,
                        installation.classPath("glue-jobs") + java.io.File.pathSeparator + installation.jar("standins"),
                        flags,
                        "io.tillstream.standins.spark.JobLoopMain",
                        List.of(),
                        sparkEnvironment())
                .archived(installation, "spark");
    }

    /** Arguments that name broker and topic. */
    public List<String> topicArguments() {
        return List.of("--bootstrap-servers", bootstrapServers(), "--topic", topic);
    }

    /** What the two Lambdas find in their environment. */
    public Map<String, String> lambdaEnvironment(String workgroup, String database) {
        Map<String, String> environment = new TreeMap<>(environment());
        environment.put(ProgramProtocol.LAKE_BUCKET, bucket);
        environment.put(ProgramProtocol.WORKGROUP, workgroup);
        environment.put(ProgramProtocol.DATABASE, database);
        environment.put(ProgramProtocol.COPY_ROLE_ARN, "arn:aws:iam::000000000000:role/tillstream-copy");
        return environment;
    }

    private ChildSpec own(String name, String mainClass, String heap, List<String> arguments) {
        return new ChildSpec(name, installation.classPath("standins"), flags(heap), mainClass, arguments, environment())
                .archived(installation, name);
    }

    /** A production program: {@link ChildMain} in front of it ends it when this process dies. */
    private ChildSpec module(
            String name,
            String module,
            String mainClass,
            String heap,
            List<String> arguments,
            Map<String, String> environment) {
        List<String> all = new ArrayList<>(List.of(mainClass));
        all.addAll(arguments);
        Map<String, String> variables = new TreeMap<>(environment());
        variables.putAll(environment);
        return new ChildSpec(
                        name,
                        installation.classPath(module) + java.io.File.pathSeparator + installation.jar("standins"),
                        flags(heap),
                        ChildMain.class.getName(),
                        all,
                        variables)
                .archived(installation, module);
    }

    private Map<String, String> sparkEnvironment() {
        Map<String, String> environment = new TreeMap<>(environment());
        // Spark looks at the host's own address before it reads its settings, and warns if it likes another better.
        environment.put("SPARK_LOCAL_IP", "127.0.0.1");
        environment.put(JobLoopMain.SETTINGS, SparkFlags.secretSetting(directory.databasePassword()));
        return environment;
    }

    private Map<String, String> environment() {
        return StandInClients.environment(ports);
    }

    private static List<String> flags(String heap) {
        List<String> flags = new ArrayList<>(QUICK_START);
        flags.add("-Xmx" + heap);
        return flags;
    }
}
