package io.tillstream.writer.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.lake.BronzeMetadata;
import io.tillstream.lake.BronzeObject;
import io.tillstream.lake.error.RetryableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What heals by itself heals: an outage of a day ends with everything in Bronze within five minutes of its end, without a
 * person and without a restart. The clock is simulated, and work beside the consumer waits for its delay.
 */
class WriterOutageTest extends WriterLoopFixture {
    private static final RetryableException AWAY = new RetryableException("503 Slow Down", null);
    private static final int TURN_SECONDS = 5;
    private static final int DAY_SECONDS = 24 * 60 * 60;
    private static final int HEALED_SECONDS = 5 * 60;

    /** Attempts at intervals of half a minute, and the first ones, which come sooner. */
    private static final int MOST_ATTEMPTS = DAY_SECONDS / 30 + 20;

    private record Due(long at, Runnable work) {}

    private final PriorityQueue<Due> waiting = new PriorityQueue<>(Comparator.comparingLong(Due::at));
    private final Deque<Runnable> ready = new ArrayDeque<>();
    private int sales;
    private int mostStagingFiles;

    @BeforeEach
    void delayWork() {
        scheduler = (lane, work, delay) -> waiting.add(new Due(now + delay.toNanos(), work));
    }

    @Test
    void aDayWithoutTheStore() {
        start(P0);
        pass(600, true);
        assertThat(inBronze()).isPositive();
        int before = lake.creations();

        lake.outage(AWAY);
        pass(DAY_SECONDS, true);
        assertThat(lake.creations() - before).isBetween(MOST_ATTEMPTS / 2, MOST_ATTEMPTS);
        assertThat(mostStagingFiles)
                .as("what waits for the store does not fill the disk")
                .isLessThan(5);

        lake.outage(null);
        assertHeals();
    }

    @Test
    void aDayWithoutTheStoreFromTheStart() {
        lake.outage(AWAY);
        start(P0);
        pass(DAY_SECONDS, true);
        assertThat(lake.objects()).isEmpty();

        lake.outage(null);
        assertHeals();
    }

    @Test
    void aDayWithoutBrokers() {
        start(P0);
        pass(600, true);

        consumer.brokersAway(true);
        topic.failNext(Integer.MAX_VALUE);
        pass(DAY_SECONDS, false);
        assertThat(inBronze())
                .as("what was read before is written as far as it can be")
                .isLessThanOrEqualTo(sales);

        consumer.brokersAway(false);
        topic.failNext(0);
        assertHeals();
    }

    @Test
    void aDayInWhichEveryAnswerOfTheStoreIsLost() {
        start(P0);
        pass(600, true);
        for (int i = 0; i < 50; i++) {
            lake.failNext((key, bytes, metadata) -> {
                lake.put(key, bytes, metadata);
                throw AWAY;
            });
        }
        pass(DAY_SECONDS / 4, true);
        assertHeals();
    }

    @Test
    void storeAndBrokersComeAndGo() {
        start(P0);
        for (int hour = 0; hour < 24; hour++) {
            lake.outage(hour % 2 == 0 ? AWAY : null);
            consumer.brokersAway(hour % 3 == 0);
            topic.failNext(hour % 3 == 0 ? Integer.MAX_VALUE : 0);
            pass(3_600, hour % 3 != 0);
        }
        lake.outage(null);
        consumer.brokersAway(false);
        topic.failNext(0);
        assertHeals();
    }

    private void assertHeals() {
        long ended = now;
        int sold = sales;
        while (inBronze() < sold
                && now - ended < Duration.ofSeconds(HEALED_SECONDS).toNanos()) {
            turn(true);
        }
        assertThat(inBronze()).as("sales in Bronze five minutes after the end").isGreaterThanOrEqualTo(sold);
        // Nothing more is sold: what is left is written after the time that a range is open at most.
        pass(180, false);
        assertThat(inBronze()).isEqualTo(sales);
        assertThat(stagingFiles()).hasSizeLessThan(2);
    }

    private void pass(int seconds, boolean selling) {
        for (int i = 0; i < seconds / TURN_SECONDS; i++) {
            turn(selling);
        }
    }

    private void turn(boolean selling) {
        seconds(TURN_SECONDS);
        if (selling && now / 1_000_000_000L % 60 == 0) {
            topic.append(0, "sale " + sales++);
        }
        while (!waiting.isEmpty() && waiting.peek().at() <= now) {
            ready.add(waiting.poll().work());
        }
        while (!ready.isEmpty()) {
            ready.poll().run();
        }
        loop.step();
        if (now / 1_000_000_000L % 600 == 0) {
            mostStagingFiles = Math.max(mostStagingFiles, stagingFiles().size());
        }
    }

    /** Counts the records of the chain, which must have neither a gap nor an overlap. */
    private long inBronze() {
        long next = 0;
        long records = 0;
        for (String key : lake.objects().keySet()) {
            if (CHAIN.firstOffset(key).isPresent()) {
                BronzeObject object = BronzeMetadata.parse(
                        CHAIN.firstOffset(key).orElseThrow(),
                        lake.objects().get(key).metadata());
                assertThat(object.first()).as("the chain is whole").isEqualTo(next);
                next = object.last() + 1;
                records += object.records();
            }
        }
        return records;
    }
}
