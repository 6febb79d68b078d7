package io.tillstream.loader;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** Of S3 over HTTP, path style: GetObject, HeadObject, PutObject, and ListObjectsV2 as far as the loader asks it. */
final class FakeS3 implements AutoCloseable {
    private final Map<String, String> objects = new ConcurrentHashMap<>();
    private final Map<String, Integer> faults = new ConcurrentHashMap<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    FakeS3() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void put(String bucket, String key, String text) {
        objects.put("/" + bucket + "/" + key, text);
    }

    void delete(String bucket, String key) {
        objects.remove("/" + bucket + "/" + key);
    }

    /** Returns an object's text, or null. */
    String get(String bucket, String key) {
        return objects.get("/" + bucket + "/" + key);
    }

    /** From now on every request for an object is answered with this status, until {@link #heal}. */
    void fail(String bucket, String key, int status) {
        faults.put("/" + bucket + "/" + key, status);
    }

    /** Ends every fault. */
    void heal() {
        faults.clear();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String query = exchange.getRequestURI().getQuery();
        if (faults.containsKey(path)) {
            send(exchange, faults.get(path), "application/xml", "<Error><Code>Fault</Code></Error>");
        } else if (exchange.getRequestMethod().equals("PUT")) {
            objects.put(path, body(exchange));
            exchange.getResponseHeaders().add("ETag", "\"new\"");
            send(exchange, 200, "application/xml", "");
        } else if (query != null && query.contains("list-type=2")) {
            send(exchange, 200, "application/xml", list(path.replaceAll("/$", ""), parameter(query, "start-after")));
        } else if (objects.containsKey(path)) {
            String object = objects.get(path);
            exchange.getResponseHeaders().add("ETag", "\"" + Integer.toHexString(object.hashCode()) + "\"");
            send(exchange, 200, "application/json", object);
        } else {
            send(exchange, 404, "application/xml", "<Error><Code>NoSuchKey</Code><Message>none</Message></Error>");
        }
    }

    /** The SDK sends chunks with a checksum behind them; each chunk begins with a line that has its length. */
    private static String body(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
        if (exchange.getRequestHeaders().containsKey("x-amz-decoded-content-length")) {
            StringBuilder whole = new StringBuilder();
            for (int at = 0; at < body.length(); ) {
                int end = body.indexOf("\r\n", at);
                int length = Integer.parseInt(body.substring(at, end).replaceAll(";.*", ""), 16);
                if (length == 0) {
                    break;
                }
                whole.append(body, end + 2, end + 2 + length);
                at = end + 2 + length + 2;
            }
            body = whole.toString();
        }
        return new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private String list(String bucket, String startAfter) {
        return objects.keySet().stream()
                .filter(path -> path.startsWith(bucket + "/loads/"))
                .map(path -> path.substring(bucket.length() + 1))
                .filter(key -> key.compareTo(startAfter) > 0)
                .sorted()
                .limit(1)
                .map("<Contents><Key>%s</Key></Contents>"::formatted)
                .collect(Collectors.joining(
                        "", "<ListBucketResult><IsTruncated>false</IsTruncated>", "</ListBucketResult>"));
    }

    private static String parameter(String query, String name) {
        return Arrays.stream(query.split("&"))
                .filter(part -> part.startsWith(name + "="))
                .map(part -> part.substring(name.length() + 1))
                .findFirst()
                .orElse("");
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.getResponseHeaders().add("Content-Type", type);
        if (head) {
            exchange.getResponseHeaders().add("Content-Length", Integer.toString(body.length));
        }
        exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }
}
