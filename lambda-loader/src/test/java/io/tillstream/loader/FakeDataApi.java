package io.tillstream.loader;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A Redshift Data API over HTTP (JSON 1.1), for the faults that a real one has: throttles, lost answers, statements that stay
 * running. A token that is known returns its statement; the same token with other SQL is refused, as AWS does. A token is
 * forgotten 8 hours after its first use, by the clock of {@link #setNow}.
 */
final class FakeDataApi implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** For how long AWS remembers a token. */
    private static final Duration MEMORY = Duration.ofHours(8);

    /** Rows on one page of a result; so few that every longer result has several. */
    private static final int PAGE = 2;

    private final FakeWarehouse warehouse;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final Map<String, Statement> statements = new LinkedHashMap<>();
    private final Map<String, Statement> tokens = new HashMap<>();
    private final Map<String, Integer> throttles = new HashMap<>();
    private final Map<String, Integer> lost = new HashMap<>();
    private final List<String> tokensSeen = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-20T12:00:00Z");
    private boolean holdBatches;
    private boolean away;
    private int calls;

    FakeDataApi(FakeWarehouse warehouse) throws IOException {
        this.warehouse = warehouse;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The next calls of an operation are refused as throttled. */
    synchronized void throttleNext(String operation, int times) {
        throttles.put(operation, times);
    }

    /** The next calls of an operation take effect, and the connection breaks before the answer. */
    synchronized void loseAnswer(String operation, int times) {
        lost.put(operation, times);
    }

    /** Whether every call is answered with 503 from now on. */
    synchronized void setAway(boolean isAway) {
        away = isAway;
    }

    /** Load batches that are submitted from now on stay STARTED until {@link #release}. */
    synchronized void hold() {
        holdBatches = true;
    }

    synchronized void release() {
        holdBatches = false;
        statements.values().stream().filter(statement -> statement.held).forEach(this::run);
    }

    synchronized void abortHeld() {
        holdBatches = false;
        statements.values().stream().filter(statement -> statement.held).forEach(statement -> {
            statement.held = false;
            statement.status = "ABORTED";
        });
    }

    synchronized void setNow(Instant instant) {
        now = instant;
    }

    /** How many requests came in. */
    synchronized int calls() {
        return calls;
    }

    synchronized List<String> tokensSeen() {
        return List.copyOf(tokensSeen);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String operation = exchange.getRequestHeaders().getFirst("X-Amz-Target").replace("RedshiftData.", "");
        JsonNode request = JSON.readTree(exchange.getRequestBody());
        Reply reply;
        boolean loses;
        synchronized (this) {
            calls++;
            if (away) {
                reply = new Reply(503, object().put("__type", "ServiceUnavailableException"));
            } else if (takeOne(throttles, operation)) {
                reply = Reply.error("ThrottlingException", "Rate exceeded");
            } else {
                reply = handle(operation, request);
            }
            loses = takeOne(lost, operation);
        }
        if (loses) {
            exchange.close();
            return;
        }
        byte[] body = JSON.writeValueAsBytes(reply.body());
        exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(reply.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private Reply handle(String operation, JsonNode request) {
        return switch (operation) {
            case "BatchExecuteStatement" -> submit(request);
            case "ExecuteStatement" -> {
                Statement statement = new Statement(
                        statements.size(), List.of(request.path("Sql").asText()), now);
                statements.put(statement.id, statement);
                try {
                    statement.rows = warehouse.query(request.path("Sql").asText());
                    statement.status = "FINISHED";
                } catch (IllegalArgumentException e) {
                    statement.error = e.getMessage();
                    statement.status = "FAILED";
                }
                yield Reply.ok(object().put("Id", statement.id));
            }
            case "DescribeStatement" ->
                describe(statements.get(request.path("Id").asText()));
            case "GetStatementResult" ->
                result(
                        statements.get(request.path("Id").asText()),
                        request.path("NextToken").asInt(0));
            default -> Reply.error("ValidationException", "unknown operation " + operation);
        };
    }

    private Reply submit(JsonNode request) {
        List<String> sqls = new ArrayList<>();
        request.path("Sqls").forEach(sql -> sqls.add(sql.asText()));
        String token = request.path("ClientToken").asText();
        if (sqls.isEmpty() || sqls.size() > 40 || token.length() > 64) {
            return Reply.error("ValidationException", "1 to 40 statements, a token of at most 64");
        }
        tokensSeen.add(token);
        tokens.values().removeIf(statement -> statement.createdAt.plus(MEMORY).isBefore(now));
        Statement known = tokens.get(token);
        if (known != null && !known.sqls.equals(sqls)) {
            return Reply.error("ValidationException", "ClientToken was used with other parameters");
        }
        if (known == null) {
            known = new Statement(statements.size(), sqls, now);
            statements.put(known.id, known);
            tokens.put(token, known);
            if (holdBatches) {
                known.held = true;
                known.status = "STARTED";
            } else {
                run(known);
            }
        }
        return Reply.ok(object().put("Id", known.id));
    }

    private void run(Statement statement) {
        statement.held = false;
        statement.error = warehouse.batch(statement.sqls).orElse(null);
        statement.status = statement.error == null ? "FINISHED" : "FAILED";
    }

    private Reply describe(Statement statement) {
        ObjectNode body = object().put("Id", statement.id)
                .put("Status", statement.status)
                .put("CreatedAt", statement.createdAt.getEpochSecond());
        if (statement.error != null) {
            body.put("Error", "Batch failed");
            body.putArray("SubStatements")
                    .addObject()
                    .put("Id", statement.id + ":1")
                    .put("Status", "FAILED")
                    .put(
                            "QueryString",
                            statement.error.contains("Spectrum") ? "COPY stage_x FROM 's3'" : "INSERT INTO x")
                    .put("RedshiftQueryId", 4711)
                    .put("Error", statement.error);
        }
        return Reply.ok(body);
    }

    private Reply result(Statement statement, int from) {
        ObjectNode body = object();
        ArrayNode records = body.putArray("Records");
        int to = Math.min(from + PAGE, statement.rows.size());
        if (to < statement.rows.size()) {
            body.put("NextToken", Integer.toString(to));
        }
        for (List<String> row : statement.rows.subList(from, to)) {
            ArrayNode fields = records.addArray();
            for (String value : row) {
                if (value.matches("[0-9]{1,18}")) {
                    fields.addObject().put("longValue", Long.parseLong(value));
                } else {
                    fields.addObject().put("stringValue", value);
                }
            }
        }
        return Reply.ok(body);
    }

    private static boolean takeOne(Map<String, Integer> counts, String operation) {
        int left = counts.getOrDefault(operation, 0);
        counts.put(operation, Math.max(0, left - 1));
        return left > 0;
    }

    private static ObjectNode object() {
        return JSON.createObjectNode();
    }

    private record Reply(int status, ObjectNode body) {
        static Reply ok(ObjectNode body) {
            return new Reply(200, body);
        }

        static Reply error(String type, String message) {
            return new Reply(400, object().put("__type", type).put("message", message));
        }
    }

    private static final class Statement {
        private final String id;
        private final List<String> sqls;
        private final Instant createdAt;
        private String status = "SUBMITTED";
        private String error;
        private boolean held;
        private List<List<String>> rows = List.of();

        Statement(int number, List<String> sqls, Instant createdAt) {
            this.id = "00000000-0000-0000-0000-%012d".formatted(number);
            this.sqls = sqls;
            this.createdAt = createdAt;
        }
    }
}
