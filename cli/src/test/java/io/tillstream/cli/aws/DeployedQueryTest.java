package io.tillstream.cli.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.tillstream.operations.aws.DeployedNames;
import io.tillstream.standins.process.LoopbackHttp;
import io.tillstream.standins.redshift.DataApiServer;
import io.tillstream.standins.redshift.LocalRedshift;
import io.tillstream.standins.redshift.SharedRedshift;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code ./tillstream query --target aws:NAME} as an analyst types it: the program as a process, the SDK's default chains, and
 * the Data API's stand-in over HTTP before a database that is called as on AWS.
 */
@ExtendWith(SharedRedshift.class)
class DeployedQueryTest {
    private static final String ENDPOINT = "AWS_ENDPOINT_URL_REDSHIFT_DATA";
    private static DataApiServer redshift;

    @TempDir
    private Path work;

    @BeforeAll
    static void start(LocalRedshift shared) throws Exception {
        shared.database().createDatabase(DeployedNames.DATABASE);
        redshift = DataApiServer.start(0, shared.database().access(DeployedNames.DATABASE), shared.lake());
    }

    @AfterAll
    static void stop() {
        redshift.close();
    }

    @Test
    void theQuestionGoesToTheEnvironmentAndStartsNothingHere() throws Exception {
        Program.Outcome outcome = new Program(work)
                .withRegion()
                .withCredentials()
                .with(ENDPOINT, redshift.endpoint())
                // As an analyst sets it once for all commands.
                .with("TILLSTREAM_TARGET", "aws:tillstream-dev")
                .run(
                        "query",
                        "--sql",
                        "SELECT CURRENT_DATABASE() AS db, :shop AS shop, 2.50 AS price",
                        "--param",
                        "shop=x'y",
                        "--format",
                        "csv");

        assertThat(outcome.expect(0).output()).isEqualTo("db,shop,price\ntillstream,x'y,2.5\n");
        assertThat(outcome.errors()).isEmpty();
        assertThat(Files.exists(work.resolve(".tillstream"))).isFalse();
    }

    @Test
    void whatTheWarehouseRefusesIsSaid() throws Exception {
        Program.Outcome outcome = new Program(work)
                .withRegion()
                .withCredentials()
                .with("AWS_ENDPOINT_URL", redshift.endpoint())
                .run("query", "totals", "--target", "aws:tillstream-dev");

        assertThat(outcome.expect(1).errors())
                .startsWith("error: The warehouse refused the statement: ERROR: relation \"sales.");
    }

    @Test
    void anotherDatabaseIsTheCallersChoice() throws Exception {
        Program.Outcome outcome = new Program(work)
                .withRegion()
                .withCredentials()
                .with(ENDPOINT, redshift.endpoint())
                .run("query", "--sql", "SELECT 1", "--target", "aws:tillstream-dev", "--database", "other");

        assertThat(outcome.expect(1).errors()).contains("database \"other\" does not exist");
    }

    @Test
    void withoutARegionNothingIsAsked() throws Exception {
        Program.Outcome outcome =
                new Program(work).withCredentials().run("query", "totals", "--target", "aws:tillstream-dev");

        assertThat(outcome.expect(2).errors()).contains("no AWS region is configured. Set AWS_REGION");
    }

    @Test
    void withoutCredentialsTheNextStepIsNamed() throws Exception {
        Program.Outcome outcome = new Program(work)
                .withRegion()
                .with(ENDPOINT, redshift.endpoint())
                .run("query", "totals", "--target", "aws:tillstream-dev");

        assertThat(outcome.expect(2).errors())
                .contains("there are no AWS credentials")
                .contains("aws sso login")
                .contains("The profile: ");
    }

    @Test
    void aWorkgroupThatIsNotThereIsNamed() throws Exception {
        try (LoopbackHttp aws = refusing("ValidationException", "Redshift endpoint doesn't exist in this region.")) {
            Program.Outcome outcome = new Program(work)
                    .withRegion()
                    .withCredentials()
                    .with(ENDPOINT, aws.endpoint())
                    .run("query", "totals", "--target", "aws:tillstream-test");

            assertThat(outcome.expect(2).errors())
                    .contains("there is no workgroup tillstream-test with a database tillstream")
                    .contains("use --workgroup and --database to name others");
        }
    }

    @Test
    void whoIsDeniedAccessIsToldWhoCanGrantIt() throws Exception {
        String message = "User: arn:aws:sts::111122223333:assumed-role/Analyst/a is not authorized to perform:"
                + " redshift-serverless:GetCredentials";
        try (LoopbackHttp aws = refusing("AccessDeniedException", message)) {
            Program.Outcome outcome = new Program(work)
                    .withRegion()
                    .withCredentials()
                    .with(ENDPOINT, aws.endpoint())
                    .run("query", "totals", "--target", "aws:tillstream-dev");

            assertThat(outcome.expect(3).errors())
                    .contains("access denied")
                    .contains("docs/how-to/operating-on-aws.md")
                    .contains(message);
        }
    }

    /** A service that refuses everything, in the form of AWS JSON 1.1. */
    private static LoopbackHttp refusing(String code, String message) throws IOException {
        return LoopbackHttp.start(0, "/", exchange -> answer(exchange, code, message));
    }

    private static void answer(HttpExchange exchange, String code, String message) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            byte[] body =
                    ("{\"__type\":\"" + code + "\",\"message\":\"" + message + "\"}").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(400, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
