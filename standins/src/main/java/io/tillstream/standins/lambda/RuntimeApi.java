package io.tillstream.standins.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import io.tillstream.standins.process.LoopbackHttp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/** The Lambda Runtime API, version 2018-06-01, for one process of the function. */
final class RuntimeApi implements AutoCloseable {
    private static final String PREFIX = "/2018-06-01/runtime/";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String functionArn;
    private final LoopbackHttp server;
    private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
    private final Map<String, Invocation> running = new ConcurrentHashMap<>();

    RuntimeApi(String functionArn) throws IOException {
        this.functionArn = functionArn;
        server = LoopbackHttp.start(0, PREFIX, this::answer);
    }

    /** Host and port, as {@code AWS_LAMBDA_RUNTIME_API} holds them. */
    String address() {
        return "127.0.0.1:" + server.port();
    }

    void submit(Invocation invocation) {
        running.put(invocation.requestId(), invocation);
        waiting.add(invocation);
    }

    /** Fails every event that has no answer yet: the process is gone or could not start. */
    void failAll(LambdaInvocationException failure) {
        running.values().forEach(invocation -> invocation.fail(failure));
        running.clear();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring(PREFIX.length());
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        try (exchange) {
            if (path.equals("invocation/next")) {
                deliver(exchange);
                return;
            }
            if (path.equals("init/error")) {
                failAll(failure(exchange, body));
            } else {
                finish(exchange, path, body);
            }
            respond(exchange, 202, "{\"status\":\"OK\"}");
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(HttpExchange exchange) throws IOException, InterruptedException {
        Invocation invocation = waiting.take();
        var headers = exchange.getResponseHeaders();
        headers.set("Lambda-Runtime-Aws-Request-Id", invocation.requestId());
        headers.set(
                "Lambda-Runtime-Deadline-Ms",
                Long.toString(Instant.now().plus(invocation.timeout()).toEpochMilli()));
        headers.set("Lambda-Runtime-Invoked-Function-Arn", functionArn);
        headers.set("Lambda-Runtime-Trace-Id", "Root=1-00000000-000000000000000000000000;Sampled=0");
        respond(exchange, 200, invocation.event());
        invocation.delivered().complete(null);
    }

    private void finish(HttpExchange exchange, String path, String body) {
        String[] parts = path.split("/");
        if (parts.length != 3) {
            return;
        }
        Optional.ofNullable(running.remove(parts[1])).ifPresent(invocation -> {
            if (parts[2].equals("response")) {
                invocation.result().complete(body);
            } else {
                invocation.fail(failure(exchange, body));
            }
        });
    }

    private static LambdaInvocationException failure(HttpExchange exchange, String body) {
        String header = exchange.getRequestHeaders().getFirst("Lambda-Runtime-Function-Error-Type");
        String type = Optional.ofNullable(header).orElse("Unhandled");
        try {
            JsonNode error = JSON.readTree(body);
            return new LambdaInvocationException(
                    error.path("errorType").asText(type),
                    error.path("errorMessage").asText(body));
        } catch (JsonProcessingException plain) {
            return new LambdaInvocationException(type, body);
        }
    }

    private static void respond(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.close();
    }
}
