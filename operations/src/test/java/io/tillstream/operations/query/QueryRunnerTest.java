package io.tillstream.operations.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.aws.redshift.WarehouseLogin;
import io.tillstream.operations.command.CommandException;
import io.tillstream.standins.redshift.LocalRedshift;
import io.tillstream.standins.redshift.SharedRedshift;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.redshiftdata.RedshiftDataClient;
import software.amazon.awssdk.services.redshiftdata.model.StatementData;

@ExtendWith(SharedRedshift.class)
class QueryRunnerTest {
    private static final String SECRET = "arn:aws:secretsmanager:us-east-1:111122223333:secret:analyst-a1B2c3";

    private QueryRunner api;

    @BeforeEach
    void create(LocalRedshift redshift) {
        api = new QueryRunner(redshift.client());
    }

    @Test
    void valuesOfEveryTypeAreText() {
        ResultTable table = api.query(
                "SELECT 1::bigint AS n, CAST(2.50 AS DECIMAL(9,2)) AS d, 1e10::float8 AS f, TRUE AS b, 'x' AS t,"
                        + " NULL::varchar AS nothing, CAST('2026-01-02' AS DATE) AS day");

        assertThat(table.columns())
                .extracting(ResultTable.Column::name)
                .containsExactly("n", "d", "f", "b", "t", "nothing", "day");
        assertThat(table.columns())
                .extracting(ResultTable.Column::numeric)
                .containsExactly(true, true, true, false, false, false, false);
        assertThat(table.rows())
                .containsExactly(Arrays.asList("1", "2.50", "10000000000", "true", "x", null, "2026-01-02"));
    }

    @Test
    void readsAllPagesInOrder() {
        ResultTable table = api.query("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 25)"
                + " SELECT i FROM n ORDER BY i");

        assertThat(table.rows()).hasSize(25).first().isEqualTo(List.of("1"));
        assertThat(table.rows().get(24)).isEqualTo(List.of("25"));
    }

    @Test
    void bindsValues() {
        assertThat(api.query("SELECT :a || '/' || :b AS c", Map.of("a", "x'; --", "b", "y"))
                        .rows())
                .containsExactly(List.of("x'; --/y"));
    }

    @Test
    void aStatementWithoutAResultHasNoColumns() {
        ResultTable table = api.query("CREATE TABLE made_by_data_api (n BIGINT)");

        assertThat(table.columns()).isEmpty();
        assertThat(table.rows()).isEmpty();
    }

    @Test
    void theWarehousesMessageReachesTheUser() {
        assertThatThrownBy(() -> api.query("SELECT nothing_of_that_name"))
                .isInstanceOf(CommandException.Failed.class)
                .hasMessageContaining("column \"nothing_of_that_name\" does not exist");
        assertThatThrownBy(() -> api.query("SELECT :missing"))
                .isInstanceOf(CommandException.Failed.class)
                .hasMessageContaining("did not accept the statement")
                .hasMessageContaining("missing");
    }

    @Test
    void anUnknownTableIsAnsweredWithTheSchemasAndDescribeKnowsThem() {
        assertThatThrownBy(() -> api.query("SELECT * FROM fact_sales"))
                .isInstanceOf(CommandException.Failed.class)
                .hasMessageContaining("write sales.fact_sales")
                .hasMessageContaining("./tillstream describe");

        assertThat(api.hasLoadLedger()).isFalse();
        api.query("CREATE SCHEMA sales");
        api.query("CREATE TABLE sales.thing (id BIGINT NOT NULL, name VARCHAR(20), price DECIMAL(18,6), at TIMESTAMP)");
        Relations relations = new Relations(api);
        assertThat(relations.all().rows()).containsExactly(List.of("sales", "thing", "table", "4"));
        assertThat(relations.columns("THING").rows())
                .containsExactly(
                        List.of("id", "bigint"),
                        List.of("name", "varchar(20)"),
                        List.of("price", "decimal(18,6)"),
                        List.of("at", "timestamp"));
        assertThat(relations.columns("sales.thing").rows()).hasSize(4);
        assertThatThrownBy(() -> relations.columns("thingy"))
                .isInstanceOf(CommandException.Usage.class)
                .hasMessageContaining("Did you mean sales.thing?");
        api.query("DROP SCHEMA sales CASCADE");
    }

    @Test
    void theStatementGoesToTheWarehouseOfTheLoginAsItsUser(LocalRedshift redshift) {
        WarehouseLogin login = new WarehouseLogin("another-workgroup", "warehouse", Optional.of(SECRET));

        new QueryRunner(redshift.client(), login).query("SELECT 4711 AS login");

        StatementData listed = redshift
                .client()
                .listStatements(
                        request -> request.workgroupName("another-workgroup").database("warehouse"))
                .statements()
                .stream()
                .filter(statement -> statement.queryString().contains("4711"))
                .findFirst()
                .orElseThrow();
        assertThat(redshift.client()
                        .describeStatement(request -> request.id(listed.id()))
                        .secretArn())
                .isEqualTo(SECRET);
    }

    @Test
    void closingCancelsWhatStillRuns() throws Exception {
        CompletableFuture<ResultTable> answer =
                CompletableFuture.supplyAsync(() -> api.query("SELECT pg_sleep(300) AS slept"));

        // Again and again: the statement may not have been submitted at the first time.
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            api.close();
            return answer.isDone();
        });

        assertThatThrownBy(answer::get)
                .hasCauseInstanceOf(CommandException.Failed.class)
                .hasMessageContaining("The warehouse refused the statement");
    }

    @Test
    void aServerThatDoesNotAnswerIsAFailureOfItsOwn() {
        try (RedshiftDataClient nobody = RedshiftDataClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:1"))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(1)))
                .build()) {
            assertThatThrownBy(() -> new QueryRunner(nobody).query("SELECT 1"))
                    .isInstanceOf(CommandException.Failed.class)
                    .hasMessageContaining("did not accept the statement");
        }
    }
}
