package io.tillstream.standins.redshift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.redshiftdata.RedshiftDataClient;
import software.amazon.awssdk.services.redshiftdata.model.ColumnMetadata;
import software.amazon.awssdk.services.redshiftdata.model.DescribeStatementResponse;
import software.amazon.awssdk.services.redshiftdata.model.Field;
import software.amazon.awssdk.services.redshiftdata.model.ResourceNotFoundException;
import software.amazon.awssdk.services.redshiftdata.model.SqlParameter;
import software.amazon.awssdk.services.redshiftdata.model.StatusString;
import software.amazon.awssdk.services.redshiftdata.model.SubStatementData;
import software.amazon.awssdk.services.redshiftdata.model.ValidationException;

@ExtendWith(SharedRedshift.class)
class DataApiServerTest {
    private static LocalRedshift redshift;
    private static RedshiftDataClient client;

    @BeforeAll
    static void start(LocalRedshift shared) throws Exception {
        redshift = shared;
        client = redshift.client();
    }

    @Test
    void returnsTypedValues() {
        String id = redshift.ok(
                        "SELECT 1::smallint AS a, 9007199254740993::bigint AS b, 1.5::float8 AS c,"
                                + " CAST('2297200.8603' AS DECIMAL(18,6)) AS d, true AS e, CAST('x' AS VARCHAR(9)) AS f,"
                                + " CAST('2026-11-20' AS DATE) AS g, CAST('2026-11-20 01:02:03.5' AS TIMESTAMP) AS h, NULL::int AS i")
                .id();

        var result = client.getStatementResult(b -> b.id(id));

        assertThat(result.records())
                .containsExactly(List.of(
                        Field.fromLongValue(1L),
                        Field.fromLongValue(9007199254740993L),
                        Field.fromDoubleValue(1.5),
                        Field.fromStringValue("2297200.860300"),
                        Field.fromBooleanValue(true),
                        Field.fromStringValue("x"),
                        Field.fromStringValue("2026-11-20"),
                        Field.fromStringValue("2026-11-20 01:02:03.5"),
                        Field.fromIsNull(true)));
        assertThat(result.columnMetadata())
                .extracting(ColumnMetadata::name)
                .containsExactly("a", "b", "c", "d", "e", "f", "g", "h", "i");
        assertThat(result.columnMetadata())
                .extracting(ColumnMetadata::typeName)
                .containsExactly("int2", "int8", "float8", "numeric", "bool", "varchar", "date", "timestamp", "int4");
        assertThat(result.totalNumRows()).isEqualTo(1);
    }

