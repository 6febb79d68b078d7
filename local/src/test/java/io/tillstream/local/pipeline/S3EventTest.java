package io.tillstream.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class S3EventTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void wrapsTheNotificationInAnSqsMessage() throws IOException {
        JsonNode event = JSON.readTree(S3Event.objectCreated(
                "lake", "loads/00000000000000000001/a b/batch.json", "m-1", Instant.ofEpochMilli(1_700_000_000_000L)));

        JsonNode message = event.at("/Records/0");
        assertThat(message.path("messageId").asText()).isEqualTo("m-1");
        assertThat(message.path("eventSource").asText()).isEqualTo("aws:sqs");
        assertThat(message.at("/attributes/SentTimestamp").asText()).isEqualTo("1700000000000");
        JsonNode created = JSON.readTree(message.path("body").asText()).at("/Records/0");
        assertThat(created.path("eventName").asText()).isEqualTo("ObjectCreated:Put");
        assertThat(created.at("/s3/bucket/name").asText()).isEqualTo("lake");
        assertThat(created.at("/s3/object/key").asText()).isEqualTo("loads/00000000000000000001/a+b/batch.json");
    }
}
