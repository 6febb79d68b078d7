package io.tillstream.writer.consume;

import io.tillstream.lake.error.TerminalException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Work on other threads than the consumer's, and the way back: each piece of work returns what is then run on the consumer's
 * thread, the only one that touches the consumer and the machines. A failure of the work is thrown there as well.
 */
final class Background {
    private static final long FIRST_MILLIS = 100;
    private static final long LONGEST_MILLIS = 30_000;
    private static final int DOUBLINGS = 10;

    private final Scheduler scheduler;
    private final BlockingQueue<Runnable> answers = new LinkedBlockingQueue<>();

    Background(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /**
     * Runs the work, waiting before every attempt but the first.
     *
     * @param lane whose threads run it
     * @param attempt the attempt, from 1
     * @param work returns what to run on the consumer's thread
     */
    void run(Scheduler.Lane lane, int attempt, Supplier<Runnable> work) {
        scheduler.schedule(lane, () -> answers.add(answer(work)), pause(attempt));
    }

    /**
     * Returns how long to wait before an attempt: not at all before the first, then from 100 ms, doubling to half a minute.
     *
     * @param attempt the attempt to come, from 1
     */
    static Duration pause(int attempt) {
        return attempt <= 1
                ? Duration.ZERO
                : Duration.ofMillis(Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(DOUBLINGS, attempt - 2)));
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
