package io.tillstream.writer.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.writer.consume.Scheduler.Lane;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WorkerPoolTest {
    @Test
    void searchesThatTakeLongDoNotHoldUpPuts() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch searching = new CountDownLatch(WorkerPool.THREADS);
        CountDownLatch put = new CountDownLatch(1);
        CountDownLatch oneMore = new CountDownLatch(1);
        try (WorkerPool pool = new WorkerPool()) {
            for (int i = 0; i < WorkerPool.THREADS; i++) {
                pool.schedule(
                        Lane.SEARCHES,
                        () -> {
                            searching.countDown();
                            await(end);
                        },
                        Duration.ZERO);
            }
            assertThat(searching.await(10, TimeUnit.SECONDS)).isTrue();
            pool.schedule(Lane.SEARCHES, oneMore::countDown, Duration.ZERO);
            pool.schedule(Lane.PUTS, put::countDown, Duration.ZERO);

            assertThat(put.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(oneMore.getCount()).as("its lane is full").isEqualTo(1);
            end.countDown();
            assertThat(oneMore.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
