package io.tillstream.loader;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillstream.lake.LoadSetKeys;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A loader with its lake and its warehouse, all of it talking over HTTP through the real SDK. */
final class LoaderTestBed implements AutoCloseable {
    static final String BUCKET = "tillstream-lake";
    private static final long LONG_TIME = 120_000;

    final FakeWarehouse warehouse = new FakeWarehouse();
    final FakeDataApi dataApi = new FakeDataApi(warehouse);
    final FakeS3 s3 = new FakeS3();
    private String sweepMinutes = "";
    private Instant now = Instant.parse("2026-11-20T12:00:00Z");

    LoaderTestBed() throws IOException {}

    /** From now on the loader is deployed as on AWS: a sweep every minute that asks the warehouse only this often. */
    void sweepEvery(Duration duration) {
        sweepMinutes = Long.toString(duration.toMinutes());
    }

    Map<String, String> environment() {
        return Map.of(
                "TILLSTREAM_SWEEP_MINUTES",
                sweepMinutes,
                "TILLSTREAM_LAKE_BUCKET",
                BUCKET,
                "TILLSTREAM_WORKGROUP",
                "tillstream",
                "TILLSTREAM_DATABASE",
                "sales",
                "TILLSTREAM_COPY_ROLE_ARN",
                "arn:aws:iam::123456789012:role/copy",
                "AWS_ENDPOINT_URL",
                s3.url(),
                "AWS_ENDPOINT_URL_REDSHIFT_DATA",
                dataApi.url());
    }

    void publish(long number) {
        publish(number, BatchFiles.complete(number));
    }

    void publish(long number, ObjectNode file) {
        s3.put(BUCKET, LoadSetKeys.batchFile(number, file.path("revision").asInt()), file.toString());
    }

    void pause() {
        s3.put(BUCKET, LoaderState.PAUSED_KEY, "");
    }

    void resume() {
        s3.delete(BUCKET, LoaderState.PAUSED_KEY);
    }

    /** What the last invocation left for people to read. */
    String outcome() {
        return s3.get(BUCKET, LoaderState.OUTCOME_KEY);
    }

    void later(Duration duration) {
        now = now.plus(duration);
        dataApi.setNow(now);
    }

    /** Delivers messages to a handler of its own, as a cold start would, and returns the ids that failed. */
    List<String> deliver(String... bodies) {
        return deliver(LONG_TIME, bodies);
    }

    List<String> deliver(long millis, String... bodies) {
        List<SQSEvent.SQSMessage> messages = new ArrayList<>();
        for (String body : bodies) {
            SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
            message.setMessageId("m" + (messages.size() + 1));
            message.setBody(body);
            messages.add(message);
        }
        SQSEvent event = new SQSEvent();
        event.setRecords(messages);
        LoadHandler handler = new LoadHandler(environment(), Clock.fixed(now, ZoneOffset.UTC), Duration.ofMillis(1));
        return handler.handleRequest(event, new FakeContext(millis)).getBatchItemFailures().stream()
                .map(SQSBatchResponse.BatchItemFailure::getItemIdentifier)
                .toList();
    }

    /** The notification that S3 sends for a set; the key is URL-encoded. */
    static String notification(long number) {
        return notification(BUCKET, LoadSetKeys.batchFile(number, 1).replace("/", "%2F"));
    }

    static String notification(String bucket, String key) {
        return ("{\"Records\":[{\"eventSource\":\"aws:s3\",\"eventName\":\"ObjectCreated:Put\","
                        + "\"s3\":{\"bucket\":{\"name\":\"%s\"},\"object\":{\"key\":\"%s\",\"size\":1}}}]}")
                .formatted(bucket, key);
    }

    @Override
    public void close() {
        dataApi.close();
        s3.close();
    }
}
