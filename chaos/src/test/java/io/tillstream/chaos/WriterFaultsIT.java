package io.tillstream.chaos;

import static io.tillstream.chaos.FaultBench.eventually;
import static io.tillstream.chaos.FaultBench.put;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.operations.audit.BronzeObject;
import io.tillstream.standins.process.FreePorts;
import io.tillstream.standins.s3.fault.Fault;
import io.tillstream.standins.s3.fault.FaultScript.Held;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Crash points with real processes: writers on a real broker, S3 behind the fault proxy, real signals. Each test has a topic
 * and a group of its own. What needs a broker that dies is in {@link BrokerFaultsIT}.
 */
@Execution(ExecutionMode.CONCURRENT)
class WriterFaultsIT {
    @TempDir
    static Path directory;

    private static FaultBench bench;

    @BeforeAll
    static void open() throws IOException {
        bench = new FaultBench(directory);
    }

    @AfterAll
    static void close() throws IOException {
        bench.close();
    }

    @Test
    void aWriterKilledBeforeInAndAfterItsPutLosesAndDoublesNothing() throws Exception {
        String topic = "kills";
        bench.createTopic(topic, 1, Map.of());
        WriterOptions options = FaultBench.quick(topic).withKafka("group.instance.id", "one");
        List<String> values = new ArrayList<>(bench.send(topic, 0, "kill", 0, 9));

        Held before = bench.faults.hold(put(topic, 0), Fault.RESET_BEFORE);
        WriterProcess writer = bench.writer("killed").start(options);
        before.awaitArrival();
        writer.kill();
        before.release();
        assertThat(bench.chain(topic, 0)).as("killed before S3 saw the PUT").isEmpty();

        bench.faults.add(put(topic, 0), Fault.TIMEOUT);
        writer.start(options);
        bench.awaitChainEnd(topic, 0, 10);
        writer.kill();
        assertThat(committed(options.groupId(), topic, 0))
                .as("killed after the PUT, before the answer and the commit")
                .isNull();

        values.addAll(bench.send(topic, 0, "kill", 10, 19));
        Held late = bench.faults.hold(put(topic, 0), Fault.LATE);
        writer.start(options);
        late.awaitArrival();
        writer.kill();
        values.addAll(bench.send(topic, 0, "kill", 20, 24));
        Held longer = bench.faults.hold(put(topic, 0));
        writer.start(options);
        longer.awaitArrival();
        late.release();
        bench.awaitChainEnd(topic, 0, 20);
        longer.release();

        bench.assertExactlyOnce(topic, 1, values);
        assertThat(bench.chain(topic, 0))
                .extracting(BronzeObject::first)
                .as("the dead writer's late PUT took the place; the living one's longer file was dropped")
                .containsExactly(0L, 10L, 20L);
    }

    @Test
    void aZombieWhosePartitionsMovedAdoptsTheLongerObjectThatTookItsPlace() throws Exception {
        String topic = "zombies";
        bench.createTopic(topic, 1, Map.of());
        WriterOptions options = FaultBench.quick(topic);
        List<String> values = new ArrayList<>(bench.send(topic, 0, "zombie", 0, 4));
        Held held = bench.faults.hold(put(topic, 0));
        WriterProcess zombie = bench.writer("zombie").start(options);
        held.awaitArrival();
        zombie.freeze();
        values.addAll(bench.send(topic, 0, "zombie", 5, 9));

        WriterProcess successor = bench.writer("successor").start(options);
        bench.awaitChainEnd(topic, 0, 10);
        zombie.thaw();
        held.release();

        eventually("the zombie has met it", () -> zombie.log().contains("exists already, to offset 9"));
        values.addAll(bench.send(topic, 0, "zombie", 10, 12));
        bench.assertExactlyOnce(topic, 1, values);
        assertThat(zombie.alive()).isTrue();
        assertThat(successor.alive()).isTrue();
    }

    @Test
    void aRebalanceWhileRecordsComeInLosesAndDoublesNothing() throws Exception {
        String topic = "rebalance";
        bench.createTopic(topic, 4, Map.of());
        WriterOptions options = FaultBench.quick(topic);
        List<String> values = new ArrayList<>();
        bench.writer("first").start(options);
        WriterProcess second = bench.writer("second");
        for (int round = 0; round < 30; round++) {
            if (round == 5) {
                second.start(options);
            }
            for (int partition = 0; partition < 4; partition++) {
                values.addAll(bench.send(topic, partition, "p" + partition, round * 5, round * 5 + 4));
            }
            Thread.sleep(150);
        }
        eventually("the second has partitions", () -> second.log().contains("the chain of topic id"));
        second.terminate();
        assertThat(second.awaitEnd()).as("TERM").isZero();
        bench.assertExactlyOnce(topic, 4, values);
    }

