package io.tillstream.writer.consume;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tillstream.aws.s3.ObjectContent;
import io.tillstream.aws.s3.ObjectHead;
import io.tillstream.aws.s3.ObjectStore;
import io.tillstream.aws.s3.PutOutcome;
import io.tillstream.writer.metrics.WriterMetrics;
import io.tillstream.writer.stage.StagingDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/** A writer's loop at full speed in a process of its own, for {@link WriterMemoryTest}. Prints what it saw as one line. */
public final class MemoryFlood {
    private static final long MEBI = 1024 * 1024;

    private MemoryFlood() {}

    /** Arguments: staging directory, partitions, records, memory budget and smallest object in MiB. */
    public static void main(String[] args) throws IOException {
        List<TopicPartition> partitions = IntStream.range(0, Integer.parseInt(args[1]))
                .mapToObj(partition -> new TopicPartition(FakeTopic.NAME, partition))
                .toList();
        long records = Long.parseLong(args[2]);
        MemoryBudget budget = new MemoryBudget(Long.parseLong(args[3]) * MEBI, Long.parseLong(args[4]) * MEBI);
        CountingStore store = new CountingStore();
        FloodConsumer consumer = new FloodConsumer(partitions);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        ExecutorService background = Executors.newFixedThreadPool(4);
        try (StagingDirectory staging = StagingDirectory.open(Path.of(args[0]))) {
            WriterLoop loop = new WriterLoop(
                    consumer,
                    consumer,
                    store,
                    new ChainFinder(FakeTopic.NAME, consumer, store, List.of()),
                    staging,
                    new Rotation(Long.MAX_VALUE, 128 * MEBI, Duration.ofHours(1), budget),
                    (lane, work, delay) -> background.execute(work),
                    System::nanoTime,
                    new WriterMetrics(meters));
            consumer.subscribe(List.of(FakeTopic.NAME), loop);
            consumer.schedulePollTask(() -> {
                consumer.rebalance(List.of());
                consumer.rebalance(partitions);
            });
            while (consumer.polled() < records) {
                loop.step();
            }
            loop.stop();
            loop.run(FakeTopic.NAME);
            double byMemory = meters.get(WriterMetrics.PREFIX + "rotations")
                    .tag("reason", "memory")
                    .counter()
                    .count();
            long small = store.sizes.stream()
                    .filter(size -> size < budget.minObjectBytes())
                    .count();
            System.out.printf(
                    "polled=%d written=%d objects=%d small=%d by_memory=%.0f peak_memory=%d resident=%d%n",
                    consumer.polled(),
                    store.records,
                    store.sizes.size(),
                    small,
                    byMemory,
                    loop.peakMemory(),
                    resident());
        } finally {
            background.shutdownNow();
        }
    }

    /** Returns the most memory that the process ever had, in bytes, or 0 where the system does not tell. */
    private static long resident() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                ? Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmHWM:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                        .sum()
                : 0;
    }

    /** A bucket that takes everything and keeps only what it was told. */
    private static final class CountingStore implements ObjectStore {
        private final List<Long> sizes = Collections.synchronizedList(new ArrayList<>());
        private long records;

        @Override
        public synchronized PutOutcome create(String key, Path file, Map<String, String> metadata) {
            try {
                sizes.add(Files.size(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            records += Long.parseLong(metadata.get("records"));
            return PutOutcome.CREATED;
        }

        @Override
        public Optional<ObjectHead> head(String key) {
            return Optional.empty();
        }

        @Override
        public Iterator<String> keysAfter(String prefix, String after) {
            return Collections.emptyIterator();
        }

        @Override
        public Optional<ObjectContent> get(String key) {
            return Optional.empty();
        }

        @Override
        public boolean putIfAbsent(String key, byte[] json) {
            throw new UnsupportedOperationException("the writer creates Bronze objects only");
        }

        @Override
        public void put(String key, byte[] json) {
            throw new UnsupportedOperationException("the writer overwrites nothing");
        }

        @Override
        public List<String> childPrefixes(String prefix) {
            throw new UnsupportedOperationException("the writer knows its chains");
        }

        @Override
        public String uri(String key) {
            return "counting://" + key;
        }
    }
}
