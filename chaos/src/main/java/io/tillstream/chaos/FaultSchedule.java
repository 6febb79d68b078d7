package io.tillstream.chaos;

import io.tillstream.standins.s3.fault.Fault;
import io.tillstream.standins.s3.fault.FaultSource;
import io.tillstream.standins.s3.fault.S3Request;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * The faults of a run in the order in which they happen, made from a seed. Faults of HTTP requests are taken by the proxy,
 * those of processes by the run; neither overtakes the other. Safe for use by several threads.
 */
final class FaultSchedule implements FaultSource {
    /** A run of at least this many faults has requests without an answer; each costs a writer the 30 s that it waits. */
    static final int TIMEOUTS_FROM = 100;

    private static final double SHARE_OF_REQUESTS = 0.5;

    /** Time between two request faults; closer together, they could keep a writer from ever listing a long chain. */
    private static final long NANOS_APART = 200_000_000L;

    private final List<Planned> plan = new ArrayList<>();
    private final Random random;
    private final LongSupplier nanoTime;
    private final Map<String, Integer> counts = new TreeMap<>();
    private int done;
    private long lastRequestFault;

    private sealed interface Planned {}

    private record OfRequest(Fault fault) implements Planned {}

    private record OfProcess(ProcessFault fault) implements Planned {}

    /**
     * Makes a schedule.
     *
     * @param faults how many
     * @param writers how many writers there are
     * @param nanoTime a clock for durations, in nanoseconds
     */
    FaultSchedule(int faults, int writers, long seed, LongSupplier nanoTime) {
        this.random = new Random(seed);
        this.nanoTime = nanoTime;
        this.lastRequestFault = nanoTime.getAsLong() - NANOS_APART;
        processes(faults, writers).forEach((fault, count) -> {
            plan.addAll(Collections.nCopies(count, new OfProcess(fault)));
        });
        int requests = faults - plan.size();
        int timeouts = faults >= TIMEOUTS_FROM ? Math.max(1, requests * 3 / 100) : 0;
        plan.addAll(Collections.nCopies(timeouts, new OfRequest(Fault.TIMEOUT)));
        Fault[] kinds = Fault.values();
        for (int i = 0; plan.size() < faults; i++) {
            Fault fault = kinds[i % kinds.length];
            if (fault != Fault.TIMEOUT) {
                plan.add(new OfRequest(fault));
            }
        }
        Collections.shuffle(plan, random);
    }

    /** Returns how many faults of each kind a run has; at most a tenth of all faults are deaths of processes. */
    static Map<ProcessFault, Integer> processes(int faults, int writers) {
        Map<ProcessFault, Integer> counts = new TreeMap<>();
        counts.put(ProcessFault.BROKER_KILLED, share(faults, 5, 20));
        counts.put(ProcessFault.FULL_DISK, share(faults, 5, 50));
        counts.put(ProcessFault.GROUP_RESET, faults / 330);
        counts.put(ProcessFault.REBALANCE, faults * 8 / 1000);
        counts.put(ProcessFault.WRITER_TERMINATED, faults * 15 / 1000);
        counts.put(ProcessFault.WRITER_FROZEN, share(faults, 30, 10));
        counts.put(ProcessFault.PARTITION_ADDED, faults >= 500 ? 2 : faults >= 20 ? 1 : 0);
        int deaths = counts.entrySet().stream()
                .mapToInt(count -> count.getKey().deaths(writers) * count.getValue())
                .sum();
        counts.put(ProcessFault.WRITER_KILLED, Math.max(0, Math.min(faults / 10 - deaths, share(faults, 55, 10))));
        return counts;
    }

    private static int share(int faults, int perThousand, int oneFrom) {
        return Math.max(faults * perThousand / 1000, faults >= oneFrom ? 1 : 0);
    }

    @Override
    public synchronized Optional<Fault> next(S3Request request) {
        if (done < plan.size()
                && plan.get(done) instanceof OfRequest due
                && due.fault().fits(request)
                && nanoTime.getAsLong() - lastRequestFault >= NANOS_APART
                && random.nextDouble() < SHARE_OF_REQUESTS) {
            lastRequestFault = nanoTime.getAsLong();
            done(due.fault().code());
            return Optional.of(due.fault());
        }
        return Optional.empty();
    }

    /** Returns the fault of a process that is due, until it is {@link #injected}. */
    synchronized Optional<ProcessFault> due() {
        return done < plan.size() && plan.get(done) instanceof OfProcess due
                ? Optional.of(due.fault())
                : Optional.empty();
    }

    /** The fault that was due has happened. */
    synchronized void injected(ProcessFault fault) {
        if (due().filter(fault::equals).isEmpty()) {
            throw new IllegalStateException(fault + " is not due");
        }
        done(fault.code());
    }

    /** Returns how many faults have happened. */
    synchronized int done() {
        return done;
    }

    /** Returns how many faults of each kind have happened. */
    synchronized Map<String, Integer> counts() {
        return new TreeMap<>(counts);
    }

    private void done(String code) {
        done++;
        counts.merge(code, 1, Integer::sum);
    }
}
