package io.tillstream.loader;

import static io.tillstream.loader.LoaderTestBed.notification;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.lake.error.PipelineException;
import io.tillstream.lake.error.RetryableException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What heals by itself heals: an outage of any length ends with everything loaded within five minutes of its end, without a
 * person. The clock is simulated; the loader is woken every minute, as its schedule on AWS does, and every wake-up is a cold
 * start. The Data API forgets its tokens after 8 hours.
 */
@Execution(ExecutionMode.CONCURRENT)
class OutageTest {
    private static final String CONFLICT = "ERROR: 1023 DETAIL: Serializable isolation violation on table - 119371";
    private static final String REDRIVE = "{\"wake\":\"redrive\"}";
    private static final int MINUTES_TO_HEAL = 5;

    private LoaderTestBed bed;

    @BeforeEach
    void start() throws IOException {
        bed = new LoaderTestBed();
        bed.sweepEvery(Duration.ofMinutes(60));
    }

    @AfterEach
    void stop() {
        bed.close();
    }

    /** One attempt in three minutes at most, because each keeps the warehouse awake. */
    @Test
    void aDayOfConflictsHealsByItself() {
        bed.publish(1);
        bed.warehouse.failAlways(CONFLICT);
        pass(60);
        assertThat(bed.warehouse.loadsRun()).isBetween(60 / 4, 60 / 3 + 10);
        pass(23 * 60 / 4, Duration.ofMinutes(4));
        assertThat(bed.warehouse.loadsRun()).isGreaterThan(24 * 60 / 4);
        bed.warehouse.heal();
        assertHeals();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ERROR: S3ServiceException:Service Unavailable,Status 503,Error ServiceUnavailable",
                "ERROR: disk full DETAIL: error: Disk Full",
                "ERROR: out of memory",
                "ERROR: Query (77) cancelled on user's request: statement timeout",
                "ERROR: connection to the server was lost",
                "ERROR: words that nobody has seen before",
            })
    void whateverTheWarehouseFailsByForNineHoursHealsByItself(String error) {
        bed.publish(1);
        bed.publish(2);
        bed.warehouse.failAlways(error);
        pass(9 * 4, Duration.ofMinutes(15));
        bed.warehouse.heal();
        assertHeals();
        assertThat(bed.warehouse.loaded()).hasSize(2);
    }

    /** The loader cannot even ask what is missing. */
    @Test
    void aDataApiThatIsAwayHealsByItself() {
        bed.publish(1);
        bed.dataApi.setAway(true);
        pass(2);
        bed.later(Duration.ofDays(30));
        pass(1);
        bed.dataApi.setAway(false);
        assertHeals();
    }

    @ParameterizedTest
    @ValueSource(strings = {LoaderState.PAUSED_KEY, "loads/00000000000000000001/batch.json", "state/loader.json"})
    void anS3ThatIsAwayHealsByItself(String key) {
        bed.publish(1);
        bed.s3.fail(LoaderTestBed.BUCKET, key, 503);
        pass(1);
        bed.later(Duration.ofDays(1));
        pass(1);
        bed.s3.heal();
        assertHeals();
    }

    @Test
    void aThrottledDataApiHealsByItself() {
        bed.publish(1);
        bed.dataApi.throttleNext("BatchExecuteStatement", 13);
        pass(2);
        assertHeals();
    }

    /** A grant needs a person, but nothing more than the grant: the next sweep that asks the warehouse loads. */
    @Test
    void aMissingGrantThatIsGivenAfterADayIsFound() {
        bed.publish(1);
        bed.warehouse.failAlways("ERROR: permission denied for relation fact_sales");
        pass(24, Duration.ofHours(1));
        assertThat(bed.warehouse.loadsRun()).isEqualTo(24);
        bed.warehouse.heal();
        pass(59);
        assertThat(bed.warehouse.loaded()).as("a person redrives, or waits").isEmpty();
        pass(1);
        assertThat(bed.warehouse.loaded()).hasSize(1);
    }

    @Test
    void aSweepWithoutAnythingToDoLetsTheWarehouseSleep() {
        bed.publish(1);
        assertThat(bed.deliver(notification(1))).isEmpty();
        int calls = bed.dataApi.calls();
        pass(59);
        assertThat(bed.dataApi.calls()).isEqualTo(calls);
        pass(1);
        assertThat(bed.dataApi.calls()).as("it may have been restored").isGreaterThan(calls);
    }

    @Test
    void aSweepFindsASetWhoseEventWasLost() {
        pass(1);
        bed.publish(1);
        pass(1);
        assertThat(bed.warehouse.loaded()).hasSize(1);
    }

    @Test
    void aPauseThatWasTakenAwayByHandIsSeenByTheNextSweep() {
        bed.publish(1);
        bed.pause();
        pass(2);
        bed.resume();
        pass(1);
        assertThat(bed.warehouse.loaded()).hasSize(1);
    }

    /** Lambda counts what a sweep throws, and the alarm counts that: what passes soon is nobody's business. */
    @Test
    void sweepsThatFailForTwentyMinutesAreErrors() {
        bed.publish(1);
        bed.warehouse.failAlways(CONFLICT);
        pass(1);
        bed.later(SweepPolicy.SILENT.minusSeconds(1));
        assertThat(bed.deliver()).isEmpty();
        bed.later(Duration.ofSeconds(1));
        assertThatThrownBy(() -> bed.deliver())
                .isInstanceOf(RetryableException.class)
                .hasMessageContaining("by itself");
    }

    @Test
    void aFaultThatPassesCostsLessThanTwoMinutes() {
        bed.publish(1);
        bed.warehouse.failNext(CONFLICT, CONFLICT, CONFLICT);
        assertThat(bed.deliver(notification(1))).containsExactly("m1");
        assertThat(bed.warehouse.loaded()).isEmpty();
        pass(2);
        assertThat(bed.warehouse.loaded()).hasSize(1);
    }

    @Test
    void aRedriveStartsANewAttemptHoweverManyFailed() {
        bed.publish(1);
        bed.warehouse.failAlways(CONFLICT);
        for (int minute = 0; minute < 10 * 60; minute += 5) {
            wake();
            bed.later(Duration.ofMinutes(5));
        }
        int before = bed.warehouse.loadsRun();
        wake(REDRIVE);
        assertThat(bed.warehouse.loadsRun()).isGreaterThan(before);
        before = bed.warehouse.loadsRun();
        wake(REDRIVE);
        assertThat(bed.warehouse.loadsRun()).as("also at the same instant").isGreaterThan(before);
        bed.warehouse.heal();
        assertThat(bed.deliver(REDRIVE)).isEmpty();
        assertThat(bed.warehouse.loaded()).hasSize(1);
    }

    private void assertHeals() {
        pass(MINUTES_TO_HEAL);
        assertThat(bed.warehouse.loaded()).isNotEmpty();
        List<String> loaded = bed.warehouse.loaded();
        pass(1);
        assertThat(bed.warehouse.loaded()).isEqualTo(loaded);
        assertThat(bed.outcome()).contains("\"status\":\"done\"");
    }

    /** Minutes go by, with a wake-up in each. */
    private void pass(int minutes) {
        pass(minutes, Duration.ofMinutes(1));
    }

    private void pass(int wakeUps, Duration apart) {
        for (int i = 0; i < wakeUps; i++) {
            bed.later(apart);
            wake();
        }
    }

    private void wake(String... messages) {
        try {
            bed.deliver(messages);
        } catch (PipelineException e) {
            // A sweep's failure is an error, which Lambda counts for an alarm; the next wake-up tries again.
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
