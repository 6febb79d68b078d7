package io.tillstream.writer.consume;

import io.tillstream.writer.chain.RotationReason;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the open files of a writer within its {@link MemoryBudget}. The largest file is closed first, because it makes the
 * best object. Where none is large enough to be one, or has an earlier range still on its way to S3, the file with the
 * most in memory writes it to disk, so that a memory limit does not make objects smaller.
 */
final class MemoryRelief {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryRelief.class);

    private final MemoryBudget budget;
    private long peak;

    MemoryRelief(MemoryBudget budget) {
        this.budget = budget;
    }

    /** Frees memory until the budget is kept. */
    void relieve(Collection<PartitionTask> tasks) {
        long held = held(tasks);
        while (held > budget.bytes()) {
            relieveOnce(tasks);
            long rest = held(tasks);
            if (rest >= held) {
                // Only what describes the files is left: the budget is below any use.
                return;
            }
            held = rest;
        }
        peak = Math.max(peak, held);
    }

    /** Returns the most memory that was ever taken after {@link #relieve}. */
    long peak() {
        return peak;
    }

    private void relieveOnce(Collection<PartitionTask> tasks) {
        Optional<PartitionTask> largest = tasks.stream()
                .filter(PartitionTask::closable)
                .max(Comparator.comparingLong(PartitionTask::openBytes))
                .filter(task -> task.openBytes() >= budget.minObjectBytes());
        if (largest.isPresent()) {
            largest.get().rotate(RotationReason.MEMORY);
            return;
        }
        tasks.stream().max(Comparator.comparingLong(PartitionTask::heldBytes)).ifPresent(task -> {
            LOG.debug("{} bytes of memory go to disk", task.heldBytes());
            task.spill();
        });
    }

    private static long held(Collection<PartitionTask> tasks) {
        long held = 0;
        for (PartitionTask task : tasks) {
            held += task.heldBytes();
        }
        return held;
    }
}
