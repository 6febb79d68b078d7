package io.tillstream.local.process;

import io.tillstream.operations.command.CommandException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what cannot be waited on otherwise: tightly, and never past the death of a child. */
public final class Waiting {
    private static final Duration POLL = Duration.ofMillis(20);

    private Waiting() {}

    /**
     * Returns as soon as the condition holds.
     *
     * @param supervisor is asked between looks whether all children live
     * @param timeout how long to wait at most
     * @param what says what did not happen in time
     * @throws CommandException.Failed after the timeout, or when a child died
     */
    public static void until(
            BooleanSupplier condition, Supervisor supervisor, Duration timeout, Supplier<String> what) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!condition.getAsBoolean()) {
            supervisor.check();
            if (System.nanoTime() >= deadline) {
                throw new CommandException.Failed(what.get());
            }
            pause(POLL);
        }
    }

    /** Sleeps; an interrupt ends the run. */
    public static void pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException.Failed("Interrupted", e);
        }
    }
}
