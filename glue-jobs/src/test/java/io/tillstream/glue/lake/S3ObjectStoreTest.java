package io.tillstream.glue.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The store over the real SDK against a small server that answers as the S3 API reference says. */
class S3ObjectStoreTest {
    private static final int PAGE = 2;

    private final ConcurrentSkipListMap<String, byte[]> objects = new ConcurrentSkipListMap<>();
    private final List<Integer> faults = new ArrayList<>();
    private HttpServer server;
    private S3ObjectStore store;

    @BeforeEach
    void start() throws IOException {
        System.setProperty("aws.region", "us-east-1");
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        store = new S3ObjectStore(S3ObjectStore.client(Optional.of(endpoint)), "lake");
    }

    @AfterEach
    void stop() {
        store.close();
        server.stop(0);
    }

    @Test
    void keysComeInOrderFromBehindTheGivenOneAcrossPages() {
        for (int i = 0; i < 7; i++) {
            store.put("a/" + i, new byte[] {1});
        }
        store.put("b/0", new byte[] {1});
        assertThat(store.keys("a/", "a/2")).containsExactly("a/3", "a/4", "a/5", "a/6");
        assertThat(store.keys("a/", "")).hasSize(7);
        assertThat(store.keys("c/", "")).isEmpty();
        assertThat(store.childPrefixes("")).containsExactly("a/", "b/");
    }

    @Test
    void anObjectIsReadWithItsMetadataAndAMissingOneIsNothing() {
        store.put("k", "text".getBytes(StandardCharsets.UTF_8));
        assertThat(store.read("k"))
                .hasValueSatisfying(bytes -> assertThat(bytes).asString().isEqualTo("text"));
        assertThat(store.head("k")).hasValue(new ObjectHead("k", 4, Map.of("rows", "7")));
        assertThat(store.read("absent")).isEmpty();
        assertThat(store.head("absent")).isEmpty();
        assertThat(store.uri("k")).isEqualTo("s3://lake/k");
    }

    @Test
    void anObjectIsCreatedOnce() {
        assertThat(store.putIfAbsent("k", new byte[] {1})).isTrue();
        assertThat(store.putIfAbsent("k", new byte[] {2})).isFalse();
        assertThat(objects.get("k")).containsExactly(1);
        faults.add(409);
        assertThat(store.putIfAbsent("after a conflict", new byte[] {3})).isTrue();
    }

    @Test
    void errorsSayWhetherAnotherRunHelps() {
        faults.add(403);
        assertThatThrownBy(() -> store.put("k", new byte[] {1}))
                .isInstanceOf(TerminalLakeException.class)
                .hasMessageContaining("put k in bucket lake (403)");
        for (int i = 0; i < 10; i++) {
            faults.add(503);
        }
        assertThatThrownBy(() -> store.keys("a/", "").toList()).isInstanceOf(RetryableLakeException.class);
        server.stop(0);
        assertThatThrownBy(() -> store.read("k")).isInstanceOf(RetryableLakeException.class);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            String key = path.length() > "/lake/".length() ? path.substring("/lake/".length()) : "";
            if (!faults.isEmpty()) {
                send(exchange, faults.remove(0), new byte[0]);
            } else if (exchange.getRequestMethod().equals("PUT")) {
                boolean conditional = "*".equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
                boolean refused = conditional && objects.containsKey(key);
                if (!refused) {
                    objects.put(key, content(exchange, body));
                }
                send(exchange, refused ? 412 : 200, new byte[0]);
            } else if (key.isEmpty()) {
                send(exchange, 200, listing(query(exchange)).getBytes(StandardCharsets.UTF_8));
            } else {
                byte[] object = objects.get(key);
                exchange.getResponseHeaders().set("x-amz-meta-rows", "7");
                send(
                        exchange,
                        object == null ? 404 : 200,
                        object == null
                                ? "<Error><Code>NoSuchKey</Code></Error>".getBytes(StandardCharsets.UTF_8)
                                : object);
            }
        }
    }

    /** The SDK sends bodies in chunks with a trailing checksum (aws-chunked): size in hex, line break, bytes. */
    private static byte[] content(HttpExchange exchange, byte[] body) {
        if (exchange.getRequestHeaders().getFirst("x-amz-decoded-content-length") == null) {
            return body;
        }
        String text = new String(body, StandardCharsets.ISO_8859_1);
        int line = text.indexOf("\r\n");
        int size = Integer.parseInt(text.substring(0, line).replaceFirst(";.*", ""), 16);
        return text.substring(line + 2, line + 2 + size).getBytes(StandardCharsets.ISO_8859_1);
    }

    private String listing(Map<String, String> query) {
        String prefix = query.getOrDefault("prefix", "");
        if (query.containsKey("delimiter")) {
            return "<ListBucketResult><IsTruncated>false</IsTruncated>"
                    + objects.keySet().stream()
                            .filter(key -> key.startsWith(prefix) && key.indexOf('/', prefix.length()) > 0)
                            .map(key -> key.substring(0, key.indexOf('/', prefix.length()) + 1))
                            .distinct()
                            .map(child -> "<CommonPrefixes><Prefix>" + child + "</Prefix></CommonPrefixes>")
                            .collect(Collectors.joining())
                    + "</ListBucketResult>";
        }
        String after = query.getOrDefault("continuation-token", query.getOrDefault("start-after", ""));
        List<String> keys = objects.tailMap(after, false).keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .toList();
        List<String> page = keys.subList(0, Math.min(PAGE, keys.size()));
        boolean truncated = keys.size() > PAGE;
        return "<ListBucketResult><IsTruncated>" + truncated + "</IsTruncated>"
                + (truncated ? "<NextContinuationToken>" + page.get(PAGE - 1) + "</NextContinuationToken>" : "")
                + page.stream()
                        .map(key -> "<Contents><Key>" + key + "</Key><Size>1</Size></Contents>")
                        .collect(Collectors.joining())
                + "</ListBucketResult>";
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new TreeMap<>();
        for (String part : exchange.getRequestURI().getRawQuery().split("&")) {
            String[] pair = part.split("=", 2);
            query.put(pair[0], pair.length < 2 ? "" : URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (head) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
        }
        exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
        if (!head && body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }
}
