package io.tillstream.standins.s3.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tillstream.standins.process.RawHttp;
import io.tillstream.standins.s3.ObjectStore;
import io.tillstream.standins.s3.TestS3;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Each fault does to the SDK's client and to the object what it says. */
class FaultProxyTest {
    private static final String BUCKET = "lake";

    @TempDir
    static Path directory;

    private static ObjectStore store;
    private static S3Client direct;

    private final FaultScript script = new FaultScript();
    private final byte[] bytes = new byte[300_000];
    private FaultProxy proxy;
    private S3Client client;

    @BeforeAll
    static void startStore() throws IOException {
        store = ObjectStore.start(directory, 0);
        direct = TestS3.client(store.endpoint());
        direct.createBucket(b -> b.bucket(BUCKET));
    }

    @AfterAll
    static void stopStore() throws IOException {
        direct.close();
        store.close();
    }

    @BeforeEach
    void startProxy() throws IOException {
        new Random(1).nextBytes(bytes);
        proxy = FaultProxy.start(0, store.endpoint(), script, () -> Duration.ofMillis(300));
        client = client(proxy.endpoint());
    }

    @AfterEach
    void stopProxy() throws IOException {
        client.close();
        proxy.close();
    }

    @Test
    void withoutFaultsEverythingGoesThroughUnchanged() {
        put("plain");
        assertThat(client.getObjectAsBytes(b -> b.bucket(BUCKET).key("plain")).asByteArray())
                .isEqualTo(bytes);
        assertThat(client.headObject(b -> b.bucket(BUCKET).key("plain")).metadata())
                .containsEntry("rows", "7");
        assertThat(client.listObjectsV2(b -> b.bucket(BUCKET).prefix("plain")).contents())
                .hasSize(1);
        assertThatThrownBy(() -> put("plain"))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));
        assertThat(proxy.counts().values()).containsOnly(0L);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"CONFLICT", "ERROR", "SLOW_DOWN", "RESET_BEFORE", "CUT_REQUEST"})
    void theseFailAndLeaveNoObject(Fault fault) {
        script.add(S3Request::isPut, fault);
        assertThatThrownBy(() -> put(fault.code())).isInstanceOf(SdkException.class);
        assertThat(exists(fault.code())).isFalse();
        put(fault.code());
        assertThat(proxy.counts()).containsEntry(fault, 1L);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"ERROR_AFTERWARDS", "TIMEOUT", "RESET_AFTER", "CUT_ANSWER"})
    void theseFailAndLeaveTheObject(Fault fault) {
        script.add(S3Request::isPut, fault);
        // An answer that breaks off in its head is no SdkException to the SDK.
        assertThatThrownBy(() -> put(fault.code())).isInstanceOfAny(SdkException.class, UncheckedIOException.class);
        assertThat(direct.getObjectAsBytes(b -> b.bucket(BUCKET).key(fault.code()))
                        .asByteArray())
                .isEqualTo(bytes);
        assertThat(proxy.counts()).containsEntry(fault, 1L);
    }

    @Test
    void aRequestForAnotherHostIsRefused() throws Exception {
        String host = "attacker.example:" + proxy.endpoint().getPort();

        assertThat(RawHttp.status(proxy.endpoint(), "GET", "/lake", host)).contains(" 421 ");
        assertThat(RawHttp.status(
                        proxy.endpoint(), "GET", "/lake", proxy.endpoint().getAuthority()))
                .contains(" 200 ");
    }

    @Test
    void aLateRequestArrivesWhenItsSenderHasGivenUp() {
        script.add(S3Request::isPut, Fault.LATE);
        assertThatThrownBy(() -> put("late")).isInstanceOf(SdkException.class);
        assertThat(exists("late")).isFalse();
        await().atMost(Duration.ofSeconds(60)).until(() -> exists("late"));
    }

    @Test
    void aReadIsCutOffInTheMiddle() {
        put("read");
        script.add(request -> request.method().equals("GET"), Fault.CUT_ANSWER);
        assertThatThrownBy(() -> client.getObjectAsBytes(b -> b.bucket(BUCKET).key("read")))
                .isInstanceOf(SdkException.class);
    }

    @Test
    void aHeldRequestGoesThroughWhenItIsReleased() throws Exception {
        FaultScript.Held held = script.hold(S3Request::isPut);
        Thread sender = new Thread(() -> put("held"));
        sender.start();
        held.awaitArrival();
        assertThat(exists("held")).isFalse();
        held.release();
        sender.join();
        assertThat(exists("held")).isTrue();
    }

    private void put(String key) {
        client.putObject(
                b -> b.bucket(BUCKET).key(key).ifNoneMatch("*").metadata(java.util.Map.of("rows", "7")),
                RequestBody.fromBytes(bytes));
    }

    private static boolean exists(String key) {
        try {
            direct.headObject(b -> b.bucket(BUCKET).key(key));
            return true;
        } catch (NoSuchKeyException missing) {
            return false;
        }
    }

    /** Without retries, so that a test sees every fault. */
    private static S3Client client(URI endpoint) {
        return S3Client.builder()
                .endpointOverride(endpoint)
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClient(UrlConnectionHttpClient.builder()
                        .socketTimeout(Duration.ofSeconds(2))
                        .build())
                .overrideConfiguration(o -> o.retryStrategy(RetryMode.STANDARD).retryStrategy(r -> r.maxAttempts(1)))
                .build();
    }
}
