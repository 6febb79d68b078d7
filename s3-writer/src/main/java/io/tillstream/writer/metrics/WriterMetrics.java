package io.tillstream.writer.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.tillstream.aws.s3.PutOutcome;
import io.tillstream.writer.chain.RotationReason;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The writer's meters. Names, units and meaning are listed in {@code docs/how-to/operating-the-writer.md}, which a test keeps
 * complete. Safe for use by several threads.
 */
public final class WriterMetrics {
    /** How all names begin. */
    public static final String PREFIX = "tillstream.writer.";

    private static final double[] PERCENTILES = {0.5, 0.99};
    private static final double MILLIS_PER_SECOND = 1_000;

    /** A poll, a rebalance with its drain and a synchronous commit all take less. */
    private static final Duration LONGEST_TURN = Duration.ofMinutes(2);

    private final MeterRegistry registry;
    private final Counter records;
    private final Counter bytes;
    private final Counter corruptRows;
    private final Counter objects;
    private final Counter bronzeBytes;
    private final Counter adoptions;
    private final Map<RotationReason, Counter> rotations = new EnumMap<>(RotationReason.class);
    private final AtomicLong newestInBronze;
    private volatile LoopState state = LoopState.STARTING;
    private volatile long lastTurn;

    /** Makes meters in a registry, whose clock is the one that counts. */
    public WriterMetrics(MeterRegistry registry) {
        this.registry = registry;
        records = counter("records", "Kafka records read", null);
        bytes = counter("bytes", "bytes of the values of these records", BaseUnits.BYTES);
        corruptRows = counter("corrupt.rows", "rows that are not sales", "rows");
        objects = counter("bronze.objects", "objects created", "objects");
        bronzeBytes = counter("bronze.bytes", "bytes of these objects", BaseUnits.BYTES);
        adoptions = counter("adoptions", "creations that found the object there already (412)", "objects");
        for (RotationReason reason : RotationReason.values()) {
            rotations.put(
                    reason,
                    Counter.builder(PREFIX + "rotations")
                            .description("ranges closed, by reason")
                            .tag("reason", reason.name().toLowerCase(java.util.Locale.ROOT))
                            .register(registry));
        }
        newestInBronze = new AtomicLong(registry.config().clock().wallTime());
        lastTurn = registry.config().clock().monotonicTime();
        gauge("partitions", "partitions assigned to this writer", "partitions", one -> one.state.partitions());
        gauge("open.files", "staging files, open or being written", "files", one -> one.state.openFiles());
        gauge("lag.records", "offsets that are not in Bronze yet", "records", one -> one.state.lagOffsets());
        gauge("lag", "age of the oldest record that was read but is not in Bronze", "seconds", WriterMetrics::lag);
        gauge(
                "freshness",
                "age of the newest record that this writer put in Bronze",
                "seconds",
                one -> one.age(one.newestInBronze.get()));
    }

    /** Returns the registry of these meters. */
    public MeterRegistry registry() {
        return registry;
    }

    /** Counts records that were polled. */
    public void read(List<ConsumerRecord<byte[], byte[]>> polled) {
        long sum = 0;
        for (ConsumerRecord<byte[], byte[]> record : polled) {
            sum += Math.max(0, record.serializedValueSize());
        }
        records.increment(polled.size());
        bytes.increment(sum);
    }

    /**
     * Counts a closed range.
     *
     * @param reason why it was closed
     * @param corrupt how many of its rows are not sales
     */
    public void rotated(RotationReason reason, long corrupt) {
        rotations.get(reason).increment();
        corruptRows.increment(corrupt);
    }

    /** Records in Bronze reach to this Kafka timestamp now, in milliseconds since 1970. */
    public void reached(long newestMillis) {
        newestInBronze.accumulateAndGet(newestMillis, Math::max);
    }

    /** The loop has taken a turn. */
    public void turned() {
        lastTurn = registry.config().clock().monotonicTime();
    }

    /** The loop tells what it holds. */
    public void observed(LoopState now) {
        state = now;
    }

    /** Returns what the loop held when it last told. */
    public LoopState state() {
        return state;
    }

    /** Returns whether the loop still turns: otherwise only a new process helps. */
    public boolean isLive() {
        return registry.config().clock().monotonicTime() - lastTurn < LONGEST_TURN.toNanos();
    }

    /** Returns whether the writer has joined its group and reads all of its share. */
    public boolean isReady() {
        LoopState now = state;
        return now.joined() && now.finding() == 0;
    }

    /** Counts a request to the object store. */
    void requested(String operation) {
        registry.counter(PREFIX + "store.requests", "operation", operation).increment();
    }

    /** Times the creation of an object. */
    void put(PutOutcome outcome, long nanos, long size) {
        putTimer(outcome.name()).record(nanos, TimeUnit.NANOSECONDS);
        switch (outcome) {
            case CREATED -> {
                objects.increment();
                bronzeBytes.increment(size);
            }
            case EXISTS -> adoptions.increment();
            case CONFLICT -> {
                // It is tried again.
            }
        }
    }

    /** Times a creation that got no answer or a refusal. */
    void putFailed(long nanos) {
        putTimer("failed").record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer putTimer(String outcome) {
        return Timer.builder(PREFIX + "put")
                .description("how long it takes to create an object")
                .tag("outcome", outcome.toLowerCase(java.util.Locale.ROOT))
                .publishPercentiles(PERCENTILES)
                .register(registry);
    }

    private double lag() {
        long oldest = state.oldestWaitingMillis();
        return oldest == LoopState.NONE ? 0 : age(oldest);
    }

    private double age(long millis) {
        return Math.max(0, registry.config().clock().wallTime() - millis) / MILLIS_PER_SECOND;
    }

    private Counter counter(String name, String description, String unit) {
        return Counter.builder(PREFIX + name)
                .description(description)
                .baseUnit(unit)
                .register(registry);
    }

    private void gauge(String name, String description, String unit, ToDoubleFunction<WriterMetrics> value) {
        Gauge.builder(PREFIX + name, this, value)
                .description(description)
                .baseUnit(unit)
                .strongReference(true)
                .register(registry);
    }
}
