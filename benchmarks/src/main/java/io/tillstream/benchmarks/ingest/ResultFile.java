package io.tillstream.benchmarks.ingest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillstream.local.process.Installation;
import io.tillstream.operations.command.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The file with everything that a benchmark measured, {@code ingest-LABEL.json}. */
final class ResultFile {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private ResultFile() {}

    /**
     * Writes the file.
     *
     * @return where it is
     */
    static Path write(IngestResult result, Machine machine, Installation installation) {
        Instant now = Instant.now();
        IngestSettings settings = result.settings();
        Path file = settings.results().resolve("ingest-" + settings.label().orElse(TIME.format(now)) + ".json");
        try {
            Files.createDirectories(settings.results());
            Files.writeString(file, JSON.writeValueAsString(document(result, machine, installation, now)) + "\n");
            return file;
        } catch (IOException e) {
            throw new CommandException.Failed("The result cannot be written to " + file + ": " + e, e);
        }
    }

    private static ObjectNode document(IngestResult result, Machine machine, Installation installation, Instant now) {
        Standings standings = result.standings();
        ObjectNode root = JSON.createObjectNode();
        root.put("benchmark", "ingest");
        root.put("time", now.toString());
        standings.sparkRatio().ifPresent(ratio -> root.put("spark_ratio", rounded(ratio)));
        root.put("limit_ratio", rounded(standings.limitRatio()));
        root.set("machine", machine(machine));
        root.set("versions", versions(result, installation));
        root.set("settings", settings(result.settings()));
        root.set("data", data(result.topic()));
        ArrayNode contenders = root.putArray("contenders");
        standings.all().forEach(one -> contenders.add(standing(one, standings)));
        ArrayNode rounds = root.putArray("rounds");
        result.rounds().values().stream().flatMap(List::stream).forEach(round -> rounds.add(round(round)));
        return root;
    }

    private static ObjectNode machine(Machine machine) {
        return JSON.createObjectNode()
                .put("processor", machine.processor())
                .put("cores", machine.cores())
                .put("memory_gib", machine.memoryGigabytes())
                .put("system", machine.system())
                .put("java", machine.java())
                .put("load", machine.load());
    }

    private static ObjectNode versions(IngestResult result, Installation installation) {
        ObjectNode versions = JSON.createObjectNode();
        ClassPath writer = new ClassPath(installation.classPath("s3-writer"));
        versions.put("s3-writer", installation.jar("s3-writer").getFileName().toString());
        versions.put("kafka-clients", writer.version("kafka-clients"));
        versions.put("parquet-hadoop", writer.version("parquet-hadoop"));
        versions.put("zstd-jni", writer.version("zstd-jni"));
        versions.put("broker", new ClassPath(installation.classPath("standins")).version("kafka_2.13"));
        if (result.rounds().containsKey(Contender.SPARK)) {
            versions.put("spark", new ClassPath(installation.classPath("benchmarks-spark")).version("spark-sql_2.12"));
        }
        return versions;
    }

    private static ObjectNode settings(IngestSettings settings) {
        return JSON.createObjectNode()
                .put("records", settings.records())
                .put("start_records", IngestSettings.START_RECORDS)
                .put("rounds", settings.rounds())
                .put("partitions", settings.partitions())
                .put("seed", settings.seed())
                .put("writer_jvm", String.join(" ", settings.writerJvm()))
                .put("spark_jvm", String.join(" ", settings.sparkJvm()));
    }

    private static ObjectNode data(TestTopic topic) {
        ObjectNode data = JSON.createObjectNode().put("json_bytes", topic.jsonBytes());
        data.set("expected", evidence(topic.expected()));
        return data;
    }

    private static ObjectNode evidence(Evidence evidence) {
        return JSON.createObjectNode()
                .put("rows", evidence.rows())
                .put("sales", evidence.sales())
                .put("revenue", evidence.revenue().toPlainString())
                .put("coordinates", evidence.coordinates());
    }

    private static ObjectNode standing(Standing one, Standings standings) {
        ObjectNode node = JSON.createObjectNode()
                .put("contender", one.contender().id())
                .put("records_per_second", Math.round(one.recordsPerSecond()))
                .put("mb_per_second", rounded(one.megabytesPerSecond()))
                .put("cpu_seconds_per_million", rounded(one.cpuPerMillion()))
                .put("peak_bytes", Math.round(one.peakBytes()))
                .put("bytes_per_row", rounded(one.bytesPerRow()))
                .put("requests_per_gb", rounded(one.requestsPerGigabyte()))
                .put("cpu_over_writer", rounded(standings.writerAgainst(one)));
        node.set("evidence", evidence(one.evidence()));
        return node;
    }

    private static ObjectNode round(Round round) {
        ObjectNode node = JSON.createObjectNode()
                .put("contender", round.whole().contender().id())
                .put("round", round.number())
                .put("cpu_seconds_per_million", rounded(round.cpuPerMillion()))
                .put("records_per_second", Math.round(round.recordsPerSecond()));
        node.set("start", run(round.start()));
        node.set("whole", run(round.whole()));
        return node;
    }

    private static ObjectNode run(Run run) {
        ObjectNode node = JSON.createObjectNode()
                .put("records", run.records())
                .put("cpu_seconds", rounded(run.cpuSeconds()))
                .put("seconds", rounded(run.wallSeconds()))
                .put("peak_bytes", run.peakBytes())
                .put("output_bytes", run.outputBytes())
                .put("files", run.files());
        ObjectNode requests = node.putObject("requests");
        run.requests().forEach(requests::put);
        return node;
    }

    private static double rounded(double value) {
        return Math.round(value * 1_000) / 1_000.0;
    }
}
