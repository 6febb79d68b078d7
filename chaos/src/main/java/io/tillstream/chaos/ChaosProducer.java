package io.tillstream.chaos;

import io.tillstream.operations.command.CommandException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes known values in transactions, some of which it aborts, and knows the digest of each value that was committed. Runs
 * on its own thread; any thread may read the counters.
 */
final class ChaosProducer implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ChaosProducer.class);
    private static final int LARGEST_TRANSACTION = 60;
    private static final int ABORTED_IN = 7;

    private final Site site;
    private final String topic;
    private final String name;
    private final IntSupplier partitions;
    private final Allowance allowance;
    private final ChaosValues values;
    private final Random random;
    private final ValueDigest digest = new ValueDigest();
    private final Digests committed = new Digests();
    private final List<Unsettled> unsettled = new ArrayList<>();
    private final AtomicInteger aborted = new AtomicInteger();
    private volatile boolean ended;
    private volatile RuntimeException failure;
    private KafkaProducer<byte[], byte[]> producer;

    /**
     * A transaction whose end this producer has not heard of.
     *
     * @param witness the value of its first record, unlike any other
     * @param digests the digests of its values
     */
    record Unsettled(byte[] witness, List<Long> digests) {}

    /**
     * Makes one.
     *
     * @param name its transactional id
     * @param partitions how many partitions the topic has by now
     * @param allowance how many records may be committed by now
     */
    ChaosProducer(Site site, String topic, String name, IntSupplier partitions, Allowance allowance, long seed) {
        this.site = site;
        this.topic = topic;
        this.name = name;
        this.partitions = partitions;
        this.allowance = allowance;
        this.values = new ChaosValues(name, seed);
        this.random = new Random(seed);
    }

    /** Writes until the allowance is used up for good, or the thread is interrupted. */
    @Override
    public void run() {
        try {
            int size = allowance.take(1 + random.nextInt(LARGEST_TRANSACTION));
            while (size > 0) {
                if (random.nextInt(ABORTED_IN) == 0) {
                    transaction(1 + random.nextInt(LARGEST_TRANSACTION), false);
                }
                allowance.giveBack(size - transaction(size, true));
                size = allowance.take(1 + random.nextInt(LARGEST_TRANSACTION));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure = e;
        } finally {
            close();
            ended = true;
        }
    }

    /** Returns whether it has nothing more to write. */
    boolean ended() {
        return ended;
    }

    /**
     * Makes sure that it wrote all it could.
     *
     * @throws CommandException.Failed if it broke off
     */
    void requireSound() {
        if (failure != null) {
            throw new CommandException.Failed(name + " stopped early: " + failure, failure);
        }
    }

    /** Returns the digests of the values in committed transactions. */
    Digests committed() {
        return committed;
    }

    /** Returns the transactions that Kafka has to be asked about. */
    synchronized List<Unsettled> unsettled() {
        return List.copyOf(unsettled);
    }

    /** Returns how many transactions were aborted. */
    int aborted() {
        return aborted.get();
    }

    /** Returns how many records are settled, committed or not known. */
    private int transaction(int size, boolean commit) throws InterruptedException {
        List<Long> digests = new ArrayList<>();
        boolean ending = false;
        ChaosValue first = values.sale();
        try {
            open();
            producer.beginTransaction();
            for (int i = 0; i < size; i++) {
                ChaosValue value = i == 0 ? first : values.next();
                var unused = producer.send(
                        new ProducerRecord<>(topic, random.nextInt(partitions.getAsInt()), null, value.bytes()));
                digests.add(value.digest(digest));
            }
            if (!commit) {
                producer.flush();
                producer.abortTransaction();
                aborted.incrementAndGet();
                return 0;
            }
            producer.flush();
            ending = true;
            commit();
            digests.forEach(committed::add);
            return size;
        } catch (KafkaException e) {
            LOG.info("{}: a transaction of {} records failed, ending: {}", name, size, ending, e);
            close();
            if (!ending) {
                // The next initTransactions aborts it.
                aborted.incrementAndGet();
                return 0;
            }
            synchronized (this) {
                unsettled.add(new Unsettled(first.bytes(), List.copyOf(digests)));
            }
            return size;
        }
    }

    private void open() throws InterruptedException {
        while (producer == null) {
            KafkaProducer<byte[], byte[]> opened = new KafkaProducer<>(
                    Map.of(
                            "bootstrap.servers",
                            site.bootstrapServers(),
                            "transactional.id",
                            name,
                            "metadata.max.age.ms",
                            2_000,
                            "enable.metrics.push",
                            false,
                            "linger.ms",
                            2),
                    new ByteArraySerializer(),
                    new ByteArraySerializer());
            try {
                opened.initTransactions();
                producer = opened;
            } catch (KafkaException e) {
                LOG.info("{}: the broker is not up yet", name, e);
                opened.close(Duration.ZERO);
                Thread.sleep(500);
            }
        }
    }

    /** A commit that timed out may be asked for again, and only that: Kafka remembers its own answer. */
    private void commit() {
        while (true) {
            try {
                producer.commitTransaction();
                return;
            } catch (TimeoutException e) {
                LOG.info("{}: the commit is not confirmed yet", name);
            }
        }
    }

    private void close() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }
}
