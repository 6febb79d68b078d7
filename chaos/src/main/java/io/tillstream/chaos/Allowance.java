package io.tillstream.chaos;

/** How many records may be written by now, so that they are spread over all faults. Safe for use by several threads. */
final class Allowance {
    private final long total;
    private long allowed;
    private long taken;

    /** Makes one that ends at {@code total}. */
    Allowance(long total) {
        this.total = total;
    }

    /** Raises the total number of allowed records to at least this many. */
    synchronized void raiseTo(long records) {
        allowed = Math.max(allowed, Math.min(total, records));
        notifyAll();
    }

    /** Allows some more than have been taken. */
    synchronized void raiseBy(long records) {
        raiseTo(taken + records);
    }

    /**
     * Takes up to {@code records}, and waits until there is one at least.
     *
     * @return 0 when all were taken
     */
    synchronized int take(int records) throws InterruptedException {
        while (taken >= allowed && taken < total) {
            wait();
        }
        int got = (int) Math.min(records, allowed - taken);
        taken += got;
        return got;
    }

    /** Takes back what was not written. */
    synchronized void giveBack(int records) {
        taken -= records;
    }
}
