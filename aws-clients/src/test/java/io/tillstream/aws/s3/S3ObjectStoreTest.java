package io.tillstream.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.tillstream.aws.AwsClients;
import io.tillstream.aws.CallLimits;
import io.tillstream.aws.s3.FakeS3.Fault;
import io.tillstream.lake.error.RetryableException;
import io.tillstream.lake.error.TerminalException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The store through the real SDK, retries and all, against an HTTP server with faults. */
class S3ObjectStoreTest {
    private static final String KEY =
            "bronze/topic=t/id=AAAAAAAAAAAAAAAAAAAAA1/partition=0/00000000000000000000.parquet";
    private static final Map<String, String> META = Map.of("first-offset", "0", "last-offset", "9");

    @TempDir
    Path directory;

    private FakeS3 s3;
    private S3Client client;
    private S3ObjectStore store;
    private Path file;
    private byte[] bytes;

    @BeforeEach
    void open() throws IOException {
        s3 = new FakeS3();
        client = client(s3.endpoint());
        store = new S3ObjectStore(client, FakeS3.BUCKET);
        bytes = new byte[300_000];
        new Random(1).nextBytes(bytes);
        file = Files.write(directory.resolve("file"), bytes);
    }

    @AfterEach
    void close() {
        client.close();
        s3.close();
    }

    @Test
    void createsWithTheExactBytesAndMetadata() {
        assertThat(store.create(KEY, file, META)).isEqualTo(PutOutcome.CREATED);
        assertThat(s3.objects().get(KEY).bytes()).isEqualTo(bytes);
        assertThat(store.head(KEY)).contains(new ObjectHead(KEY, bytes.length, META));
        assertThat(store.read(KEY)).hasValueSatisfying(read -> assertThat(read).isEqualTo(bytes));
    }

    @Test
    void neverOverwrites() throws IOException {
        store.create(KEY, file, META);
        Path other = Files.write(directory.resolve("other"), new byte[] {1});
        assertThat(store.create(KEY, other, Map.of("first-offset", "other"))).isEqualTo(PutOutcome.EXISTS);
        assertThat(s3.objects().get(KEY).bytes()).isEqualTo(bytes);
        assertThat(store.head(KEY).map(ObjectHead::metadata)).contains(META);
    }

