package io.tillstream.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.aws.AwsClients;
import io.tillstream.aws.CallLimits;
import io.tillstream.aws.s3.S3ObjectStore;
import io.tillstream.emulators.Emulator;
import io.tillstream.lake.LoadSetKeys;
import io.tillstream.lake.error.ManualActionRequiredException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Event;
import software.amazon.awssdk.services.s3.model.FilterRule;
import software.amazon.awssdk.services.s3.model.QueueConfiguration;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What the loader reads in S3 and what S3 tells its queue, by the loader's own client and the deployed notification's filter. */
class LoadSetEmulatorTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path TEMPLATE = Path.of(
            System.getProperty("tillstream.root"),
            "infra-cdk/src/test/resources/io/tillstream/infra/snapshots/dev-lake.json");

    private static final String ATTEMPT = "0b0e4a6e-7a0c-4c1e-9d51-0a1b2c3d4e5f";

    private final S3Client s3 = new AwsClients(Emulator.get().environment(), CallLimits.LAMBDA).s3();
    private String bucket;

    @BeforeEach
    void open() {
        bucket = Emulator.get().createBucket();
    }

    @AfterEach
    void close() {
        Emulator.get().deleteBucket(bucket);
        s3.close();
    }

    @Test
    void theHighestRevisionOfASetCounts() {
        LoadSetFiles files = new LoadSetFiles(new S3ObjectStore(s3, bucket));
        assertThat(files.find(1)).isEmpty();
        files.requireNoneBeyond(1);
        publish(1, 1);
        assertThat(files.find(1).orElseThrow().key()).isEqualTo(LoadSetKeys.batchFile(1, 1));
        publish(1, 2);
        PublishedLoadSet newest = files.find(1).orElseThrow();
        assertThat(newest.key()).isEqualTo(LoadSetKeys.batchFile(1, 2));
        assertThat(newest.etag()).isNotBlank();
        publish(3, 1);
        assertThatThrownBy(() -> files.requireNoneBeyond(2)).isInstanceOf(ManualActionRequiredException.class);
    }

    @Test
    void aPublishedSetIsNeverOverwritten() {
        publish(1, 1);
        assertThat(publish(1, 1, "11111111-7a0c-4c1e-9d51-0a1b2c3d4e5f")).isFalse();
        assertThat(new LoadSetFiles(new S3ObjectStore(s3, bucket))
                        .find(1)
                        .orElseThrow()
                        .set()
                        .attempt())
                .isEqualTo(ATTEMPT);
    }

    @Test
    void theLoaderSeesItsPauseSwitchAndLeavesItsOutcome() throws Exception {
        LoaderState state = new LoaderState(new S3ObjectStore(s3, bucket));
        assertThat(state.isPaused()).isFalse();
        put(LoaderState.PAUSED_KEY, "{}");
        assertThat(state.isPaused()).isTrue();
        Instant now = Instant.now();
        state.record(new LastOutcome(now, "paused", 0, now), List.of(), "by a test");
        JsonNode outcome = JSON.readTree(
                s3.getObjectAsBytes(request -> request.bucket(bucket).key(LoaderState.OUTCOME_KEY))
                        .asByteArray());
        assertThat(outcome.path("status").asText()).isEqualTo("paused");
    }

    @Test
    void s3TellsTheQueueOfLoadSetsAndOfNothingElse() throws Exception {
        assumeTrue(
                Emulator.get().hasQueues(),
                () -> "SKIPPED: " + Emulator.get().name() + " has no SQS; set AWS_ENDPOINT_URL or start Docker");
        try (SqsClient sqs = Emulator.get().sqs()) {
            String queue = sqs.createQueue(request -> request.queueName("loads-" + UUID.randomUUID()))
                    .queueUrl();
            try {
                tellTheQueue(sqs, queue);
                put("bronze/topic=sales_events/x.parquet", "no");
                put(LoadSetKeys.prefix(1) + ATTEMPT + "/fact_sales/part-00000.parquet", "no");
                put(LoadSetKeys.prefix(1) + ATTEMPT + "/fact_sales.manifest", "no");
                put("state/loader.json", "no");
                publish(1, 1);
                publish(1, 2);
                List<WakeUp> heard = hear(sqs, queue);
                assertThat(heard)
                        .filteredOn(wakeUp -> wakeUp == WakeUp.LOAD_SET)
                        .as("messages of batch.json and batch.r2.json, perhaps delivered twice: %s", heard)
                        .hasSizeGreaterThanOrEqualTo(2);
                assertThat(heard).allMatch(wakeUp -> wakeUp == WakeUp.LOAD_SET || wakeUp == WakeUp.TEST_EVENT);
            } finally {
                sqs.deleteQueue(request -> request.queueUrl(queue));
            }
        }
    }

    /** Waits for two load sets, and then a while for what should not come. */
    private List<WakeUp> hear(SqsClient sqs, String queue) {
        List<WakeUp> heard = new ArrayList<>();
        Awaitility.await()
                .atMost(Duration.ofSeconds(120))
                .until(() -> receive(sqs, queue, heard).stream()
                                .filter(wakeUp -> wakeUp == WakeUp.LOAD_SET)
                                .count()
                        >= 2);
        receive(sqs, queue, heard);
        return heard;
    }

    private List<WakeUp> receive(SqsClient sqs, String queue, List<WakeUp> heard) {
        for (Message message : sqs.receiveMessage(request ->
                        request.queueUrl(queue).maxNumberOfMessages(10).waitTimeSeconds(1))
                .messages()) {
            heard.add(WakeUp.of(message.body(), bucket));
            sqs.deleteMessage(request -> request.queueUrl(queue).receiptHandle(message.receiptHandle()));
        }
        return heard;
    }

    private void tellTheQueue(SqsClient sqs, String queue) throws Exception {
        String arn = sqs.getQueueAttributes(
                        request -> request.queueUrl(queue).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        sqs.setQueueAttributes(
                request -> request.queueUrl(queue).attributes(Map.of(QueueAttributeName.POLICY, """
                        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},\
                        "Action":"sqs:SendMessage","Resource":"%s"}]}""".formatted(arn))));
        List<FilterRule> rules = new ArrayList<>();
        for (JsonNode rule : deployedFilter()) {
            rules.add(FilterRule.builder()
                    .name(rule.path("Name").asText())
                    .value(rule.path("Value").asText())
                    .build());
        }
        QueueConfiguration loads = QueueConfiguration.builder()
                .queueArn(arn)
                .events(Event.S3_OBJECT_CREATED)
                .filter(filter -> filter.key(key -> key.filterRules(rules)))
                .build();
        s3.putBucketNotificationConfiguration(
                request -> request.bucket(bucket).notificationConfiguration(all -> all.queueConfigurations(loads)));
    }

    /** The rules of the template that is deployed. */
    private static JsonNode deployedFilter() throws Exception {
        for (JsonNode resource : JSON.readTree(Files.readString(TEMPLATE)).path("Resources")) {
            JsonNode rules =
                    resource.at("/Properties/NotificationConfiguration/QueueConfigurations/0/Filter/S3Key/Rules");
            if (!rules.isMissingNode()) {
                return rules;
            }
        }
        throw new AssertionError("no notification in " + TEMPLATE);
    }

    /**
     * Publishes an empty set, as Gold does after a batch of duplicates: conditionally. A 412 may be to this call's own request,
     * sent again by the SDK after its answer was lost; then the object is this one.
     *
     * @return whether the set is this one
     */
    private boolean publish(long number, int revision, String attempt) {
        String file = """
                {"version": 2, "number": %d, "revision": %d, "attempt": "%s", "reason": "%s",
                 "batch_no": {"from": %d, "to": %d}, "tables": [], "fact": {"rows": 0, "revenue": {}}}
                """.formatted(number, revision, attempt, revision == 1 ? "" : "a test", number - 1, number);
        String key = LoadSetKeys.batchFile(number, revision);
        try {
            s3.putObject(request -> request.bucket(bucket).key(key).ifNoneMatch("*"), RequestBody.fromString(file));
            return true;
        } catch (S3Exception e) {
            assertThat(e.statusCode()).isEqualTo(412);
            return s3.getObjectAsBytes(request -> request.bucket(bucket).key(key))
                    .asUtf8String()
                    .equals(file);
        }
    }

    private void publish(long number, int revision) {
        assertThat(publish(number, revision, ATTEMPT)).isTrue();
    }

    private void put(String key, String text) {
        s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString(text));
    }
}
