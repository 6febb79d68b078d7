package io.tillstream.local.redshift;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
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
    void insertsWaitAndSucceed() {
        redshift.ok("CREATE TABLE added (n BIGINT)");
        String slow = redshift.submitBatch("INSERT INTO added VALUES (1)", "SELECT pg_sleep(1)");
        awaitStarted(slow, 1);

        long before = System.nanoTime();
        redshift.ok("INSERT INTO added VALUES (2)");

        assertThat(System.nanoTime() - before).isGreaterThan(200_000_000L);
        assertThat(redshift.await(slow).status()).isEqualTo(StatusString.FINISHED);
        assertThat(redshift.value("SELECT SUM(n) FROM added")).isEqualTo("3");
    }

    @Test
    void readersDoNotWait() {
        redshift.ok("CREATE TABLE seen (n BIGINT)");
        String slow = redshift.submitBatch("INSERT INTO seen VALUES (1)", "SELECT pg_sleep(1)");
        awaitStarted(slow, 1);

        assertThat(redshift.value("SELECT COUNT(*) FROM seen")).isEqualTo("0");
        assertThat(redshift.client().describeStatement(b -> b.id(slow)).status())
                .isEqualTo(StatusString.STARTED);
        redshift.await(slow);
    }

    @Test
    void aChangeBesideARivalsCommitIsAViolationEvenOnOtherRows() {
        redshift.ok("CREATE TABLE beside (n BIGINT)");
        redshift.ok("INSERT INTO beside VALUES (1), (2)");
        String slow = redshift.submitBatch(
                "SELECT COUNT(*) FROM beside", "SELECT pg_sleep(0.7)", "UPDATE beside SET n = 20 WHERE n = 2");
        awaitStarted(slow, 1);
        redshift.ok("UPDATE beside SET n = 10 WHERE n = 1");

        DescribeStatementResponse end = redshift.await(slow);

        assertThat(end.status()).isEqualTo(StatusString.FAILED);
        assertThat(end.error())
                .startsWith("Query #3 failed with ERROR: 1023 DETAIL: Serializable isolation violation on table - ");
        assertThat(redshift.value("SELECT SUM(n) FROM beside")).isEqualTo("12");
    }

    @Test
    void aChangeThatWaitedForARivalIsAViolation() {
        redshift.ok("CREATE TABLE waited (n BIGINT)");
        redshift.ok("INSERT INTO waited VALUES (1)");
        String first = redshift.submitBatch("INSERT INTO waited VALUES (2)", "SELECT pg_sleep(0.7)");
        awaitStarted(first, 1);

        assertThat(redshift.run("DELETE FROM waited WHERE n = 1").error()).startsWith("ERROR: 1023 DETAIL:");
        assertThat(redshift.await(first).status()).isEqualTo(StatusString.FINISHED);
    }

    private static void awaitStarted(String id, int part) {
        Awaitility.await()
                .until(() -> redshift.client()
                        .describeStatement(b -> b.id(id))
                        .subStatements()
                        .get(part)
                        .statusAsString()
                        .equals("STARTED"));
    }
}
