package io.tillstream.chaos;

import io.tillstream.operations.command.CommandException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * The writers of a run: which are up, frozen, or about to be started again. A writer that ends by itself is started again,
 * as an operator's platform does; one that asks for a person ends the run. Not thread-safe.
 */
final class WriterSlots implements AutoCloseable {
    private static final int MANUAL_ACTION = 3;
    private static final long SECOND = 1_000_000_000L;

    private final List<Slot> slots;
    private final WriterOptions options;
    private final Random random;
    private final LongSupplier nanoTime;
    private int starts;
    private int unasked;

    /** One writer: its process, and when to start or thaw it next. */
    private static final class Slot {
        private final WriterProcess process;
        private boolean down = true;
        private boolean asked = true;
        private long startAt;
        private long thawAt = Long.MAX_VALUE;
        private long leaveAt = Long.MAX_VALUE;
        private final boolean guest;

        Slot(WriterProcess process, boolean guest) {
            this.process = process;
            this.guest = guest;
        }
    }

    /** Makes the slots of {@code count} writers and of one guest that comes and goes. */
    WriterSlots(Site site, WriterOptions options, int count, long seed, LongSupplier nanoTime) {
        this.options = options;
        this.random = new Random(seed);
        this.nanoTime = nanoTime;
        Function<Integer, Slot> slot = i -> new Slot(new WriterProcess(site, "writer-" + i), i == count);
        this.slots = new ArrayList<>(
                IntStream.rangeClosed(0, count).boxed().map(slot).toList());
        long now = nanoTime.getAsLong();
        slots.forEach(each -> each.startAt = each.guest ? Long.MAX_VALUE : now);
    }

    /**
     * Does what is due: notices ends, starts, thaws, ends the guest.
     *
     * @throws CommandException.ManualActionRequired if a writer asked for a person
     */
    void tick() {
        long now = nanoTime.getAsLong();
        for (Slot slot : slots) {
            if (!slot.down && !slot.process.alive()) {
                ended(slot, now);
            }
            if (slot.down && now - slot.startAt >= 0 && slot.startAt != Long.MAX_VALUE) {
                start(slot);
            }
            if (slot.thawAt != Long.MAX_VALUE && now - slot.thawAt >= 0) {
                slot.process.thaw();
                slot.thawAt = Long.MAX_VALUE;
            }
            if (slot.leaveAt != Long.MAX_VALUE && now - slot.leaveAt >= 0) {
                slot.leaveAt = Long.MAX_VALUE;
                slot.asked = true;
                slot.process.terminate();
            }
        }
    }

    /** Returns a writer that is up and not frozen, if more than one is; the rest must get on with the work. */
    OptionalInt victim() {
        int[] up = IntStream.range(0, slots.size())
                .filter(i -> !slots.get(i).guest && isWorking(slots.get(i)))
                .toArray();
        return up.length < 2 ? OptionalInt.empty() : OptionalInt.of(up[random.nextInt(up.length)]);
    }

    void kill(int victim) {
        Slot slot = slots.get(victim);
        slot.asked = true;
        slot.process.kill();
    }

    void terminate(int victim) {
        Slot slot = slots.get(victim);
        slot.asked = true;
        slot.process.terminate();
    }

    /** Stops a writer for longer than its session lasts. */
    void freeze(int victim) {
        Slot slot = slots.get(victim);
        slot.process.freeze();
        slot.thawAt = nanoTime.getAsLong() + (7 + random.nextInt(3)) * SECOND;
    }

    /** Kills a writer and starts it where no file can grow; it is started again when it has given up. */
    void fillDisk(int victim) {
        Slot slot = slots.get(victim);
        slot.process.kill();
        slot.process.startOnAFullDisk(options);
        starts++;
        slot.asked = true;
        // One that has nothing to write notices nothing.
        slot.leaveAt = nanoTime.getAsLong() + 12 * SECOND;
    }

    /** Returns whether the guest is away. */
    boolean guestIsAway() {
        return guest().down;
    }

    /** Has one more writer join for some seconds. */
    void invite() {
        Slot guest = guest();
        start(guest);
        guest.leaveAt = nanoTime.getAsLong() + (5 + random.nextInt(4)) * SECOND;
    }

    /**
     * Ends all writers, in order where they can.
     *
     * @return how many there were
     */
    int terminateAll() {
        int ended = 0;
        for (Slot slot : slots) {
            slot.process.thaw();
            slot.thawAt = Long.MAX_VALUE;
            slot.leaveAt = Long.MAX_VALUE;
            slot.asked = true;
            if (slot.process.alive()) {
                slot.process.terminate();
                ended++;
            }
        }
        for (Slot slot : slots) {
            if (slot.process.alive()) {
                slot.process.awaitEnd();
            }
        }
        return ended;
    }

    /** Thaws whom it froze and lets everybody but the guest work from now on. */
    void calm() {
        slots.forEach(slot -> {
            slot.process.thaw();
            slot.thawAt = Long.MAX_VALUE;
        });
        if (!guest().down && guest().leaveAt != Long.MAX_VALUE) {
            guest().leaveAt = nanoTime.getAsLong();
        }
        tick();
    }

    /** Returns how many times a writer was started. */
    int starts() {
        return starts;
    }

    /** Returns how many writers ended that nobody had asked to. */
    int unasked() {
        return unasked;
    }

    @Override
    public void close() {
        slots.forEach(slot -> slot.process.close());
    }

    private void start(Slot slot) {
        slot.process.start(options);
        slot.down = false;
        slot.asked = false;
        starts++;
    }

    private void ended(Slot slot, long now) {
        if (slot.process.awaitEnd() == MANUAL_ACTION) {
            throw new CommandException.ManualActionRequired(
                    "A writer stopped for manual action although no fault required it:\n" + slot.process.lastErrors());
        }
        if (!slot.asked) {
            unasked++;
        }
        slot.down = true;
        slot.thawAt = Long.MAX_VALUE;
        slot.leaveAt = Long.MAX_VALUE;
        slot.startAt = slot.guest ? Long.MAX_VALUE : now + random.nextInt(2_000) * (SECOND / 1_000);
    }

    private static boolean isWorking(Slot slot) {
        return !slot.down && slot.thawAt == Long.MAX_VALUE && slot.process.alive();
    }

    private Slot guest() {
        return slots.get(slots.size() - 1);
    }
}
