package io.tillstream.cli.loading;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.tillstream.standins.process.LoopbackHttp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Stands between the loader and the Data API and makes faults: an outage, a caller that dies, a statement that fails. */
final class DataApiProxy implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> FORWARDED = Set.of("x-amz-target", "content-type", "authorization", "x-amz-date");

    private final URI dataApi;
    private final HttpClient client = HttpClient.newHttpClient();
    private final LoopbackHttp server;
    private final Map<String, Integer> calls = new HashMap<>();
    private boolean down;
    private String failing;
    private final Map<String, String> failingByToken = new HashMap<>();
    private Fault fault;

    /**
     * A moment at which something happens to the caller.
     *
     * @param operation the operation
     * @param occurrence which call of it, from 1, counted from {@link #arm}
     * @param answered whether the call has taken effect by then
     * @param action what happens; the caller gets no answer
     */
    record Fault(String operation, int occurrence, boolean answered, Runnable action) {}

    DataApiProxy(URI dataApi) throws IOException {
        this.dataApi = dataApi;
        this.server = LoopbackHttp.start(0, "/", this::answer);
    }

    URI endpoint() {
        return server.endpoint();
    }

    /** Every request gets a 503 until it is over. */
    synchronized void outage(boolean begins) {
        down = begins;
    }

    /** The next load's batch gets this statement before its last one, when all files are staged and applied. */
    synchronized void failNextLoadBy(String sql) {
        failing = sql;
    }

    synchronized void arm(Fault next) {
        calls.clear();
        fault = next;
    }

    /** Whether the armed fault has happened. */
    synchronized boolean happened() {
        return fault == null;
    }

    /** How many calls of the operation came in since the fault was armed. */
    synchronized int calls(String operation) {
        return calls.getOrDefault(operation, 0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String operation = exchange.getRequestHeaders().getFirst("X-Amz-Target").replace("RedshiftData.", "");
        byte[] body = exchange.getRequestBody().readAllBytes();
        Fault now;
        synchronized (this) {
            if (down) {
                send(
                        exchange,
                        503,
                        "{\"__type\":\"ServiceUnavailableException\"}"
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
                return;
            }
            int call = calls.merge(operation, 1, Integer::sum);
            now = fault != null && fault.operation().equals(operation) && fault.occurrence() == call ? fault : null;
            if (now != null) {
                fault = null;
            }
            if (operation.equals("BatchExecuteStatement")) {
                body = withFailingStatement(body);
            }
        }
        if (now != null && !now.answered()) {
            now.action().run();
            exchange.close();
            return;
        }
        try {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(dataApi).POST(HttpRequest.BodyPublishers.ofByteArray(body));
            exchange.getRequestHeaders().forEach((name, values) -> {
                if (FORWARDED.contains(name.toLowerCase(Locale.ROOT))) {
                    values.forEach(value -> request.header(name, value));
                }
            });
            HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            if (now != null) {
                now.action().run();
                exchange.close();
                return;
            }
            send(exchange, response.statusCode(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A repeated request must be the same, as its ClientToken says it is. */
    private byte[] withFailingStatement(byte[] body) throws IOException {
        ObjectNode request = (ObjectNode) JSON.readTree(body);
        String token = request.path("ClientToken").asText();
        if (failing != null) {
            failingByToken.putIfAbsent(token, failing);
            failing = null;
        }
        if (!failingByToken.containsKey(token)) {
            return body;
        }
        ArrayNode statements = (ArrayNode) request.get("Sqls");
        statements.insert(statements.size() - 1, failingByToken.get(token));
        return JSON.writeValueAsBytes(request);
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.close();
    }
}
