package io.tillstream.standins.redshift;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.redshiftdata.model.DescribeStatementResponse;
import software.amazon.awssdk.services.redshiftdata.model.StatusString;

/** Redshift locks whole tables for writing, PostgreSQL rows. */
@ExtendWith(SharedRedshift.class)
class TableLocksTest {
    private static LocalRedshift redshift;

    @BeforeAll
    static void start(LocalRedshift shared) throws Exception {
        redshift = shared;
    }

    @Test
    void insertsWaitAndSucceed() throws Exception {
        redshift.ok("CREATE TABLE added (n BIGINT)");
        String first;
        String second;
        try (Gate gate = new Gate(redshift)) {
            first = redshift.submitBatch("INSERT INTO added VALUES (1)", Gate.PASS);
            gate.awaitWaiting(1);
            second = redshift.submit("INSERT INTO added VALUES (2)");
            gate.awaitWaiting(2);
        }

        assertThat(redshift.await(first).status()).isEqualTo(StatusString.FINISHED);
        assertThat(redshift.await(second).status()).isEqualTo(StatusString.FINISHED);
        assertThat(redshift.value("SELECT SUM(n) FROM added")).isEqualTo("3");
    }

    @Test
    void readersDoNotWait() throws Exception {
        redshift.ok("CREATE TABLE seen (n BIGINT)");
        try (Gate gate = new Gate(redshift)) {
            String slow = redshift.submitBatch("INSERT INTO seen VALUES (1)", Gate.PASS);
            gate.awaitWaiting(1);

            assertThat(redshift.value("SELECT COUNT(*) FROM seen")).isEqualTo("0");
            assertThat(redshift.client().describeStatement(b -> b.id(slow)).status())
                    .isEqualTo(StatusString.STARTED);
            gate.open();
            redshift.await(slow);
        }
    }

    @Test
    void aChangeBesideARivalsCommitIsAViolationEvenOnOtherRows() throws Exception {
        redshift.ok("CREATE TABLE beside (n BIGINT)");
        redshift.ok("INSERT INTO beside VALUES (1), (2)");
        String slow;
        try (Gate gate = new Gate(redshift)) {
            slow = redshift.submitBatch(
                    "SELECT COUNT(*) FROM beside", Gate.PASS, "UPDATE beside SET n = 20 WHERE n = 2");
            gate.awaitWaiting(1);
            redshift.ok("UPDATE beside SET n = 10 WHERE n = 1");
        }

        DescribeStatementResponse end = redshift.await(slow);

        assertThat(end.status()).isEqualTo(StatusString.FAILED);
        assertThat(end.error())
                .startsWith("Query #3 failed with ERROR: 1023 DETAIL: Serializable isolation violation on table - ");
        assertThat(redshift.value("SELECT SUM(n) FROM beside")).isEqualTo("12");
    }

    @Test
    void aChangeThatWaitedForARivalIsAViolation() throws Exception {
        redshift.ok("CREATE TABLE waited (n BIGINT)");
        redshift.ok("INSERT INTO waited VALUES (1)");
        String first;
        String second;
        try (Gate gate = new Gate(redshift)) {
            first = redshift.submitBatch("INSERT INTO waited VALUES (2)", Gate.PASS);
            gate.awaitWaiting(1);
            second = redshift.submit("DELETE FROM waited WHERE n = 1");
            gate.awaitWaiting(2);
        }

        assertThat(redshift.await(second).error()).startsWith("ERROR: 1023 DETAIL:");
        assertThat(redshift.await(first).status()).isEqualTo(StatusString.FINISHED);
    }
}
