package io.tillstream.benchmarks.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.local.process.DataDirectory;
import io.tillstream.operations.command.CommandException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.commons.io.FileUtils;

/** Runs one contender over one topic, and checks what it read. */
final class Runner {
    private final Stand stand;
    private final Launches launches;
    private final DataDirectory directory;
    private int runs;

    Runner(Stand stand, Launches launches, DataDirectory directory) {
        this.stand = stand;
        this.launches = launches;
        this.directory = directory;
    }

    /**
     * Runs a contender.
     *
     * @throws CommandException.Failed if it fails, or has read anything else than the topic
     */
    Run run(Contender contender, TestTopic topic) {
        String name = contender.id() + "-" + ++runs;
        Path work = directory.path().resolve("work").resolve(name);
        try {
            Files.createDirectories(work);
            Run run = switch (contender) {
                case POLL -> poll(name, topic);
                case DECODE ->
                    inMemory(contender, new MeasuredProcess(launches.decode(name, topic), logs()).run(), topic, work);
                case ENCODE ->
                    inMemory(
                            contender,
                            new MeasuredProcess(launches.encode(name, topic, work), logs()).run(),
                            topic,
                            work);
                case WRITER -> writer(name, topic, work);
                case SPARK ->
                    parquet(
                            contender,
                            new MeasuredProcess(launches.spark(name, topic, work), logs()).run(),
                            topic,
                            work.resolve("out"),
                            Map.of());
            };
            check(run, topic);
            return run;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            FileUtils.deleteQuietly(work.toFile());
        }
    }

    private Run poll(String name, TestTopic topic) {
        ProcessFigures figures = new MeasuredProcess(launches.poll(name, topic), logs()).run();
        return new Run(
                Contender.POLL,
                topic.records(),
                figures.cpuSeconds(),
                figures.wallSeconds(),
                figures.peakBytes(),
                0,
                0,
                Map.of(),
                Evidence.of(figures.result().orElseThrow()));
    }

    private static Run inMemory(Contender contender, ProcessFigures figures, TestTopic topic, Path work) {
        JsonNode result = figures.result().orElseThrow();
        ParquetEvidence written = ParquetEvidence.read(work);
        if (contender.writesParquet() && !written.evidence().equals(Evidence.of(result))) {
            throw new CommandException.Failed(contender.label() + " wrote other rows than it was given: "
                    + written.evidence() + " instead of " + Evidence.of(result));
        }
        return new Run(
                contender,
                topic.records(),
                result.path("cpu_seconds").asDouble(),
                result.path("seconds").asDouble(),
                figures.peakBytes(),
                written.bytes(),
                written.files(),
                Map.of(),
                Evidence.of(result));
    }

    private Run writer(String name, TestTopic topic, Path work) throws IOException {
        String bucket = "bench-" + name;
        stand.createBucket(bucket);
        Path objects = directory.s3().resolve(bucket);
        MeasuredProcess process =
                new MeasuredProcess(launches.writer(name, topic, bucket, work.resolve("staging")), logs());
        BronzeRowCount written = new BronzeRowCount(objects);
        ProcessFigures figures = process.runUntil(() -> written.now() >= topic.records());
        Map<String, Integer> requests = stand.requests().take();
        try {
            return parquet(Contender.WRITER, figures, topic, objects, requests);
        } finally {
            FileUtils.deleteQuietly(objects.toFile());
        }
    }

    private static Run parquet(
            Contender contender, ProcessFigures figures, TestTopic topic, Path output, Map<String, Integer> requests) {
        ParquetEvidence written = ParquetEvidence.read(output);
        return new Run(
                contender,
                topic.records(),
                figures.cpuSeconds(),
                figures.wallSeconds(),
                figures.peakBytes(),
                written.bytes(),
                written.files(),
                requests,
                written.evidence());
    }

    /** The encoder gets the first sales again and again, and is compared with what it was given instead. */
    private static void check(Run run, TestTopic topic) {
        Evidence expected = run.contender() == Contender.POLL ? topic.expected().withoutContent() : topic.expected();
        if (run.contender() != Contender.ENCODE && !run.evidence().equals(expected)) {
            throw new CommandException.Failed(run.contender().label() + " has read " + run.evidence()
                    + ", but the topic has " + expected + ". A figure without the right result means nothing.");
        }
    }

    private Path logs() {
        return directory.logs();
    }
}