    @Test
    void pagesALongResult() {
        String id = redshift.ok("WITH d AS (SELECT 0 AS n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3)"
                        + " SELECT a.n * 4 + b.n AS n FROM d AS a CROSS JOIN d AS b ORDER BY 1")
                .id();

        assertThat(client.getStatementResult(b -> b.id(id)).records()).hasSize(LocalRedshift.PAGE_ROWS);
        assertThat(client.getStatementResultPaginator(b -> b.id(id)).stream().flatMap(p -> p.records().stream()))
                .extracting(row -> row.get(0).longValue())
                .hasSize(16)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThatThrownBy(() -> client.getStatementResult(b -> b.id(id).nextToken("nonsense")))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    void bindsParametersAsValues() {
        redshift.ok("CREATE TABLE bound (n BIGINT, t VARCHAR(64))");
        DescribeStatementResponse inserted = redshift.await(client.executeStatement(b -> b.workgroupName("local")
                        .database("warehouse")
                        .sql("INSERT INTO bound (n, t) VALUES (:n, :t)")
                        .parameters(parameter("n", "5"), parameter("t", "'); DROP TABLE bound; --")))
                .id());

        assertThat(inserted.status()).isEqualTo(StatusString.FINISHED);
        assertThat(inserted.resultRows()).isEqualTo(1);
        assertThat(inserted.hasResultSet()).isFalse();
        assertThat(inserted.queryParameters()).extracting(SqlParameter::name).containsExactly("n", "t");
        DescribeStatementResponse updated = redshift.await(client.executeStatement(b -> b.workgroupName("local")
                        .database("warehouse")
                        .sql("UPDATE bound SET n = :n WHERE n = :n - 1")
                        .parameters(parameter("n", "6")))
                .id());
        assertThat(updated.resultRows()).isEqualTo(1);
        assertThat(redshift.value("SELECT t FROM bound WHERE n = 6")).isEqualTo("'); DROP TABLE bound; --");
    }

    @Test
    void refusesParametersThatDoNotMatchTheStatement() {
        assertRefused("SELECT :a", List.of(), "lacks parameters that the SQL names: [a]");
        assertRefused("SELECT 1", List.of(parameter("a", "1")), "unused parameters: [a]");
        assertRefused("SELECT :a", List.of(parameter("a", "")), "greater than or equal to 1");
        assertRefused("SELECT :a", List.of(parameter("a", "1"), parameter("a", "2")), "given twice");
    }

    private static void assertRefused(String sql, List<SqlParameter> parameters, String message) {
        assertThatThrownBy(() -> client.executeStatement(b -> b.workgroupName("local")
                        .database("warehouse")
                        .sql(sql)
                        .parameters(parameters.isEmpty() ? null : parameters)))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesRequestsBeyondTheLimits() {
        assertThatThrownBy(() -> redshift.submit("SELECT '" + "x".repeat(100 * 1024) + "'"))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("102400");
        assertThatThrownBy(() ->
                        redshift.submitBatch(Collections.nCopies(41, "SELECT 1").toArray(String[]::new)))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("1 to 40");
        assertThatThrownBy(() -> client.executeStatement(b -> b.workgroupName("local")
                        .database("warehouse")
                        .sql("SELECT 1")
                        .clientToken("x".repeat(65))))
                .isInstanceOf(ValidationException.class);
        assertThatThrownBy(() ->
                        client.executeStatement(b -> b.database("warehouse").sql("SELECT 1")))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("WorkgroupName");
        assertThat(redshift.runBatch(Collections.nCopies(40, "SELECT 1").toArray(String[]::new))
                        .status())
                .isEqualTo(StatusString.FINISHED);
    }

    @Test
    void aTokenNamesOneRequest() {
        String token = UUID.randomUUID().toString();
        redshift.ok("CREATE TABLE once (n BIGINT)");
        String first = insertOnce(token, "INSERT INTO once VALUES (1)");
        redshift.await(first);

        assertThat(insertOnce(token, "INSERT INTO once VALUES (1)")).isEqualTo(first);
        assertThat(redshift.value("SELECT COUNT(*) FROM once")).isEqualTo("1");
        assertThatThrownBy(() -> insertOnce(token, "INSERT INTO once VALUES (2)"))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("other parameters");
    }

    private static String insertOnce(String token, String sql) {
        return client.batchExecuteStatement(b -> b.workgroupName("local")
                        .database("warehouse")
                        .clientToken(token)
                        .sqls(sql))
                .id();
    }

    @Test
    void aBatchIsOneTransactionAndOneSession() {
        redshift.ok("CREATE TABLE kept (n BIGINT)");

        DescribeStatementResponse end = redshift.runBatch(
                "LOCK TABLE kept",
                "CREATE TEMP TABLE stage (LIKE kept)",
                "INSERT INTO stage VALUES (1), (2)",
                "INSERT INTO kept SELECT n FROM stage",
                "SELECT COUNT(*) FROM kept");

        assertThat(end.status()).isEqualTo(StatusString.FINISHED);
        assertThat(end.subStatements())
                .extracting(SubStatementData::status)
                .containsOnly(end.subStatements().get(0).status());
        assertThat(end.subStatements()).extracting(SubStatementData::resultRows).containsExactly(0L, 0L, 2L, 2L, 1L);
        assertThat(end.subStatements())
                .extracting(SubStatementData::hasResultSet)
                .containsExactly(false, false, false, false, true);
        assertThat(client.getStatementResult(b -> b.id(end.id() + ":5"))
                        .records()
                        .get(0))
                .containsExactly(Field.fromLongValue(2L));
        assertThat(redshift.run("SELECT * FROM stage").error()).contains("relation \"stage\" does not exist");
    }

    @Test
    void aBatchThatFailsKeepsNothing() {
        redshift.ok("CREATE TABLE untouched (n BIGINT NOT NULL)");

        DescribeStatementResponse end = redshift.runBatch(
                "CREATE TABLE of_the_batch (n BIGINT)",
                "INSERT INTO untouched VALUES (1)",
                "INSERT INTO untouched VALUES (NULL)",
                "INSERT INTO untouched VALUES (3)");

        assertThat(end.status()).isEqualTo(StatusString.FAILED);
        assertThat(end.error()).isEqualTo("Query #3 failed with ERROR: Cannot insert a NULL value into column n");
        assertThat(end.subStatements())
                .extracting(SubStatementData::statusAsString)
                .containsExactly("FINISHED", "FINISHED", "FAILED", "ABORTED");
        assertThat(end.subStatements().get(2).error()).isEqualTo("ERROR: Cannot insert a NULL value into column n");
        assertThat(redshift.value("SELECT COUNT(*) FROM untouched")).isEqualTo("0");
        assertThat(redshift.run("SELECT * FROM of_the_batch").status()).isEqualTo(StatusString.FAILED);
    }

    @Test
    void refusalsAreFailedStatements() {
        DescribeStatementResponse end = redshift.run("SELECT DISTINCT ON (a) a FROM t");

        assertThat(end.status()).isEqualTo(StatusString.FAILED);
        assertThat(end.error()).isEqualTo("ERROR: SELECT DISTINCT ON is not supported");
        assertThat(redshift.await(client.executeStatement(b ->
                                        b.workgroupName("local").database("dev").sql("SELECT 1"))
                                .id())
                        .error())
                .contains("database \"dev\" does not exist");
    }

    @Test
    void textIsMeasuredInBytes() {
        redshift.ok("CREATE TABLE measured (t VARCHAR(4))");
        redshift.ok("CREATE TABLE copied (LIKE measured)");
        redshift.ok("INSERT INTO measured VALUES ('äö')");

        for (String table : List.of("measured", "copied")) {
            DescribeStatementResponse end = redshift.run("INSERT INTO " + table + " VALUES ('äöü')");
            assertThat(end.error()).contains("Value too long for type character varying(4)");
        }
        redshift.ok("ALTER TABLE measured ALTER COLUMN t TYPE VARCHAR(6)");
        redshift.ok("INSERT INTO measured VALUES ('äöü')");
    }

    @Test
    void keysAreNotEnforced() {
        redshift.ok("CREATE TABLE keyed (n BIGINT, PRIMARY KEY (n))");
        redshift.ok("INSERT INTO keyed VALUES (1), (1)");

        assertThat(redshift.value("SELECT COUNT(*) FROM keyed")).isEqualTo("2");
        assertThat(redshift.run("INSERT INTO keyed VALUES (NULL)").status()).isEqualTo(StatusString.FAILED);
    }

    @Test
    void hasTheFunctionsOfRedshift() throws NoSuchAlgorithmException {
        redshift.ok("CREATE TABLE stamped (n BIGINT, at TIMESTAMP NOT NULL DEFAULT GETDATE())");
        redshift.ok("INSERT INTO stamped (n) VALUES (1)");

        assertThat(redshift.value("SELECT DATEDIFF(minute, at, SYSDATE) FROM stamped"))
                .isIn("0", "1");
        assertThat(redshift.value("SELECT STRTOL(SUBSTRING(MD5('a:0:1:2'), 1, 15), 16)"))
                .isEqualTo(Long.toString(Long.parseLong(md5Prefix("a:0:1:2"), 16)));
        assertThat(redshift.value("SELECT STRTOL('-zz', 36)")).isEqualTo("-1295");
        assertThat(redshift.value("SELECT NVL(NULL, LEN('abc'))")).isEqualTo("3");
        assertThat(redshift.value("SELECT DATEADD(quarter, 1, CAST('2026-11-30' AS TIMESTAMP))"))
                .isEqualTo("2027-02-28 00:00:00");
        assertThat(redshift.value(
                        "SELECT DATEDIFF(year, CAST('2025-12-31' AS TIMESTAMP), CAST('2026-01-01' AS TIMESTAMP))"))
                .isEqualTo("1");
    }

    private static String md5Prefix(String text) throws NoSuchAlgorithmException {
        byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest).substring(0, 15);
    }

    @Test
    void aRivalTransactionIsASerializableViolation() throws Exception {
        redshift.ok("CREATE TABLE contested (n BIGINT)");
        redshift.ok("INSERT INTO contested VALUES (0)");
        String slow;
        try (Gate gate = new Gate(redshift)) {
            slow = redshift.submitBatch("SELECT n FROM contested", Gate.PASS, "UPDATE contested SET n = n + 1");
            gate.awaitWaiting(1);
            redshift.ok("UPDATE contested SET n = n + 1");
        }

        assertThat(redshift.await(slow).error()).contains("1023").contains("Serializable isolation violation");
    }

    @Test
    void aTransactionThatWaitedForItsFirstLockSeesWhatTheOtherDid() throws Exception {
        redshift.ok("CREATE TABLE fence (n BIGINT)");
        redshift.ok("INSERT INTO fence VALUES (0)");
        String first;
        String second;
        try (Gate gate = new Gate(redshift)) {
            first = redshift.submitBatch("LOCK TABLE fence", Gate.PASS, "UPDATE fence SET n = n + 1");
            gate.awaitWaiting(1);
            second = redshift.submitBatch("LOCK TABLE fence", "UPDATE fence SET n = n + 1");
            gate.awaitWaiting(2);
        }

        assertThat(redshift.await(first).status()).isEqualTo(StatusString.FINISHED);
        assertThat(redshift.await(second).error()).isNull();
        assertThat(redshift.value("SELECT n FROM fence")).isEqualTo("2");
    }

    @Test
    void aRunningStatementHasNoResultAndCanBeCancelled() {
        String id = redshift.submit("SELECT pg_sleep(30)");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> client.describeStatement(b -> b.id(id)).status() == StatusString.STARTED);
        assertThatThrownBy(() -> client.getStatementResult(b -> b.id(id)))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("does not have result");

        assertThat(client.cancelStatement(b -> b.id(id)).status()).isTrue();

        assertThat(redshift.await(id).status()).isEqualTo(StatusString.ABORTED);
        assertThatThrownBy(() -> client.cancelStatement(b -> b.id(id)))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("ABORTED");
    }

