package io.tillstream.standins.s3.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Faults that a test asks for, each for the next request that fits. */
public final class FaultScript implements FaultSource {
    private static final int PATIENCE_SECONDS = 60;

    private final Deque<Line> lines = new ArrayDeque<>();

    private record Line(Predicate<S3Request> which, Optional<Fault> fault, Optional<Held> held) {}

    /** A request that waits at the proxy. */
    public static final class Held {
        private final CountDownLatch arrived = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        public void awaitArrival() throws InterruptedException {
            assertThat(arrived.await(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("the request came")
                    .isTrue();
        }

        public boolean hasArrived() {
            return arrived.getCount() == 0;
        }

        public void release() {
            released.countDown();
        }
    }

    /** Lets the faults befall the next requests that fit, in this order. */
    public synchronized void add(Predicate<S3Request> which, Fault... faults) {
        Arrays.stream(faults).forEach(fault -> lines.add(new Line(which, Optional.of(fault), Optional.empty())));
    }

    /** Holds the next request that fits until it is released; then it goes through. */
    public Held hold(Predicate<S3Request> which) {
        return hold(which, Optional.empty());
    }

    /** Holds the next request that fits until it is released; then the fault befalls it. */
    public Held hold(Predicate<S3Request> which, Fault fault) {
        return hold(which, Optional.of(fault));
    }

    private synchronized Held hold(Predicate<S3Request> which, Optional<Fault> fault) {
        Held held = new Held();
        lines.add(new Line(which, fault, Optional.of(held)));
        return held;
    }

    @Override
    public Optional<Fault> next(S3Request request) {
        Optional<Line> line = take(request);
        line.flatMap(Line::held).ifPresent(FaultScript::await);
        return line.flatMap(Line::fault);
    }

    private synchronized Optional<Line> take(S3Request request) {
        for (Iterator<Line> each = lines.iterator(); each.hasNext(); ) {
            Line line = each.next();
            if (line.which().test(request)) {
                each.remove();
                return Optional.of(line);
            }
        }
        return Optional.empty();
    }

    private static void await(Held held) {
        held.arrived.countDown();
        try {
            held.released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
