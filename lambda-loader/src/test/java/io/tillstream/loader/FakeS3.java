package io.tillstream.loader;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** GetObject of S3 over HTTP, path style. */
final class FakeS3 implements AutoCloseable {
    private final Map<String, String> objects = new ConcurrentHashMap<>();
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

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String object = objects.get(exchange.getRequestURI().getPath());
        byte[] body = (object == null ? "<Error><Code>NoSuchKey</Code><Message>none</Message></Error>" : object)
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", object == null ? "application/xml" : "application/json");
        if (object != null) {
            exchange.getResponseHeaders().add("ETag", "\"" + Integer.toHexString(object.hashCode()) + "\"");
        }
        exchange.sendResponseHeaders(object == null ? 404 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