    @Test
    void describesOneStatementOfABatch() {
        String id = redshift.runBatch("SELECT 1", "SELECT nothing", "SELECT 3").id();

        DescribeStatementResponse second = client.describeStatement(b -> b.id(id + ":2"));

        assertThat(second.id()).isEqualTo(id + ":2");
        assertThat(second.queryString()).isEqualTo("SELECT nothing");
        assertThat(second.status()).isEqualTo(StatusString.FAILED);
        assertThat(second.error()).contains("column \"nothing\" does not exist");
        assertThat(client.describeStatement(b -> b.id(id + ":3")).status()).isEqualTo(StatusString.ABORTED);
        assertThatThrownBy(() -> client.describeStatement(b -> b.id(id + ":4")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void resultsAsCsv() {
        String id = redshift.await(client.executeStatement(b -> b.workgroupName("local")
                                .database("warehouse")
                                .resultFormat("CSV")
                                .sql("SELECT 1, 'a \"b\", c', NULL, '' UNION ALL SELECT 2, 'd', NULL, 'e' ORDER BY 1"))
                        .id())
                .id();

        var result = client.getStatementResultV2(b -> b.id(id));

        assertThat(result.records().get(0).csvRecords()).isEqualTo("1,\"a \"\"b\"\", c\",,\r\n2,d,,e\r\n");
        assertThat(result.totalNumRows()).isEqualTo(2);
        assertThat(result.columnMetadata()).hasSize(4);
        assertThatThrownBy(() -> client.getStatementResult(b -> b.id(id)))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("GetStatementResultV2");
        String json = redshift.ok("SELECT 1").id();
        assertThatThrownBy(() -> client.getStatementResultV2(b -> b.id(json))).isInstanceOf(ValidationException.class);
    }

    @Test
    void refusesWhatIsNotHere() {
        assertThatThrownBy(() -> client.executeStatement(b -> b.workgroupName("local")
                        .database("warehouse")
                        .sql("SELECT 1")
                        .sessionKeepAliveSeconds(60)))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("does not support SessionKeepAliveSeconds");
        assertThat(redshift.await(client.executeStatement(b -> b.workgroupName("local")
                                        .database("warehouse")
                                        .withEvent(true)
                                        .sql("SELECT 1"))
                                .id())
                        .status())
                .isEqualTo(StatusString.FINISHED);
    }

    @Test
    void unknownIdsAndOperationsAreErrorsOfTheirOwn() {
        assertThatThrownBy(() ->
                        client.describeStatement(b -> b.id(UUID.randomUUID().toString())))
                .isInstanceOf(ResourceNotFoundException.class)
                .satisfies(e ->
                        assertThat(((ResourceNotFoundException) e).resourceId()).isNotEmpty());
        assertThatThrownBy(() -> client.describeStatement(b -> b.id("no id"))).isInstanceOf(ValidationException.class);
        String update = redshift.ok("CREATE TABLE without_rows (n BIGINT)").id();
        assertThatThrownBy(() -> client.getStatementResult(b -> b.id(update)))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    private static SqlParameter parameter(String name, String value) {
        return SqlParameter.builder().name(name).value(value).build();
    }
}
