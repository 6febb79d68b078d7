package io.tillstream.infra.states;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.infra.transform.Workflow;
import io.tillstream.lake.error.ManualActionRequiredException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class DefinitionsTest {
    private static final String GLUE = "glue:startJobRun.sync";
    private static final String RESULT = "aws-sdk:s3:getObject";
    private static final Map<String, Object> THIS = Map.of("ExecutionArn", "arn:this");
    private static final Map<String, Object> OTHER = Map.of("ExecutionArn", "arn:other");

    private final List<String> jobs = new ArrayList<>();
    private final Scene scene = new Scene()
            .on("aws-sdk:sfn:listExecutions", arguments -> Map.of("Executions", List.of(THIS)))
            .on("aws-sdk:cloudwatch:putMetricData", arguments -> Map.of())
            .on(GLUE, this::succeed);

    @Test
    void silverThenGold() throws Exception {
        results(silver(false), gold());

        assertThat(run("pipeline")).isEqualTo("Succeed");
        assertThat(jobs).containsExactly("${SilverJob}", "${GoldJob}");
        assertThat(scene.metric("RowsIn")).containsExactly(10);
        assertThat(scene.metric("RowsQuarantined")).containsExactly(2);
        assertThat(scene.metric("FactRows")).containsExactly(7);
        assertThat(scene.metric("GoldCompleted")).containsExactly(1);
    }

    @Test
    void silverAgainWhileThereIsMore() throws Exception {
        results(silver(true), silver(true), silver(false), gold());

        assertThat(run("pipeline")).isEqualTo("Succeed");
        assertThat(jobs).containsExactly("${SilverJob}", "${SilverJob}", "${SilverJob}", "${GoldJob}");
        assertThat(scene.metric("SilverCompleted")).hasSize(3);
    }

    @Test
    void endlessWorkIsLeftToTheNextRun() throws Exception {
        scene.on(RESULT, arguments -> body(silver(true)));

        assertThat(run("pipeline")).isEqualTo("Succeed");
        assertThat(jobs).hasSize(21);
        assertThat(scene.metric("SilverCompleted")).hasSize(20).containsOnly(0);
        assertThat(scene.metric("GoldCompleted")).containsExactly(0);
    }

    /** A run that ends well has not made a layer fresh: only when nothing is left to read, and as old as its newest record. */
    @Test
    void freshIsWhatHoldsAllOfBronzeAndOldIsTheNewestRecord() throws Exception {
        String tenMinutesAgo = Instant.now().minusSeconds(600).toString();
        results(
                silver(true),
                silver(false).replace("}", ",\"newest_record\":\"" + tenMinutesAgo + "\"}"),
                gold().replace("}", ",\"newest_record\":\"" + tenMinutesAgo + "\"}"));

        assertThat(run("pipeline")).isEqualTo("Succeed");
        assertThat(scene.metric("SilverCompleted")).containsExactly(0, 1);
        assertThat(scene.metric("GoldCompleted")).containsExactly(1);
        for (String age : List.of("SilverAgeSeconds", "GoldAgeSeconds")) {
            assertThat(scene.metric(age))
                    .singleElement(as(InstanceOfAssertFactories.type(Number.class)))
                    .satisfies(seconds -> assertThat(seconds.longValue()).isBetween(599L, 600L + 3_600));
        }
        assertThat(scene.metric("LoadSetPublished")).containsExactly(1);
    }

    @Test
    void withoutARecordThereIsNoAge() throws Exception {
        results(silver(false), gold());

        assertThat(run("pipeline")).isEqualTo("Succeed");
        assertThat(scene.metric("SilverAgeSeconds")).isEmpty();
        assertThat(scene.metric("GoldAgeSeconds")).isEmpty();
    }

    @Test
    void eachRunOfAJobHasAResultOfItsOwn() throws Exception {
        results(silver(true), silver(false), gold());

        assertThat(run("pipeline")).isEqualTo("Succeed");
        List<String> keys = List.of(
                "state/results/run-1/silver-1-1.json",
                "state/results/run-1/silver-2-1.json",
                "state/results/run-1/gold-1.json");
        assertThat(scene.asked.get(GLUE))
                .extracting(arguments -> arguments.get("Arguments"))
                .containsExactlyElementsOf(keys.stream()
                        .map(key -> (Object) Map.of("--result-key", key))
                        .toList());
        assertThat(scene.asked.get(RESULT))
                .extracting(arguments -> arguments.get("Key"))
                .containsExactlyElementsOf(keys);
        assertThat(scene.asked.get(RESULT))
                .allSatisfy(arguments -> assertThat(arguments.get("Bucket")).isEqualTo("${LakeBucket}"));
    }

    @Test
    void aResultThatCannotBeReadDoesNotStopTheRun() throws Exception {
        scene.on(RESULT, arguments -> {
            throw new Scene.TaskFailed("S3.S3Exception", "no");
        });

        assertThat(run("pipeline")).isEqualTo("Succeed");
        assertThat(jobs).containsExactly("${SilverJob}", "${GoldJob}");
        assertThat(scene.metric("RowsIn")).containsExactly(0);
    }

    /** The data is published by then: a throttled CloudWatch or a record's time that is none must not keep it from Gold. */
    @Test
    void aMetricThatCannotBeWrittenFailsNoRun() throws Exception {
        results(
                silver(false).replace("}", ",\"newest_record\":\"yesterday\"}"),
                gold().replace("}", ",\"newest_record\":\"yesterday\"}"));
        scene.on("aws-sdk:cloudwatch:putMetricData", arguments -> {
            throw new Scene.TaskFailed("CloudWatch.ThrottlingException", "slow down");
        });

        assertThat(run("pipeline")).isEqualTo("Succeed");
        assertThat(jobs).containsExactly("${SilverJob}", "${GoldJob}");
    }

    /** A run that hangs in a state holds up all later ones: something ends it. */
    @Test
    void aRunEndsInADay() throws Exception {
        assertThat(new ObjectMapper()
                        .readTree(Workflow.text("pipeline.asl.json"))
                        .path("TimeoutSeconds")
                        .asInt())
                .isEqualTo(86_400);
    }

    @Test
    void aBlockedBatchStopsTheRunAtOnceAndNeverReachesGold() throws Exception {
        fail("${SilverJob}", "Exception in User Class: io.tillstream.quality.QualityGateException: IsUnique", 9);
        noResult();

        assertThat(run("pipeline")).isEqualTo("Fail");
        assertThat(jobs).containsExactly("${SilverJob}");
        assertThat(scene.metric("RunsBlocked")).containsExactly(1);
        assertThat(scene.failure.toString()).startsWith("QualityGateBlocked: ").contains("IsUnique");
    }

    @Test
    void aBlockedBatchIsKnownByItsResultWhateverGlueMakesOfTheError() throws Exception {
        fail("${SilverJob}", "Command failed with exit code 1", 9);
        scene.on(RESULT, arguments -> body("{\"job\":\"silver\",\"status\":\"blocked\",\"failures\":[]}"));

        assertThat(run("pipeline")).isEqualTo("Fail");
        assertThat(jobs).containsExactly("${SilverJob}");
        assertThat(scene.metric("RunsBlocked")).containsExactly(1);
    }

    @Test
    void whatNeedsAPersonIsNotRepeated() throws Exception {
        fail("${SilverJob}", ManualActionRequiredException.class.getName() + ": broken chain", 9);
        noResult();

        assertThat(run("pipeline")).isEqualTo("Fail");
        assertThat(jobs).hasSize(1);
        assertThat(scene.metric("RunsFailed")).containsExactly(1);
    }

    @Test
    void aPassingFaultIsRepeated() throws Exception {
        fail("${SilverJob}", "lost contact", 2);
        Map<String, String> left =
                Map.of("state/results/run-1/silver-1-3.json", silver(false), "state/results/run-1/gold-1.json", gold());
        scene.on(RESULT, arguments -> {
            if (left.get(arguments.get("Key")) == null) {
                throw new Scene.TaskFailed("S3.NoSuchKeyException", "no such key");
            }
            return body(left.get(arguments.get("Key")));
        });

        assertThat(run("pipeline")).isEqualTo("Succeed");
        assertThat(jobs).containsExactly("${SilverJob}", "${SilverJob}", "${SilverJob}", "${GoldJob}");
    }

    @Test
    void afterThreeFaultsTheRunFails() throws Exception {
        results(silver(false));
        fail("${GoldJob}", "lost contact", 9);

        assertThat(run("pipeline")).isEqualTo("Fail");
        assertThat(jobs).containsExactly("${SilverJob}", "${GoldJob}", "${GoldJob}", "${GoldJob}");
        assertThat(scene.failure.toString()).isEqualTo("RunFailed: lost contact");
    }

    @Test
    void aBusyJobIsWaitedFor() throws Exception {
        results(silver(false), gold());
        int[] refusals = {3};
        scene.on(GLUE, arguments -> {
            if (refusals[0]-- > 0) {
                throw new Scene.TaskFailed("Glue.ConcurrentRunsExceededException", "busy");
            }
            return succeed(arguments);
        });

        assertThat(run("pipeline")).isEqualTo("Succeed");
        assertThat(jobs).containsExactly("${SilverJob}", "${GoldJob}");
    }

    @Test
    void onlyTheOldestRunGoesOn() throws Exception {
        scene.on("aws-sdk:sfn:listExecutions", arguments -> Map.of("Executions", List.of(THIS, OTHER)));

        assertThat(run("pipeline")).isEqualTo("Succeed");
        assertThat(jobs).isEmpty();
        assertThat(scene.visited).endsWith("AnotherRunIsActive");
    }

    @Test
    void theOldestRunIsNotStoppedByLaterOnes() throws Exception {
        results(silver(false), gold());
        scene.on("aws-sdk:sfn:listExecutions", arguments -> Map.of("Executions", List.of(OTHER, THIS)));

        assertThat(run("pipeline")).isEqualTo("Succeed");
        assertThat(jobs).hasSize(2);
    }

    /** ListExecutions is eventually consistent (Step Functions API): a run may not find itself in it yet. */
    @Test
    void aRunThatIsNotListedYetGoesOnUnlessAnotherIs() throws Exception {
        results(silver(false), gold());
        scene.on("aws-sdk:sfn:listExecutions", arguments -> Map.of("Executions", List.of()));

        assertThat(run("pipeline")).isEqualTo("Succeed");
        assertThat(jobs).containsExactly("${SilverJob}", "${GoldJob}");

        jobs.clear();
        scene.on("aws-sdk:sfn:listExecutions", arguments -> Map.of("Executions", List.of(OTHER)));
        assertThat(run("pipeline")).isEqualTo("Succeed");
        assertThat(jobs).isEmpty();
    }

    @Test
    void reconciliationBalances() throws Exception {
        warehouse("3|7|12345678901234567890123");
        results(audit(7, "12345678901234567890123"));

        assertThat(run("reconcile")).isEqualTo("Succeed");
        assertThat(scene.asked.get(GLUE).get(0))
                .containsEntry(
                        "Arguments", Map.of("--batch-no", "3", "--result-key", "state/results/run-1/audit.json"));
        assertThat(scene.metric("LedgerUnbalanced")).containsExactly(0);
    }

    @Test
    void reconciliationTellsAMissingRow() throws Exception {
        warehouse("3|6|12345678901234567890123");
        results(audit(7, "12345678901234567890123"));

        assertThat(run("reconcile")).isEqualTo("Fail");
        assertThat(scene.metric("LedgerUnbalanced")).containsExactly(1);
        assertThat(scene.failure.toString()).contains("LedgerDoesNotBalance", "3, 6, 1234");
    }

    @Test
    void reconciliationTellsAnotherRow() throws Exception {
        warehouse("3|7|99");
        results(audit(7, "98"));

        assertThat(run("reconcile")).isEqualTo("Fail");
        assertThat(scene.metric("LedgerUnbalanced")).containsExactly(1);
    }

    @Test
    void reconciliationWithoutAnAnswerIsNoBalance() throws Exception {
        warehouse("3|7|99");
        noResult();

        assertThat(run("reconcile")).isEqualTo("Fail");
        assertThat(scene.failure.toString()).startsWith("AuditFailed");
        assertThat(scene.metric("LedgerUnbalanced")).isEmpty();
    }

    @Test
    void nothingLoadedBalances() throws Exception {
        warehouse("0|0|0");

        assertThat(run("reconcile")).isEqualTo("Succeed");
        assertThat(jobs).isEmpty();
    }

    @Test
    void freshnessIsWaitedForAndRecorded() throws Exception {
        warehouse("611|7");
        Iterator<String> status = List.of("STARTED", "PICKED", "FINISHED").iterator();
        scene.on("aws-sdk:redshiftdata:describeStatement", arguments -> Map.of("Status", status.next()));

        assertThat(run("freshness")).isEqualTo("Succeed");
        assertThat(scene.metric("TillToFactP95Seconds")).containsExactly(611);
        assertThat(scene.metric("LoadSetLoaded")).containsExactly(7);
    }

    @Test
    void aStatementThatFailsFailsTheProbe() throws Exception {
        warehouse("x");
        scene.on("aws-sdk:redshiftdata:describeStatement", arguments -> Map.of("Status", "ABORTED"));

        assertThat(run("freshness")).isEqualTo("Fail");
        assertThat(scene.failure.toString()).startsWith("WarehouseFailed: Statement s-1 ended ABORTED");
    }

    private String run(String definition) throws Exception {
        return new Interpreter(Workflow.text(definition + ".asl.json"), scene).run();
    }

    private Object succeed(Map<String, Object> arguments) {
        jobs.add((String) arguments.get("JobName"));
        return Map.of("Id", "jr_" + jobs.size(), "JobRunState", "SUCCEEDED");
    }

    private void fail(String job, String message, int times) {
        int[] left = {times};
        scene.on(GLUE, arguments -> {
            if (arguments.get("JobName").equals(job) && left[0]-- > 0) {
                jobs.add(job);
                throw new Scene.TaskFailed("States.TaskFailed", message);
            }
            return succeed(arguments);
        });
    }

    private void results(String... lines) {
        Iterator<String> next = List.of(lines).iterator();
        scene.on(RESULT, arguments -> body(next.next()));
    }

    private void noResult() {
        scene.on(RESULT, arguments -> {
            throw new Scene.TaskFailed("S3.NoSuchKeyException", "no such key");
        });
    }

    private void warehouse(String answer) {
        scene.on("aws-sdk:redshiftdata:executeStatement", arguments -> Map.of("Id", "s-1"))
                .on("aws-sdk:redshiftdata:describeStatement", arguments -> Map.of("Status", "FINISHED"))
                .on(
                        "aws-sdk:redshiftdata:getStatementResult",
                        arguments -> Map.of("Records", List.of(List.of(Map.of("StringValue", answer)))));
    }

    /** The integration gives an object's content as text. */
    private static Map<String, Object> body(String json) {
        return Map.of("Body", json);
    }

    private static String silver(boolean more) {
        return "{\"job\":\"silver\",\"status\":\"published\",\"batch_no\":3,\"rows_in\":10,\"accepted\":7,"
                + "\"quarantined\":2,\"duplicates\":1,\"more\":" + more + ",\"seconds\":1.5}";
    }

    private static String gold() {
        return "{\"job\":\"gold\",\"status\":\"published\",\"batch_no\":3,\"fact_rows\":7,\"load_set\":1,\"seconds\":2.0}";
    }

    private static String audit(int rows, String checksum) {
        String layer = "{\"rows\":" + rows + ",\"revenue\":{\"USD\":\"1\"},\"checksum\":\"" + checksum + "\"}";
        return "{\"job\":\"audit\",\"status\":\"done\",\"batch_no\":3,\"totals\":{\"rows_in\":10,\"accepted\":7,"
                + "\"quarantined\":2,\"duplicates\":1,\"withdrawn\":0},\"silver\":" + layer
                + ",\"quarantine_rows\":2,\"gold\":" + layer
                + "}";
    }
}