    @Test
    void partitionsThatAreAddedAreWrittenFromTheirStart() throws Exception {
        String topic = "grows";
        bench.createTopic(topic, 1, Map.of());
        bench.writer("grower").start(FaultBench.quick(topic));
        List<String> values = new ArrayList<>(bench.send(topic, 0, "old", 0, 4));
        bench.awaitChainEnd(topic, 0, 5);
        bench.admin
                .createPartitions(Map.of(topic, NewPartitions.increaseTo(3)))
                .all()
                .get();
        values.addAll(sendWhenThere(topic, 2, "new"));
        bench.assertExactlyOnce(topic, 3, values);
    }

    @Test
    void aGroupMovedIntoAnObjectPastTheEndOrAwayChangesNothing() throws Exception {
        String topic = "groups";
        bench.createTopic(topic, 3, Map.of());
        WriterOptions options = FaultBench.quick(topic);
        List<String> values = new ArrayList<>();
        for (int partition = 0; partition < 3; partition++) {
            values.addAll(bench.send(topic, partition, "p" + partition, 0, 9));
        }
        WriterProcess writer = bench.writer("group").start(options);
        bench.assertExactlyOnce(topic, 3, values);
        writer.terminate();
        assertThat(writer.awaitEnd()).isZero();

        bench.admin
                .alterConsumerGroupOffsets(
                        options.groupId(),
                        Map.of(
                                new TopicPartition(topic, 0), new OffsetAndMetadata(5),
                                new TopicPartition(topic, 1), new OffsetAndMetadata(1_000)))
                .all()
                .get();
        bench.admin
                .deleteConsumerGroupOffsets(options.groupId(), Set.of(new TopicPartition(topic, 2)))
                .all()
                .get();
        for (int partition = 0; partition < 3; partition++) {
            values.addAll(bench.send(topic, partition, "p" + partition, 10, 14));
        }
        writer.start(options);
        bench.assertExactlyOnce(topic, 3, values);
        assertThat(bench.chain(topic, 0)).extracting(BronzeObject::first).contains(0L, 10L);
    }

    @Test
    void aTopicDeletedAndCreatedAgainUnderARunningWriterIsANewChain() throws Exception {
        String topic = "again";
        bench.createTopic(topic, 1, Map.of());
        WriterProcess writer = bench.writer("again").start(FaultBench.quick(topic));
        List<String> values = new ArrayList<>(bench.send(topic, 0, "old", 0, 4));
        bench.awaitChainEnd(topic, 0, 5);
        bench.admin.deleteTopics(List.of(topic)).all().get();
        eventually("the topic is gone", () -> isGone(topic));
        bench.createTopic(topic, 1, Map.of());
        values.addAll(sendWhenThere(topic, 0, "new"));

        eventually("there are two chains", () -> bench.partitions(topic).size() == 2);
        eventually(
                "the new topic is in Bronze",
                () -> bench.chain(topic, 0).stream()
                                .filter(object -> object.first() == 0)
                                .count()
                        == 2);
        bench.assertSound(topic, values);
        assertThat(writer.alive()).isTrue();
    }

