package io.tillstream.loader;

import static io.tillstream.loader.LoaderTestBed.notification;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillstream.lake.error.ManualActionRequiredException;
import io.tillstream.lake.error.RetryableException;
import io.tillstream.lake.error.TerminalException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadHandlerTest {
    private static final String CONFLICT = "ERROR: 1023 DETAIL: Serializable isolation violation on table - 119371";
    private static final String SHORT = ":" + BatchFiles.ATTEMPT;

    /** Less than the margin that the handler keeps: it gives up at the first wait. */
    private static final long NO_TIME = 9_000;

    private LoaderTestBed bed;

    @BeforeEach
    void start() throws IOException {
        bed = new LoaderTestBed();
    }

    @AfterEach
    void stop() {
        bed.close();
    }

    @Test
    void oneEventLoadsEverythingThatIsMissingInOrder() {
        bed.publish(1);
        bed.publish(2);
        bed.publish(3);
        assertThat(bed.deliver(notification(3))).isEmpty();
        assertThat(bed.warehouse.loaded()).containsExactly("1" + SHORT, "2" + SHORT, "3" + SHORT);
    }

    @Test
    void theSameEventAHundredTimesLoadsOnce() {
        bed.publish(1);
        for (int i = 0; i < 100; i++) {
            assertThat(bed.deliver(notification(1))).isEmpty();
        }
        assertThat(bed.warehouse.loaded()).containsExactly("1" + SHORT);
        assertThat(bed.warehouse.loadsRun()).isEqualTo(1);
    }

    @Test
    void theMaterializedViewsAreRefreshedBehindTheLastLoadAndOnlyThen() {
        bed.publish(1);
        bed.publish(2);
        bed.deliver(notification(2));
        bed.deliver(notification(2));
        assertThat(bed.warehouse.refreshed())
                .containsExactly(
                        "sales.monthly_sales after 2", "sales.hourly_sales after 2", "sales.customer_sales after 2");
    }

    @Test
    void aRefreshThatFailsFailsNoLoadAndTheOthersAreTried() {
        bed.publish(1);
        bed.warehouse.failRefreshes();
        assertThat(bed.deliver(notification(1))).isEmpty();
        assertThat(bed.warehouse.loaded()).containsExactly("1" + SHORT);
        assertThat(bed.warehouse.refreshed()).hasSize(3);
        assertThat(bed.outcome()).contains("\"done\"");
    }

    @Test
    void theViewsAreRefreshedAlsoWhereALaterSetFails() {
        bed.publish(1);
        bed.publish(3);
        assertThatThrownBy(() -> bed.deliver(notification(3))).isInstanceOf(ManualActionRequiredException.class);
        assertThat(bed.warehouse.loaded()).containsExactly("1" + SHORT);
        assertThat(bed.warehouse.refreshed()).hasSize(3);
    }

    @Test
    void aSetWaitsForTheOneBeforeIt() {
        bed.publish(2);
        assertThatThrownBy(() -> bed.deliver(notification(2)))
                .isInstanceOf(ManualActionRequiredException.class)
                .hasMessageContaining("load set 1 is missing")
                .hasMessageContaining("loads/00000000000000000002/batch.json")
                .hasMessageContaining("Restore");
        assertThat(bed.warehouse.loaded()).isEmpty();
        bed.publish(1);
        assertThat(bed.deliver(notification(1))).isEmpty();
        assertThat(bed.warehouse.loaded()).containsExactly("1" + SHORT, "2" + SHORT);
    }

    @Test
    void anEventOfASetThatIsNotThereIsNoFailure() {
        assertThat(bed.deliver(notification(1))).isEmpty();
        assertThat(bed.warehouse.loadsRun()).isZero();
    }

    @Test
    void whatIsStagedForTheNextSetIsNoHole() {
        bed.publish(1);
        bed.s3.put(LoaderTestBed.BUCKET, "loads/00000000000000000002/" + BatchFiles.ATTEMPT + "/x.manifest", "{}");
        bed.s3.put(LoaderTestBed.BUCKET, "loads/readme.json", "{}");
        assertThat(bed.deliver(notification(1))).isEmpty();
        assertThat(bed.outcome()).contains("\"status\":\"done\",\"loaded\":[1]");
    }

    @Test
    void aPausedLoaderAsksTheWarehouseNothingAndFindsEverythingAfterwards() {
        bed.publish(1);
        bed.pause();
        assertThat(bed.deliver(notification(1))).isEmpty();
        assertThat(bed.dataApi.calls()).isZero();
        assertThat(bed.outcome()).contains("\"status\":\"paused\"");
        bed.resume();
        assertThat(bed.deliver("{\"wake\":\"sweep\"}")).isEmpty();
        assertThat(bed.warehouse.loaded()).containsExactly("1" + SHORT);
    }

    @Test
    void aPauseBetweenTwoSetsStopsBeforeTheSecond() {
        bed.publish(1);
        bed.publish(2);
        bed.warehouse.afterLoad(bed::pause);
        assertThat(bed.deliver(notification(2))).isEmpty();
        assertThat(bed.warehouse.loaded()).containsExactly("1" + SHORT);
        assertThat(bed.outcome()).contains("\"status\":\"paused\",\"loaded\":[1]");
        bed.resume();
        assertThat(bed.deliver(notification(2))).isEmpty();
        assertThat(bed.warehouse.loaded()).containsExactly("1" + SHORT, "2" + SHORT);
    }

    @Test
    void nothingIsLoadedWhileS3DoesNotTellWhetherLoadingIsPaused() {
        bed.publish(1);
        bed.s3.fail(LoaderTestBed.BUCKET, LoaderState.PAUSED_KEY, 403);
        assertThatThrownBy(() -> bed.deliver(notification(1)))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining(LoaderState.PAUSED_KEY)
                .hasMessageContaining("rights");
        assertThat(bed.outcome()).contains("\"status\":\"needs_person\"");
        bed.s3.fail(LoaderTestBed.BUCKET, LoaderState.PAUSED_KEY, 500);
        assertThat(bed.deliver(notification(1))).containsExactly("m1");
        assertThat(bed.warehouse.loadsRun()).isZero();
        bed.s3.heal();
        assertThat(bed.deliver(notification(1))).isEmpty();
        assertThat(bed.warehouse.loaded()).containsExactly("1" + SHORT);
    }

    @Test
    void aSweepThatFailsIsAnError() {
        bed.publish(1);
        bed.dataApi.hold();
        assertThatThrownBy(() -> bed.deliver(NO_TIME)).isInstanceOf(RetryableException.class);
        assertThat(bed.outcome()).contains("\"status\":\"retrying\"");
    }

    @Test
    void whatCopyRefusesIsSaidWithColumnTypeFileAndASentence() {
        bed.publish(1);
        bed.warehouse.loadError(
                "s3://tillstream-lake/loads/1/part-0.parquet",
                "17",
                "order_id",
                "varchar(128)",
                "The length of the data column order_id is longer than the length defined: value too long");
        bed.warehouse.failNext("ERROR: Spectrum Scan Error. Value too long. Check 'sys_load_error_detail'");
        assertThatThrownBy(() -> bed.deliver(notification(1)))
                .isInstanceOf(LoadSetRejectedException.class)
                .hasMessageContaining("column order_id (varchar(128)) in file"
                        + " s3://tillstream-lake/loads/1/part-0.parquet, row 17: a text has more bytes than"
                        + " the column can hold.")
                .hasMessageContaining("Spectrum Scan Error");
        assertThat(bed.outcome()).contains("\"status\":\"rejected\"", "order_id");
    }

    @Test
    void anyEventWakesTheLoader() {
        bed.publish(1);
        assertThat(bed.deliver("{\"wake\":\"sweep\"}")).isEmpty();
        bed.publish(2);
        assertThat(bed.deliver("{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\",\"Bucket\":\"b\"}"))
                .isEmpty();
        bed.publish(3);
        assertThat(bed.deliver("not json")).isEmpty();
        bed.publish(4);
        assertThat(bed.deliver()).isEmpty();
        assertThat(bed.warehouse.loaded()).hasSize(4);
    }

    @Test
    void onlyMessagesThatMayHelpAreRetried() {
        bed.publish(1);
        bed.dataApi.hold();
        assertThat(bed.deliver(
                        NO_TIME,
                        notification(1),
                        "not json",
                        notification("other-bucket", "loads/1"),
                        notification(LoaderTestBed.BUCKET, "loads%2Fx+y.json"),
                        notification(LoaderTestBed.BUCKET, "%zz"),
                        "{\"Event\":\"s3:TestEvent\"}",
                        "{\"wake\":\"sweep\"}",
                        null))
                .containsExactly("m1", "m7");
    }

    @Test
    void aRunningLoadIsJoinedAndNotRepeated() {
        bed.publish(1);
        bed.dataApi.hold();
        assertThat(bed.deliver(NO_TIME, notification(1))).containsExactly("m1");
        assertThat(bed.deliver(NO_TIME, notification(1))).containsExactly("m1");
        assertThat(new HashSet<>(bed.dataApi.tokensSeen())).hasSize(1);
        bed.dataApi.release();
        assertThat(bed.deliver(notification(1))).isEmpty();
        assertThat(bed.warehouse.loadsRun()).isEqualTo(1);
        assertThat(bed.warehouse.loaded()).containsExactly("1" + SHORT);
    }

    @Test
    void anAbortedLoadIsAttemptedAgain() {
        bed.publish(1);
        bed.dataApi.hold();
        assertThat(bed.deliver(NO_TIME, notification(1))).containsExactly("m1");
        bed.dataApi.abortHeld();
        assertThat(bed.deliver(notification(1))).isEmpty();
        assertThat(bed.warehouse.loaded()).containsExactly("1" + SHORT);
        assertThat(new HashSet<>(bed.dataApi.tokensSeen())).hasSize(2);
    }

    @Test
    void aRivalTransactionIsFollowedByTheNextAttempt() {
        bed.publish(1);
        bed.warehouse.failNext(CONFLICT);
        assertThat(bed.deliver(notification(1))).isEmpty();
        assertThat(bed.warehouse.loadsRun()).isEqualTo(2);
        assertThat(bed.warehouse.loaded()).containsExactly("1" + SHORT);
        assertThat(new HashSet<>(bed.dataApi.tokensSeen())).hasSize(2);
    }

    @Test
    void afterThreeFailuresTheMessageGoesBackAndTheNextDeliveryGoesOn() {
        bed.publish(1);
        bed.warehouse.failNext(CONFLICT, "ERROR: connection lost", "ERROR: something never seen before");
        assertThat(bed.deliver(notification(1))).containsExactly("m1");
        bed.later(Duration.ofMinutes(1));
        assertThat(bed.deliver(notification(1))).isEmpty();
        assertThat(bed.warehouse.loadsRun()).isEqualTo(4);
        assertThat(bed.warehouse.loaded()).containsExactly("1" + SHORT);
    }

    @Test
    void howeverOftenTheLoaderIsWokenAttemptsAreFewAndOneThatFailedForGoodIsHistory() {
        bed.publish(1);
        bed.warehouse.failAlways(CONFLICT);
        for (int delivery = 0; delivery < 20; delivery++) {
            assertThat(bed.deliver(notification(1))).containsExactly("m1");
        }
        assertThat(bed.warehouse.loadsRun()).isEqualTo(FailurePolicy.MAX_NEW_ATTEMPTS);
        assertThat(bed.outcome()).contains("retrying", "attempt 3 at", "1023", "12:01:00Z or later, by itself");
        bed.later(Duration.ofMinutes(1));
        assertThat(bed.deliver(notification(1))).containsExactly("m1");
        assertThat(bed.deliver(notification(1))).containsExactly("m1");
        assertThat(bed.warehouse.loadsRun()).isEqualTo(FailurePolicy.MAX_NEW_ATTEMPTS + 1);
    }

    /** The memory of the attempts only saves steps: an operator may delete it. */
    @Test
    void withoutItsMemoryTheLoaderWalksTheAttemptsFromTheFirst() {
        bed.publish(1);
        bed.warehouse.failAlways(CONFLICT);
        for (int attempt = 1; attempt <= 5; attempt++) {
            bed.deliver(notification(1));
            bed.later(FailurePolicy.LONGEST_BACKOFF);
        }
        int before = bed.warehouse.loadsRun();
        bed.s3.delete(LoaderTestBed.BUCKET, LoaderState.ATTEMPT_KEY);
        bed.warehouse.heal();
        assertThat(bed.deliver(notification(1))).isEmpty();
        assertThat(bed.warehouse.loadsRun()).isEqualTo(before + 1);
        assertThat(new HashSet<>(bed.dataApi.tokensSeen())).hasSize(before + 1);
    }

    @Test
    void aStatementThatFinishedWithoutALedgerRowIsNoSuccess() {
        bed.publish(1);
        bed.warehouse.forgetNext();
        assertThat(bed.deliver(notification(1))).isEmpty();
        assertThat(bed.warehouse.loadsRun()).isEqualTo(2);
        assertThat(bed.warehouse.loaded()).containsExactly("1" + SHORT);
    }

    @Test
    void lostAnswersLoadOnce() {
        bed.publish(1);
        bed.dataApi.loseAnswer("BatchExecuteStatement", 2);
        bed.dataApi.loseAnswer("DescribeStatement", 1);
        bed.dataApi.loseAnswer("GetStatementResult", 1);
        assertThat(bed.deliver(notification(1))).isEmpty();
        assertThat(bed.warehouse.loadsRun()).isEqualTo(1);
        assertThat(bed.warehouse.loaded()).containsExactly("1" + SHORT);
    }

    @Test
    void throttlesAreWaitedOut() {
        bed.publish(1);
        bed.dataApi.throttleNext("BatchExecuteStatement", 1);
        assertThat(bed.deliver(notification(1))).isEmpty();
        assertThat(bed.warehouse.loaded()).containsExactly("1" + SHORT);
    }

    @Test
    void aSetThatARivalLoadedMeanwhileIsLoaded() {
        bed.publish(1);
        bed.publish(2);
        bed.dataApi.hold();
        assertThat(bed.deliver(NO_TIME, notification(1))).containsExactly("m1");
        bed.warehouse.loadBehindTheBack(1, 0, 1);
        bed.dataApi.release();
        assertThat(bed.deliver(notification(1))).isEmpty();
        assertThat(bed.warehouse.loaded()).containsExactly("1:rival", "2" + SHORT);
    }

    @Test
    void aMismatchStopsAtThisSetWithoutASecondTryUntilSomeoneHadTimeToAct() {
        bed.publish(1);
        bed.publish(2);
        bed.warehouse.failNext("ERROR: Cannot insert a NULL value into column fact_rows");
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> bed.deliver(notification(1)))
                    .isInstanceOf(LoadSetRejectedException.class)
                    .hasMessageContaining("loads/00000000000000000001/batch.json")
                    .hasMessageContaining("fact_rows");
        }
        assertThat(bed.warehouse.loadsRun()).isEqualTo(1);
        assertThat(bed.warehouse.loaded()).isEmpty();
        bed.later(FailurePolicy.VERDICT_STANDS.plusSeconds(1));
        assertThat(bed.deliver(notification(1))).isEmpty();
        assertThat(bed.warehouse.loaded()).containsExactly("1" + SHORT, "2" + SHORT);
    }

    @Test
    void aRedriveTriesAgainAtOnce() {
        bed.publish(1);
        bed.warehouse.failNext("ERROR: permission denied for schema sales", "ERROR: permission denied for schema ops");
        assertThatThrownBy(() -> bed.deliver(notification(1))).isInstanceOf(ManualActionRequiredException.class);
        bed.later(Duration.ofSeconds(3));
        assertThatThrownBy(() -> bed.deliver("{\"wake\":\"redrive\"}")).hasMessageContaining("schema ops");
        bed.later(Duration.ofSeconds(3));
        assertThatThrownBy(() -> bed.deliver(notification(1))).hasMessageContaining("schema");
        assertThat(bed.warehouse.loadsRun()).isEqualTo(2);
        bed.later(Duration.ofSeconds(3));
        assertThat(bed.deliver("{\"wake\":\"redrive\"}")).isEmpty();
        assertThat(bed.warehouse.loaded()).containsExactly("1" + SHORT);
    }

    @Test
    void aRedriveCountsWhateverElseIsInItsBatchOfMessages() {
        bed.publish(1);
        bed.warehouse.failNext("ERROR: permission denied for schema sales");
        assertThatThrownBy(() -> bed.deliver(notification(1))).isInstanceOf(ManualActionRequiredException.class);
        bed.later(Duration.ofSeconds(3));
        assertThat(bed.deliver("{\"wake\":\"redrive\"}", "{\"wake\":\"sweep\"}"))
                .isEmpty();
        assertThat(bed.warehouse.loaded()).containsExactly("1" + SHORT);
    }

    @Test
    void aRevisionSupersedesTheSet() {
        ObjectNode broken = BatchFiles.complete(1);
        broken.withObject("/batch_no").put("to", "nonsense");
        bed.publish(1, broken);
        assertThatThrownBy(() -> bed.deliver(notification(1))).isInstanceOf(LoadSetRejectedException.class);
        bed.publish(1, BatchFiles.complete(1).put("revision", 2));
        assertThat(bed.deliver(notification(1))).isEmpty();
        assertThat(bed.warehouse.loaded()).containsExactly("1" + SHORT);
    }

    @Test
    void aMissingRightNeedsAPersonAndAnotherAttemptFollowsLater() {
        bed.publish(1);
        bed.warehouse.failNext("ERROR: permission denied for relation fact_sales");
        assertThatThrownBy(() -> bed.deliver(notification(1)))
                .isInstanceOf(ManualActionRequiredException.class)
                .hasMessageContaining("permission denied");
        bed.later(Duration.ofMinutes(6));
        assertThat(bed.deliver(notification(1))).isEmpty();
    }

    @Test
    void aCursorAheadOfTheLedgerNeedsAPerson() {
        bed.publish(1);
        bed.warehouse.breakCursor(5);
        assertThatThrownBy(() -> bed.deliver(notification(1)))
                .isInstanceOf(ManualActionRequiredException.class)
                .hasMessageContaining("ops.load_cursor and ops.load_ledger");
    }

    @Test
    void aSetThatDoesNotContinueTheLedgerIsRefusedBeforeAnySql() {
        ObjectNode gap = BatchFiles.complete(1);
        gap.withObject("/batch_no").put("from", 3).put("to", 4);
        bed.publish(1, gap);
        assertThatThrownBy(() -> bed.deliver(notification(1)))
                .isInstanceOf(LoadSetRejectedException.class)
                .hasMessageContaining("batch_no.from is 3");
        assertThat(bed.warehouse.loadsRun()).isZero();
    }

    @Test
    void aSetWithNewFactsAndWithoutSumsOfTheirDaysIsRefusedBeforeAnySql() {
        bed.publish(1, BatchFiles.set(1));
        assertThatThrownBy(() -> bed.deliver(notification(1)))
                .isInstanceOf(LoadSetRejectedException.class)
                .hasMessageContaining("tables.daily_sales is missing, although fact_sales gains 10 rows");
        assertThat(bed.warehouse.loadsRun()).isZero();
    }

    @Test
    void anEmptySetMovesTheLedger() {
        ObjectNode empty = BatchFiles.complete(1);
        empty.putArray("tables");
        bed.publish(1, empty);
        assertThat(bed.deliver(notification(1))).isEmpty();
        assertThat(bed.warehouse.loaded()).isEqualTo(List.of("1" + SHORT));
    }
}