    @Test
    void ofManyWritersOneWins() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(8);
        List<Callable<PutOutcome>> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            writers.add(() -> store.create(KEY, file, META));
        }
        List<PutOutcome> outcomes = new ArrayList<>();
        for (Future<PutOutcome> outcome : pool.invokeAll(writers)) {
            outcomes.add(outcome.get());
        }
        pool.shutdown();
        assertThat(outcomes).filteredOn(PutOutcome.CREATED::equals).hasSize(1);
        assertThat(outcomes).filteredOn(PutOutcome.EXISTS::equals).hasSize(7);
    }

    @Test
    void theSdksRetryAfterALostAnswerFindsTheOwnObject() {
        s3.failNext(Fault.LOST_ANSWER);
        assertThat(store.create(KEY, file, META)).isEqualTo(PutOutcome.EXISTS);
        assertThat(store.head(KEY).map(ObjectHead::metadata)).contains(META);
        assertThat(s3.objects().get(KEY).bytes()).isEqualTo(bytes);
    }

    @Test
    void theSdksRetryAfterAnErrorThatWasASuccessFindsTheOwnObject() {
        s3.failNext(Fault.ERROR_AFTERWARDS);
        assertThat(store.create(KEY, file, META)).isEqualTo(PutOutcome.EXISTS);
        assertThat(store.head(KEY).map(ObjectHead::metadata)).contains(META);
    }

    @Test
    void aSlowStoreIsTriedAgainWithTheSameBytes() {
        s3.failNext(Fault.SLOW_DOWN);
        assertThat(store.create(KEY, file, META)).isEqualTo(PutOutcome.CREATED);
        assertThat(s3.objects().get(KEY).bytes()).isEqualTo(bytes);
        assertThat(s3.requests()).hasSize(2);
    }

    @Test
    void whatTheSdkGivesUpIsRetryable() {
        s3.failNext(Fault.SLOW_DOWN, Fault.SLOW_DOWN, Fault.SLOW_DOWN, Fault.SLOW_DOWN, Fault.SLOW_DOWN);
        assertThatThrownBy(() -> store.create(KEY, file, META))
                .isInstanceOf(RetryableException.class)
                .hasMessageContaining("PutObject of s3://lake/" + KEY);
        assertThat(s3.objects()).isEmpty();
    }

    @Test
    void aConflictIsReportedAsOne() {
        s3.failNext(Fault.CONFLICT, Fault.CONFLICT, Fault.CONFLICT, Fault.CONFLICT, Fault.CONFLICT);
        assertThat(store.create(KEY, file, META)).isEqualTo(PutOutcome.CONFLICT);
    }

    @Test
    void refusedRightsAreTerminal() {
        s3.failNext(Fault.DENIED);
        assertThatThrownBy(() -> store.create(KEY, file, META))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("AccessDenied")
                .hasMessageContaining("--lake-bucket");
    }

    @Test
    void noServerIsRetryable() {
        s3.close();
        assertThatThrownBy(() -> store.head(KEY)).isInstanceOf(RetryableException.class);
    }

    @Test
    void aStagingFileThatIsGoneIsTerminal() throws IOException {
        Files.delete(file);
        assertThatThrownBy(() -> store.create(KEY, file, META)).isInstanceOf(TerminalException.class);
    }

    /** The SDK lets the failure through as it is, or takes what it has for the whole answer: an empty list, no metadata. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAnswerThatIsCutOffInItsHeadIsRetryable(boolean reset) throws IOException {
        try (CutAnswers server = new CutAnswers(reset);
                S3Client cut = client(server.endpoint())) {
            ObjectStore broken = new S3ObjectStore(cut, FakeS3.BUCKET);
            assertThatThrownBy(() -> broken.head(KEY)).isInstanceOf(RetryableException.class);
            assertThatThrownBy(() -> broken.read(KEY)).isInstanceOf(RetryableException.class);
            assertThatThrownBy(() -> broken.keysAfter("a/", "a/").hasNext()).isInstanceOf(RetryableException.class);
            assertThatThrownBy(() -> broken.childPrefixes("a/")).isInstanceOf(RetryableException.class);
            assertThatThrownBy(() -> broken.put("state/k", new byte[0])).isInstanceOf(RetryableException.class);
            assertThatThrownBy(() -> broken.putIfAbsent("k", new byte[0])).isInstanceOf(RetryableException.class);
            Path small = Files.write(directory.resolve("small"), new byte[0]);
            assertThatThrownBy(() -> broken.create(KEY, small, META)).isInstanceOf(RetryableException.class);
        }
    }

    @Test
    void aServerThatNeverAnswersIsRetryable() {
        s3.failNext(Fault.SILENCE, Fault.SILENCE, Fault.SILENCE, Fault.SILENCE);
        try (S3Client impatient = client(s3.endpoint(), Duration.ofMillis(200))) {
            ObjectStore waiting = new S3ObjectStore(impatient, FakeS3.BUCKET);
            assertThatThrownBy(() -> waiting.create(KEY, file, META)).isInstanceOf(RetryableException.class);
            assertThat(waiting.create(KEY, file, META))
                    .as("what was served without an answer counts")
                    .isEqualTo(PutOutcome.EXISTS);
        }
    }

    @Test
    void whatIsNotThereIsNothing() {
        assertThat(store.head(KEY)).isEmpty();
        assertThat(store.read("state/silver-cursor.json")).isEmpty();
    }

    @Test
    void listsInOrderAcrossPages() {
        s3.pageSize(3);
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            String key = "bronze/p/%020d.parquet".formatted(i * 7);
            keys.add(key);
            store.create(key, file, META);
        }
        store.create("bronze/q/other.parquet", file, META);
        assertThat(store.keysAfter("bronze/p/", "bronze/p/")).toIterable().isEqualTo(keys);
        assertThat(store.keysAfter("bronze/p/", keys.get(4))).toIterable().isEqualTo(keys.subList(5, 10));
        assertThat(store.keysAfter("bronze/p/", keys.get(9))).toIterable().isEmpty();
    }

    @Test
    void aJsonFileIsCreatedOnceAlsoAfterAConflict() {
        assertThat(store.putIfAbsent("loads/1", new byte[] {1})).isTrue();
        assertThat(store.putIfAbsent("loads/1", new byte[] {2})).isFalse();
        assertThat(s3.objects().get("loads/1").bytes()).containsExactly(1);
        s3.failNext(Fault.CONFLICT);
        assertThat(store.putIfAbsent("loads/2", new byte[] {3})).isTrue();
        assertThat(s3.requests().stream().filter(request -> request.endsWith("loads/2")))
                .hasSize(2);
    }

    @Test
    void aConflictThatDoesNotEndIsRetryable() {
        s3.failNext(Fault.CONFLICT, Fault.CONFLICT, Fault.CONFLICT, Fault.CONFLICT, Fault.CONFLICT);
        assertThatThrownBy(() -> store.putIfAbsent("loads/1", new byte[] {1})).isInstanceOf(RetryableException.class);
        assertThat(s3.objects()).isEmpty();
    }

    @Test
    void stateIsOverwrittenAndReadWithItsETag() {
        store.put("state/x.json", new byte[] {1});
        store.put("state/x.json", new byte[] {2});
        assertThat(store.get("state/x.json")).hasValueSatisfying(content -> {
            assertThat(content.bytes()).containsExactly(2);
            assertThat(content.etag()).isEqualTo("\"etag\"");
        });
        assertThat(store.uri("k")).isEqualTo("s3://lake/k");
    }

    @Test
    void everyCallSaysWhetherTryingAgainHelps() {
        s3.failNext(Fault.DENIED);
        assertThatThrownBy(() -> store.put("state/k", new byte[] {1}))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("PutObject of s3://lake/state/k");
        s3.failNext(Fault.SLOW_DOWN, Fault.SLOW_DOWN, Fault.SLOW_DOWN, Fault.SLOW_DOWN, Fault.SLOW_DOWN);
        assertThatThrownBy(() -> store.keys("a/", "").toList()).isInstanceOf(RetryableException.class);
        s3.close();
        assertThatThrownBy(() -> store.childPrefixes("a/")).isInstanceOf(RetryableException.class);
        assertThatThrownBy(() -> store.putIfAbsent("k", new byte[] {1})).isInstanceOf(RetryableException.class);
        assertThatThrownBy(() -> store.put("k", new byte[] {1})).isInstanceOf(RetryableException.class);
    }

    @Test
    void childPrefixesAreTheNextLevelOnly() {
        for (String key : List.of("a/1", "a/2/x", "a/2/y", "a/3/z", "b/0")) {
            store.create(key, file, META);
        }
        assertThat(store.childPrefixes("")).containsExactly("a/", "b/");
        assertThat(store.childPrefixes("a/")).containsExactly("a/2/", "a/3/");
        assertThat(store.keys("a/", "")).hasSize(4);
        assertThat(store.keys("c/", "")).isEmpty();
    }

    /** The client's own limit is for calls whose size does not matter. */
    @Test
    void aFileHasTheTimeThatItsSizeTakes() throws IOException {
        assertThat(S3ObjectStore.putLimit(0)).isEqualTo(Duration.ofMinutes(5));
        assertThat(S3ObjectStore.putLimit(2_048L << 20))
                .as("the largest --rotate-megabytes, at 1 MiB a second")
                .isEqualTo(Duration.ofMinutes(5).plusSeconds(2_048));
        HttpServer slow = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        slow.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            pause(Duration.ofMillis(1_500));
            exchange.getResponseHeaders().set("ETag", "\"etag\"");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        slow.start();
        URI endpoint = URI.create("http://127.0.0.1:" + slow.getAddress().getPort());
        CallLimits second = new CallLimits(
                Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(1), OptionalInt.empty());
        try (S3ObjectStore impatient = new S3ObjectStore(client(endpoint, second), FakeS3.BUCKET)) {
            assertThat(impatient.create(KEY, file, META)).isEqualTo(PutOutcome.CREATED);
            assertThatThrownBy(() -> impatient.put("state/k", new byte[] {1})).isInstanceOf(RetryableException.class);
        } finally {
            slow.stop(0);
        }
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static S3Client client(URI endpoint) {
        return client(endpoint, CallLimits.TRANSFER.read());
    }

    private static S3Client client(URI endpoint, Duration socketTimeout) {
        return client(endpoint, CallLimits.TRANSFER.withRead(socketTimeout));
    }

    private static S3Client client(URI endpoint, CallLimits limits) {
        Map<String, String> environment = Map.of("AWS_ENDPOINT_URL_S3", endpoint.toString());
        return new AwsClients(environment, limits)
                .s3(S3Client.builder())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .build();
    }
}
