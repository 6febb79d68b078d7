package io.tillstream.writer.consume;

import io.tillstream.writer.error.TerminalException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Work beside the consumer's thread, and the way back: each piece of work returns what is then run on the consumer's
 * thread, the only one that touches the consumer and the machines. A failure of the work is thrown there as well.
 */
final class Background {
    private final Scheduler scheduler;
    private final BlockingQueue<Runnable> answers = new LinkedBlockingQueue<>();

    Background(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    void run(Duration delay, Supplier<Runnable> work) {
        scheduler.schedule(() -> answers.add(answer(work)), delay);
    }

    /** Runs the answers that are there. */
    void runAnswers() {
        for (Runnable answer = answers.poll(); answer != null; answer = answers.poll()) {
            answer.run();
        }
    }

    /**
     * Waits for an answer and runs it.
     *
     * @return false if none came in time
     */
    boolean awaitAnswer(Duration timeout) {
        try {
            Runnable answer = answers.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
            if (answer == null) {
                return false;
            }
            answer.run();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TerminalException("interrupted while waiting for the object store", e);
        }
    }

    private static Runnable answer(Supplier<Runnable> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            return () -> {
                throw e;
            };
        } catch (Error e) {
            return () -> {
                throw e;
            };
        }
    }
}
