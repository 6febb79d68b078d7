package io.tillstream.standins.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.standins.process.FreePorts;
import io.tillstream.standins.process.RawHttp;
import io.tillstream.standins.process.TestJvm;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

class ObjectStoreTest {
    private static final int RIVALS = 8;

    @TempDir
    static Path directory;

    private static ObjectStore store;
    private static S3Client s3;

    @BeforeAll
    static void start() throws IOException {
        store = ObjectStore.start(directory.resolve("objects"), 0);
        s3 = TestS3.client(store.endpoint());
        s3.createBucket(b -> b.bucket("lake"));
    }

    @AfterAll
    static void stop() throws IOException {
        s3.close();
        store.close();
    }

    @Test
    void aRequestForAnotherHostIsRefused() throws Exception {
        String port = ":" + store.endpoint().getPort();

        assertThat(RawHttp.status(store.endpoint(), "PUT", "/rebound", "attacker.example" + port))
                .contains(" 421 ");
        assertThat(s3.listBuckets().buckets()).noneMatch(bucket -> bucket.name().equals("rebound"));
        assertThat(RawHttp.status(store.endpoint(), "GET", "/lake", "localhost" + port))
                .contains(" 200 ");
    }

    @Test
    void aConditionalPutIsWonByExactlyOneOfEightRivals() throws Exception {
        ExecutorService rivals = Executors.newFixedThreadPool(RIVALS);
        try {
            for (int round = 0; round < 20; round++) {
                String key = "race/" + round + ".parquet";
                CyclicBarrier start = new CyclicBarrier(RIVALS);
                List<Future<Integer>> statuses = new ArrayList<>();
                for (int rival = 0; rival < RIVALS; rival++) {
                    String body = "rival " + rival;
                    statuses.add(rivals.submit(() -> {
                        start.await();
                        return putIfAbsent(key, body);
                    }));
                }
                List<String> winners = new ArrayList<>();
                for (int rival = 0; rival < RIVALS; rival++) {
                    int status = statuses.get(rival).get();
                    assertThat(status).isIn(200, 409, 412);
                    if (status == 200) {
                        winners.add("rival " + rival);
                    }
                }
                assertThat(winners).containsExactly(read(key));
            }
        } finally {
            rivals.shutdownNow();
        }
    }

    private static int putIfAbsent(String key, String body) {
        try {
            s3.putObject(b -> b.bucket("lake").key(key).ifNoneMatch("*"), RequestBody.fromString(body));
            return 200;
        } catch (S3Exception refused) {
            return refused.statusCode();
        }
    }

    private static String read(String key) {
        return s3.getObjectAsBytes(b -> b.bucket("lake").key(key)).asUtf8String();
    }

    @Test
    void userMetadataComesBackFromAHead() {
        Map<String, String> metadata = Map.of("first-offset", "0", "last-offset", "41", "kind", "range");
        s3.putObject(b -> b.bucket("lake").key("metadata").metadata(metadata), RequestBody.fromString("x"));

        assertThat(s3.headObject(b -> b.bucket("lake").key("metadata")).metadata())
                .isEqualTo(metadata);
    }

    @Test
    void aMissingKeyIsNotFound() {
        assertThatThrownBy(() -> s3.getObjectAsBytes(b -> b.bucket("lake").key("missing")))
                .isInstanceOf(NoSuchKeyException.class);
    }

    @Test
    void listsInByteOrderAfterAKeyByPageAndByDelimiter() {
        List<String> keys = List.of("list/p=0/0", "list/p=0/1", "list/p=0/2", "list/p=1/0", "list/p=10/0");
        keys.forEach(key -> s3.putObject(b -> b.bucket("lake").key(key), RequestBody.fromString(key)));

        assertThat(s3.listObjectsV2Paginator(b -> b.bucket("lake")
                                .prefix("list/")
                                .startAfter("list/p=0/0")
                                .maxKeys(2))
                        .contents())
                .extracting(S3Object::key)
                .containsExactlyElementsOf(keys.subList(1, 5));
        assertThat(s3.listObjectsV2(b -> b.bucket("lake").prefix("list/").delimiter("/"))
                        .commonPrefixes())
                .extracting(CommonPrefix::prefix)
                .containsExactly("list/p=0/", "list/p=1/", "list/p=10/");
    }

    /** S3Proxy's unfinished file is what a PUT under way, or one that a kill cut short, leaves in the directory. */
    @Test
    void whatIsStillBeingWrittenIsNotListed() throws IOException {
        s3.putObject(b -> b.bucket("lake").key("half/1.parquet"), RequestBody.fromString("x"));
        Files.writeString(
                directory.resolve("objects/lake/half/2.parquet-65bbbef6-55b3-4200-8892-40d3adec2ab2"), "unfinished");

        assertThat(s3.listObjectsV2Paginator(
                                b -> b.bucket("lake").prefix("half/").maxKeys(1))
                        .contents())
                .extracting(S3Object::key)
                .containsExactly("half/1.parquet");
    }

    @Test
    void theProcessKeepsObjectsWhenItIsKilledAndEndsOnTermOrWithItsParent() throws Exception {
        int port = FreePorts.next();
        try (TestJvm process = startProcess(port);
                S3Client client = TestS3.client(URI.create("http://127.0.0.1:" + port))) {
            client.createBucket(b -> b.bucket("kept"));
            client.putObject(
                    b -> b.bucket("kept").key("a/b").metadata(Map.of("rows", "7")), RequestBody.fromString("value"));
            process.kill();
        }
        try (TestJvm process = startProcess(port);
                S3Client client = TestS3.client(URI.create("http://127.0.0.1:" + port))) {
            var object = client.getObjectAsBytes(b -> b.bucket("kept").key("a/b"));
            assertThat(object.asUtf8String()).isEqualTo("value");
            assertThat(object.response().metadata()).containsEntry("rows", "7");
            process.closeStandardInput();
            assertThat(process.endsWithin(20)).isTrue();
        }
        try (TestJvm process = startProcess(port)) {
            process.terminate();
            assertThat(process.endsWithin(20)).isTrue();
        }
    }

    private static TestJvm startProcess(int port) throws IOException {
        TestJvm process = TestJvm.start(
                S3Main.class, "--dir", directory.resolve("process").toString(), "--port", Integer.toString(port));
        assertThat(process.readLine()).isEqualTo("READY");
        return process;
    }
}
