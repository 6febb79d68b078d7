package io.tillstream.local.pipeline;

import io.tillstream.local.process.Waiting;
import io.tillstream.local.topics.Topic;
import io.tillstream.operations.audit.BronzeChains;
import io.tillstream.operations.audit.BronzeObject;
import io.tillstream.operations.audit.PartitionKey;
import io.tillstream.operations.command.CommandException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Waits until Bronze holds everything up to given offsets. The writer's committed offsets are cheap to ask for and show the
 * progress; but a writer killed between PUT and commit has more in Bronze than it committed, and only the chain decides
 * (invariant 1). So the chain is read once the commits are there, and when they do not advance.
 */
final class BronzeWait {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final long LOOK_AFTER_NANOS = Duration.ofSeconds(2).toNanos();
    private static final Duration STALL = Duration.ofMinutes(2);

    private final Instance instance;
    private final Topic topic;
    private final BronzeChains chains;
    private final Map<PartitionKey, Long> ends;
    private final long total;

    /** @param ends end of each partition */
    BronzeWait(Instance instance, Topic topic, BronzeChains chains, Map<PartitionKey, Long> ends) {
        this.instance = instance;
        this.topic = topic;
        this.chains = chains;
        this.ends = Map.copyOf(ends);
        this.total = ends.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Returns when everything is in Bronze.
     *
     * @param progress hears how many offsets are
     * @throws CommandException.Failed when nothing moves for two minutes, or a child died
     */
    void run(LongConsumer progress) {
        long best = -1;
        long moved = System.nanoTime();
        long looked = moved;
        while (true) {
            long committed = Math.min(total, topic.committedByWriter());
            long now = System.nanoTime();
            if (committed > best) {
                best = committed;
                moved = now;
            }
            progress.accept(best);
            if (committed == total || now - Math.max(moved, looked) > LOOK_AFTER_NANOS) {
                if (chainsReachTheEnds()) {
                    return;
                }
                looked = now;
            }
            instance.supervisor().check();
            if (now - moved > STALL.toNanos()) {
                throw new CommandException.Failed("The s3-writer made no progress for " + STALL.toMinutes()
                        + " minutes at " + best + " of " + total + " records. Its log: "
                        + instance.programs().directory().logs().resolve("s3-writer.log"));
            }
            Waiting.pause(POLL);
        }
    }

    private boolean chainsReachTheEnds() {
        Map<PartitionKey, List<BronzeObject>> bronze = chains.read();
        return ends.entrySet().stream()
                .allMatch(end -> bronze.getOrDefault(end.getKey(), List.of()).stream()
                                        .mapToLong(BronzeObject::last)
                                        .max()
                                        .orElse(-1)
                                + 1
                        >= end.getValue());
    }
}
