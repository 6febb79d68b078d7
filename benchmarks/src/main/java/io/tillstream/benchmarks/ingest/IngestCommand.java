package io.tillstream.benchmarks.ingest;

import io.tillstream.local.process.Installation;
import io.tillstream.operations.command.CommandException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./benchmarks/run ingest}. */
@Command(
        name = "ingest",
        description = {
            "From a Kafka topic of JSON sales to Parquet: the s3-writer against its three limits and its peers.",
            "Every run's result is checked; a contender that has read anything else than the topic fails the benchmark."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 110,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:measured", "1:a run failed or read something else", "2:wrong usage"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./benchmarks/run ingest",
            "  ./benchmarks/run ingest --records 500000 --rounds 1 --label quick",
            "  ./benchmarks/run ingest --peers none"
        })
public final class IngestCommand implements Callable<Integer> {
    private static final String NO_PEERS = "none";

    @Option(
            names = "--records",
            paramLabel = "N",
            defaultValue = "2000000",
            description = "Records on the topic (default: ${DEFAULT-VALUE}).")
    private long records;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often each one runs; the table has the medians (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--peers",
            paramLabel = "LIST",
            split = ",",
            defaultValue = "spark",
            description = "spark, or none (default: ${DEFAULT-VALUE}).")
    private List<String> peers = List.of();

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "4",
            description = "Partitions of the topic (default: ${DEFAULT-VALUE}).")
    private int partitions;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Of the generated sales (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--writer-jvm",
            paramLabel = "FLAGS",
            split = " ",
            defaultValue = "-Xmx1g -XX:+UseSerialGC",
            description = "JVM flags of the writer and its limits (default: ${DEFAULT-VALUE}).")
    private List<String> writerJvm = List.of();

    @Option(
            names = "--spark-jvm",
            paramLabel = "FLAGS",
            split = " ",
            defaultValue = "-Xmx2g",
            description = "JVM flags of Spark (default: ${DEFAULT-VALUE}).")
    private List<String> sparkJvm = List.of();

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "For topic, objects and logs (default: target/benchmarks); emptied.")
    private Path directory;

    @Option(names = "--label", paramLabel = "NAME", description = "Names the result file (default: the time).")
    private String label;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Installation installation = Installation.current();
        IngestSettings settings = new IngestSettings(
                records,
                rounds,
                partitions,
                seed,
                peers(),
                writerJvm,
                sparkJvm,
                directory == null ? installation.root().resolve("target/benchmarks") : directory,
                installation.root().resolve("benchmarks/results"),
                Optional.ofNullable(label));
        PrintWriter out = spec.commandLine().getOut();
        IngestResult result = new IngestBenchmark(settings, installation, out).run();
        out.println();
        out.print(ResultText.of(result.standings()));
        Path file = ResultFile.write(result, Machine.here(), installation);
        out.println();
        out.println("All runs: " + file);
        out.flush();
        return 0;
    }

    private Set<Contender> peers() {
        Set<Contender> chosen = EnumSet.noneOf(Contender.class);
        if (!peers.equals(List.of(NO_PEERS))) {
            for (String peer : peers) {
                chosen.add(Contender.peer(peer)
                        .orElseThrow(() -> new CommandException.Usage(
                                "--peers '" + peer + "' is not known; there is spark, or " + NO_PEERS)));
            }
        }
        return chosen;
    }
}
