package io.tillstream.cli.loading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillstream.local.pipeline.S3Event;
import io.tillstream.local.process.Installation;
import io.tillstream.standins.lambda.LambdaFunction;
import io.tillstream.standins.lambda.LambdaRuntime;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The loader in Lambda's real runtime client, in a process of its own. */
final class LoaderProcess implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final LambdaRuntime runtime;

    LoaderProcess(String name, URI lake, URI dataApi, Path directory) throws Exception {
        this.runtime = LambdaRuntime.start(new LambdaFunction(
                name,
                "io.tillstream.loader.LoadHandler",
                new Installation(Path.of("..").toAbsolutePath().normalize()).classPath("lambda-loader"),
                Map.of(
                        "AWS_ENDPOINT_URL_S3", lake.toString(),
                        "AWS_ENDPOINT_URL_REDSHIFT_DATA", dataApi.toString(),
                        "AWS_REGION", "us-east-1",
                        "AWS_ACCESS_KEY_ID", "local",
                        "AWS_SECRET_ACCESS_KEY", "local",
                        "AWS_EC2_METADATA_DISABLED", "true",
                        "TILLSTREAM_LAKE_BUCKET", TestLake.BUCKET,
                        "TILLSTREAM_WORKGROUP", "local",
                        "TILLSTREAM_DATABASE", "warehouse",
                        "TILLSTREAM_COPY_ROLE_ARN", "arn:aws:iam::000000000000:role/tillstream-copy"),
                512,
                directory.resolve(name + ".log")));
    }

    /** Delivers the notification of a batch file; returns the ids of messages that are to come again. */
    List<String> notify(String key) throws Exception {
        return invoke(S3Event.objectCreated(TestLake.BUCKET, key, "m1", Instant.now()));
    }

    /** Delivers SQS messages m1, m2 … with these bodies. */
    List<String> deliver(String... bodies) throws Exception {
        ObjectNode event = JSON.createObjectNode();
        var records = event.putArray("Records");
        for (String body : bodies) {
            records.addObject()
                    .put("messageId", "m" + (records.size()))
                    .put("eventSource", "aws:sqs")
                    .put("body", body);
        }
        return invoke(event.toString());
    }

    /** Delivers any event and returns the function's answer. */
    String answer(String event) throws Exception {
        return runtime.invoke(event, TIMEOUT);
    }

    /** Delivers any event; returns the ids of messages that are to come again. */
    List<String> invoke(String event) throws Exception {
        JsonNode answer = JSON.readTree(answer(event));
        List<String> again = new ArrayList<>();
        answer.path("batchItemFailures")
                .forEach(item -> again.add(item.path("itemIdentifier").asText()));
        return again;
    }

    /** Kills every Lambda of this test's process, as a failing host does; the next event finds a new one. */
    static void killAll() {
        ProcessHandle.current().children().filter(LoaderProcess::isLambda).forEach(child -> {
            child.destroyForcibly();
            child.onExit().join();
        });
    }

    /** Not by {@link ProcessHandle#info}, which gives no arguments where the class path is long. */
    private static boolean isLambda(ProcessHandle child) {
        try {
            return Files.readString(
                            Path.of("/proc", Long.toString(child.pid()), "cmdline"), StandardCharsets.ISO_8859_1)
                    .contains("AWSLambda");
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        runtime.close();
    }
}