    @Test
    void retentionThatOvertakesAFrozenWriterNeedsAPersonWhoseWordIsRecorded() throws Exception {
        String topic = "retention";
        bench.createTopic(topic, 1, Map.of());
        WriterOptions options = FaultBench.quick(topic).withKafka("group.instance.id", "only");
        WriterProcess writer = bench.writer("overtaken").start(options);
        bench.send(topic, 0, "r", 0, 4);
        bench.awaitChainEnd(topic, 0, 5);
        writer.freeze();
        bench.send(topic, 0, "r", 5, 14);
        bench.admin
                .deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(10)))
                .all()
                .get();
        writer.thaw();
        assertThat(writer.awaitEnd()).isEqualTo(3);
        Matcher advice = Pattern.compile("--confirm-gap (\\S+:(\\d+)-9)\\. |--confirm-gap (\\S+:(\\d+)-9);")
                .matcher(writer.log());
        assertThat(advice.find()).as("the log says what to confirm").isTrue();
        String gap = advice.group(1) == null ? advice.group(3) : advice.group(1);
        int firstLost = Integer.parseInt(gap.replaceAll(".*:(\\d+)-.*", "$1"));

        writer.start(options.with("--confirm-gap", gap));
        bench.awaitChainEnd(topic, 0, 15);
        List<String> values = IntStream.range(0, 15)
                .filter(i -> i < firstLost || i > 9)
                .mapToObj(i -> "r-" + i)
                .toList();
        assertThat(bench.assertSound(topic, values).gaps()).isEqualTo(10 - firstLost);
    }

    @Test
    void aFullStagingDiskEndsTheWriterAndLosesNothing() throws Exception {
        String topic = "disk";
        bench.createTopic(topic, 1, Map.of());
        List<String> values = new ArrayList<>();
        Random random = new Random(1);
        for (int i = 0; i < 60; i++) {
            // Random, so that no compression makes it fit.
            values.addAll(bench.send(topic, 0, new BigInteger(4_000, random).toString(36), i, i));
        }
        Path disk = Files.createDirectories(directory.resolve("tiny"));
        WriterProcess writer = bench.track(new WriterProcess(bench.site, "full", disk));
        boolean mounted = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=8k", "tmpfs", disk.toString())
                        .start()
                        .waitFor()
                == 0;
        WriterOptions options = FaultBench.quick(topic).withKafka("group.instance.id", "only");
        try {
            // Without the right to mount, the limit on a process's files stands in for a small disk.
            WriterProcess full = mounted ? writer.start(options) : writer.startOnAFullDisk(options);
            assertThat(full.awaitEnd()).isEqualTo(1);
        } finally {
            writer.close();
            if (mounted) {
                new ProcessBuilder("umount", disk.toString()).start().waitFor();
            }
        }
        assertThat(writer.log()).contains("cannot write the staging file", "Nothing is lost", "--staging-dir");
        assertThat(bench.chain(topic, 0)).isEmpty();
        writer.start(options);
        bench.assertExactlyOnce(topic, 1, values);
    }

    @Test
    void onTermAWriterAbandonsWhatAStuckS3DoesNotTakeAndNothingIsLost() throws Exception {
        String topic = "stuck";
        bench.createTopic(topic, 1, Map.of());
        WriterOptions options = FaultBench.quick(topic).withKafka("group.instance.id", "only");
        int port = FreePorts.next();
        List<String> values = new ArrayList<>(bench.send(topic, 0, "s", 0, 9));
        Held stuck = bench.faults.hold(put(topic, 0), Fault.RESET_BEFORE);
        WriterProcess writer = bench.writer("stuck").start(options.with("--health-port", Integer.toString(port)));
        stuck.awaitArrival();
        values.addAll(bench.send(topic, 0, "s", 10, 14));
        eventually("it has read them", () -> page(port, "/metrics").contains("tillstream_writer_records_total 15.0"));
        assertThat(page(port, "/ready")).contains("reads 1 partitions");
        assertThat(page(port, "/live")).contains("live");

        long told = System.nanoTime();
        writer.terminate();
        assertThat(writer.awaitEnd()).as("not all was written").isEqualTo(1);
        assertThat(Duration.ofNanos(System.nanoTime() - told)).isLessThan(Duration.ofSeconds(100));
        stuck.release();
        assertThat(bench.chain(topic, 0)).isEmpty();

        writer.start(options);
        bench.assertExactlyOnce(topic, 1, values);
    }

    private static String page(int port, String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void everyFaultOfS3IsSurvivedByARunningWriter() throws Exception {
        String topic = "faults";
        bench.createTopic(topic, 1, Map.of());
        bench.faults.add(
                request -> request.method().equals("GET") && request.target().contains(topic),
                Fault.CUT_ANSWER,
                Fault.ERROR,
                Fault.RESET_BEFORE);
        WriterProcess writer = bench.writer("faults").start(FaultBench.quick(topic));
        List<String> values = new ArrayList<>();
        for (Fault fault : Fault.values()) {
            // A silent S3 costs 30 s; it is in the test of killed writers and in ./tillstream chaos.
            if (fault != Fault.TIMEOUT) {
                int next = values.size();
                long before = bench.proxy.counts().get(fault);
                bench.faults.add(put(topic, 0), fault);
                values.addAll(bench.send(topic, 0, "f", next, next + 2));
                eventually(fault + " was injected", () -> bench.proxy.counts().get(fault) > before);
                bench.awaitChainEnd(topic, 0, values.size());
            }
        }
        bench.assertExactlyOnce(topic, 1, values);
        assertThat(writer.alive()).isTrue();
        assertTheCheckSeesAMissingObject(topic);
    }

    private static void assertTheCheckSeesAMissingObject(String topic) throws IOException {
        BronzeObject gone = bench.chain(topic, 0).get(1);
        bench.remove(topic, gone);
        BronzeSummary bronze = bench.check(topic);
        assertThat(bronze.gaps()).isEqualTo(gone.last() - gone.first() + 1);
        assertThat(bronze.values().size()).isEqualTo((int) (bronze.records()));
    }

    /** Sends five values as soon as the partition exists for the producer. */
    private static List<String> sendWhenThere(String topic, int partition, String prefix) throws Exception {
        while (true) {
            try {
                return bench.send(topic, partition, prefix, 0, 4);
            } catch (ExecutionException e) {
                assertThat(e.getCause()).isInstanceOf(UnknownTopicOrPartitionException.class);
            }
        }
    }

    private static boolean isGone(String topic) throws InterruptedException {
        try {
            bench.admin.describeTopics(List.of(topic)).allTopicNames().get();
            return false;
        } catch (ExecutionException e) {
            return e.getCause() instanceof UnknownTopicOrPartitionException;
        }
    }

    private static OffsetAndMetadata committed(String group, String topic, int partition) throws Exception {
        return bench.admin
                .listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .get(new TopicPartition(topic, partition));
    }
}
