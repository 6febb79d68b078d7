package io.tillstream.standins.redshift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The AWS CLI, where the machine has one, as a person types it. */
@ExtendWith(SharedRedshift.class)
class AwsCliTest {
    @Test
    void theCliRunsAStatementAndReadsItsResult(LocalRedshift redshift) throws Exception {
        assumeTrue(installed(), "Skipped: there is no AWS CLI (aws) on the path");
        JsonNode submitted = aws(
                redshift,
                "execute-statement",
                "--workgroup-name",
                "local",
                "--database",
                "warehouse",
                "--sql",
                "SELECT :n::integer AS n, 'till' AS t",
                "--parameters",
                "name=n,value=7");
        String id = submitted.path("Id").asText();
        redshift.await(id);

        assertThat(aws(redshift, "describe-statement", "--id", id)
                        .path("Status")
                        .asText())
                .isEqualTo("FINISHED");
        assertThat(aws(redshift, "get-statement-result", "--id", id)
                        .path("Records")
                        .toString())
                .isEqualTo("[[{\"longValue\":7},{\"stringValue\":\"till\"}]]");
        assertThat(aws(
                                redshift,
                                "list-tables",
                                "--workgroup-name",
                                "local",
                                "--database",
                                "warehouse",
                                "--table-pattern",
                                "svv_%info")
                        .path("Tables")
                        .size())
                .isEqualTo(2);
    }

    private static boolean installed() throws InterruptedException {
        try {
            return run(List.of("aws", "--version"), "http://127.0.0.1").code() == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    private static JsonNode aws(LocalRedshift redshift, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("aws", "redshift-data", "--output", "json"));
        command.addAll(List.of(arguments));
        Outcome outcome = run(command, redshift.endpoint().toString());
        assertThat(outcome.code()).as(outcome.output()).isZero();
        return new ObjectMapper().readTree(outcome.output());
    }

    /** What a command came to. */
    private record Outcome(int code, String output) {}

    private static Outcome run(List<String> command, String endpoint) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("AWS_ENDPOINT_URL_REDSHIFT_DATA", endpoint);
        builder.environment().put("AWS_ACCESS_KEY_ID", "local");
        builder.environment().put("AWS_SECRET_ACCESS_KEY", "local");
        builder.environment().put("AWS_DEFAULT_REGION", "us-east-1");
        builder.environment().put("AWS_PAGER", "");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(120, TimeUnit.SECONDS))
                .as(String.join(" ", command))
                .isTrue();
        return new Outcome(process.exitValue(), output);
    }
}
