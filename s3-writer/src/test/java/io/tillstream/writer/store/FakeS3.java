package io.tillstream.writer.store;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;

/**
 * As much of S3's HTTP interface as the writer uses, in this process: PutObject with {@code If-None-Match: *}, HeadObject,
 * GetObject, ListObjectsV2 with start-after and pages. Faults are queued and each meets one request.
 */
public final class FakeS3 implements AutoCloseable {
    /** The one bucket. */
    public static final String BUCKET = "lake";

    private static final String META = "x-amz-meta-";

    private final NavigableMap<String, MemoryObjectStore.StoredObject> objects = new ConcurrentSkipListMap<>();
    private final Deque<Fault> faults = new ArrayDeque<>();
    private final List<String> requests = new ArrayList<>();
    private final HttpServer server;
    private int pageSize = 1_000;

    /** What may befall a request. */
    enum Fault {
        /** Served, but the connection closes before the answer. */
        LOST_ANSWER,
        /** Served, but no answer comes while the client waits. */
        SILENCE,
        /** 503 SlowDown. */
        SLOW_DOWN,
        /** 409 ConditionalRequestConflict. */
        CONFLICT,
        /** 403 AccessDenied. */
        DENIED,
        /** 500 InternalError, though served. */
        ERROR_AFTERWARDS
    }

    /** Starts it on a free port. */
    public FakeS3() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::handle);
        server.start();
    }

    /** Returns the address for a client. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    synchronized void failNext(Fault... next) {
        faults.addAll(List.of(next));
    }

    void pageSize(int size) {
        pageSize = size;
    }

    NavigableMap<String, MemoryObjectStore.StoredObject> objects() {
        return objects;
    }

    /** Returns method and address of every request so far. */
    public synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        Fault fault = note(exchange);
        byte[] body = body(exchange);
        if (fault == Fault.SLOW_DOWN) {
            error(exchange, 503, "SlowDown");
        } else if (fault == Fault.CONFLICT) {
            error(exchange, 409, "ConditionalRequestConflict");
        } else if (fault == Fault.DENIED) {
            error(exchange, 403, "AccessDenied");
        } else if (fault == Fault.SILENCE) {
            store(exchange, body);
            return;
        } else if (fault == Fault.LOST_ANSWER || fault == Fault.ERROR_AFTERWARDS) {
            if (exchange.getRequestMethod().equals("PUT")) {
                store(exchange, body);
            }
            if (fault == Fault.ERROR_AFTERWARDS) {
                error(exchange, 500, "InternalError");
            }
        } else {
            serve(exchange, body);
        }
        exchange.close();
    }

    private synchronized Fault note(HttpExchange exchange) {
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        return faults.poll();
    }

    private void serve(HttpExchange exchange, byte[] body) throws IOException {
        switch (exchange.getRequestMethod()) {
            case "PUT" -> {
                if (store(exchange, body)) {
                    exchange.getResponseHeaders().set("ETag", "\"etag\"");
                    exchange.sendResponseHeaders(200, -1);
                } else {
                    error(exchange, 412, "PreconditionFailed");
                }
            }
            case "HEAD" -> {
                MemoryObjectStore.StoredObject stored = objects.get(key(exchange));
                if (stored == null) {
                    exchange.sendResponseHeaders(404, -1);
                } else {
                    exchange.getResponseHeaders().set("ETag", "\"etag\"");
                    exchange.getResponseHeaders().set("Content-Length", Integer.toString(stored.bytes().length));
                    stored.metadata()
                            .forEach((name, value) ->
                                    exchange.getResponseHeaders().set(META + name, value));
                    exchange.sendResponseHeaders(200, -1);
                }
            }
            case "GET" -> {
                if (key(exchange).isEmpty()) {
                    answer(exchange, 200, list(query(exchange)));
                } else if (objects.containsKey(key(exchange))) {
                    answer(exchange, 200, objects.get(key(exchange)).bytes());
                } else {
                    error(exchange, 404, "NoSuchKey");
                }
            }
            default -> error(exchange, 405, "MethodNotAllowed");
        }
    }

    /** Returns whether the object is new. */
    private boolean store(HttpExchange exchange, byte[] body) {
        if (!"*".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            throw new IllegalStateException("an unconditional PUT: Bronze would be overwritten");
        }
        Map<String, String> metadata = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> {
            String lower = name.toLowerCase(java.util.Locale.ROOT);
            if (lower.startsWith(META)) {
                metadata.put(lower.substring(META.length()), values.get(0));
            }
        });
        return objects.putIfAbsent(key(exchange), new MemoryObjectStore.StoredObject(body, metadata)) == null;
    }

    private byte[] list(Map<String, String> query) {
        String prefix = query.getOrDefault("prefix", "");
        String after = query.getOrDefault("continuation-token", query.getOrDefault("start-after", ""));
        List<String> keys = objects.tailMap(after, false).keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .toList();
        List<String> page = keys.subList(0, Math.min(pageSize, keys.size()));
        boolean more = page.size() < keys.size();
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?><ListBucketResult>");
        xml.append("<IsTruncated>").append(more).append("</IsTruncated>");
        if (more) {
            xml.append("<NextContinuationToken>")
                    .append(page.get(page.size() - 1))
                    .append("</NextContinuationToken>");
        }
        page.forEach(key -> xml.append("<Contents><Key>").append(key).append("</Key></Contents>"));
        return xml.append("</ListBucketResult>").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] body(HttpExchange exchange) throws IOException {
        try (InputStream in = exchange.getRequestBody()) {
            String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
            return encoding != null && encoding.contains("aws-chunked") ? chunks(in) : in.readAllBytes();
        }
    }

    /** Reads {@code size[;signature]\r\n bytes \r\n} until size 0, then the trailers. */
    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = size(in); size > 0; size = size(in)) {
            body.write(in.readNBytes(size));
            line(in);
        }
        in.readAllBytes();
        return body.toByteArray();
    }

    private static int size(InputStream in) throws IOException {
        return Integer.parseInt(line(in).split(";")[0].trim(), 16);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n' && c >= 0; c = in.read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    private static String key(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        String inBucket = path.substring(("/" + BUCKET).length());
        return inBucket.isEmpty() ? "" : inBucket.substring(1);
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new HashMap<>();
        for (String pair : exchange.getRequestURI().getRawQuery().split("&")) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], URLDecoder.decode(parts.length == 2 ? parts[1] : "", StandardCharsets.UTF_8));
        }
        return query;
    }

    private static void error(HttpExchange exchange, int status, String code) throws IOException {
        String xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>" + code + "</Code><Message>" + code
                + "</Message></Error>";
        answer(exchange, status, xml.getBytes(StandardCharsets.UTF_8));
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
