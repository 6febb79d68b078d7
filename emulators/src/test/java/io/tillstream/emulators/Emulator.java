package io.tillstream.emulators;

import io.tillstream.aws.AwsClients;
import io.tillstream.aws.CallLimits;
import io.tillstream.standins.s3.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The S3 and SQS that the tests run against, one for all tests of a run, chosen in this order: {@code AWS_ENDPOINT_URL} of the
 * environment; LocalStack in Docker (image {@code LOCALSTACK_IMAGE}, by default the last one that needs no token;
 * {@code LOCALSTACK_AUTH_TOKEN} is passed on); the S3 that the local run embeds, which has no SQS. The clients of writer and
 * loader find it as they find anything: by the SDK's own settings.
 *
 * @param name what it is
 * @param endpoint where it answers
 * @param hasQueues whether it has SQS, and S3 that notifies it
 */
public record Emulator(String name, URI endpoint, boolean hasQueues) {
    private static final String DEFAULT_IMAGE = "localstack/localstack:4.14.0";
    private static final Emulator CHOSEN = choose();

    /** Returns the one of this run. */
    public static Emulator get() {
        return CHOSEN;
    }

    /** Returns what the loader's environment says to reach it. */
    public Map<String, String> environment() {
        return Map.of("AWS_ENDPOINT_URL", endpoint.toString());
    }

    /** Creates a bucket of its own for a test. */
    public String createBucket() {
        String bucket = "tillstream-test-" + UUID.randomUUID();
        try (S3Client s3 = s3()) {
            s3.createBucket(request -> request.bucket(bucket));
        }
        return bucket;
    }

    /** Deletes a test's bucket with all in it. */
    public void deleteBucket(String bucket) {
        try (S3Client s3 = s3()) {
            s3.listObjectsV2Paginator(request -> request.bucket(bucket))
                    .contents()
                    .forEach(object ->
                            s3.deleteObject(request -> request.bucket(bucket).key(object.key())));
            s3.deleteBucket(request -> request.bucket(bucket));
        }
    }

    /** Returns an S3 client of the tests themselves. */
    public S3Client s3() {
        Map<String, String> environment = Map.of("AWS_ENDPOINT_URL_S3", endpoint.toString());
        return new AwsClients(environment, CallLimits.TRANSFER).s3();
    }

    /** Returns an SQS client. */
    public SqsClient sqs() {
        return SqsClient.builder()
                .endpointOverride(endpoint)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private static Emulator choose() {
        setDefault("aws.region", "AWS_REGION", "us-east-1");
        setDefault("aws.accessKeyId", "AWS_ACCESS_KEY_ID", "test");
        setDefault("aws.secretAccessKey", "AWS_SECRET_ACCESS_KEY", "test");
        Emulator chosen = given();
        if (chosen == null) {
            chosen = DockerClientFactory.instance().isDockerAvailable() ? localStack() : embedded();
        }
        System.setProperty("aws.endpointUrl", chosen.endpoint.toString());
        System.out.println("EMULATOR " + chosen.name + " at " + chosen.endpoint
                + (chosen.hasQueues ? "" : ", without SQS: tests of notifications are SKIPPED"));
        return chosen;
    }

    private static Emulator given() {
        String url = System.getenv("AWS_ENDPOINT_URL");
        if (url == null || url.isBlank()) {
            return null;
        }
        Emulator given = new Emulator("AWS_ENDPOINT_URL", URI.create(url), true);
        try (SqsClient sqs = given.sqs()) {
            sqs.listQueues();
            return given;
        } catch (SdkException e) {
            System.out.println("EMULATOR " + url + " does not answer ListQueues: " + e.getMessage());
            return new Emulator(given.name, given.endpoint, false);
        }
    }

    private static Emulator localStack() {
        String image = System.getenv().getOrDefault("LOCALSTACK_IMAGE", DEFAULT_IMAGE);
        LocalStackContainer container = new LocalStackContainer(
                        DockerImageName.parse(image).asCompatibleSubstituteFor("localstack/localstack"))
                .withServices("s3", "sqs");
        String token = System.getenv("LOCALSTACK_AUTH_TOKEN");
        if (token != null && !token.isBlank()) {
            container.withEnv("LOCALSTACK_AUTH_TOKEN", token);
        }
        // Testcontainers removes the container when this JVM ends.
        container.start();
        return new Emulator(image, container.getEndpoint(), true);
    }

    private static Emulator embedded() {
        try {
            Path directory = Files.createTempDirectory("tillstream-emulator");
            ObjectStore store = ObjectStore.start(directory, 0);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(store, directory)));
            return new Emulator("the embedded S3", store.endpoint(), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(ObjectStore store, Path directory) {
        try {
            store.close();
            try (var files = Files.walk(directory)) {
                files.sorted(java.util.Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void setDefault(String property, String variable, String value) {
        if (System.getenv(variable) == null && System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
