package io.tillstream.local.pipeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillstream.local.process.StandInClients;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** The event that Lambda gets when S3 tells SQS of a new object: an S3 notification as the body of an SQS message. */
public final class S3Event {
    private static final ObjectMapper JSON = new ObjectMapper();

    private S3Event() {}

    /**
     * The event of one created object.
     *
     * @param messageId id of the SQS message, which a partial-batch response names
     */
    public static String objectCreated(String bucket, String key, String messageId, Instant now) {
        ObjectNode notification = JSON.createObjectNode();
        ObjectNode created = notification.putArray("Records").addObject();
        created.put("eventVersion", "2.1")
                .put("eventSource", "aws:s3")
                .put("awsRegion", StandInClients.REGION)
                .put("eventTime", now.toString())
                .put("eventName", "ObjectCreated:Put");
        ObjectNode s3 = created.putObject("s3");
        s3.put("s3SchemaVersion", "1.0");
        s3.putObject("bucket").put("name", bucket).put("arn", "arn:aws:s3:::" + bucket);
        // S3 sends keys URL-encoded, with + for a blank; slashes stay.
        s3.putObject("object")
                .put("key", URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/"));
        ObjectNode event = JSON.createObjectNode();
        ObjectNode message = event.putArray("Records").addObject();
        message.put("messageId", messageId)
                .put("receiptHandle", messageId)
                .put("body", notification.toString())
                .put("eventSource", "aws:sqs")
                .put("eventSourceARN", "arn:aws:sqs:" + StandInClients.REGION + ":000000000000:tillstream-loads")
                .put("awsRegion", StandInClients.REGION);
        message.putObject("attributes")
                .put("ApproximateReceiveCount", "1")
                .put("SentTimestamp", Long.toString(now.toEpochMilli()));
        message.putObject("messageAttributes");
        return event.toString();
    }
}
