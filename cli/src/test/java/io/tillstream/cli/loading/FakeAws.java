package io.tillstream.cli.loading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.tillstream.standins.lambda.LambdaInvocationException;
import io.tillstream.standins.process.LoopbackHttp;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What operators' commands need of STS, Lambda, Glue and Step Functions, in the services' own protocols; anything else is
 * refused. Behind Lambda is the real loader; runs of jobs and state machines are the test's.
 */
final class FakeAws implements AutoCloseable {
    static final String ACCOUNT = "111122223333";
    private static final String INVOCATIONS = "/2015-03-31/functions/tillstream-dev-loader/invocations?Qualifier=live";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LoaderProcess loader;
    private final LoopbackHttp http;
    private final List<JsonNode> started = new CopyOnWriteArrayList<>();
    private final Map<String, String> executions = new ConcurrentHashMap<>();
    private final List<String> states = new ArrayList<>();
    private volatile Callable<String> job = () -> "SUCCEEDED";

    FakeAws(LoaderProcess loader) throws IOException {
        this.loader = loader;
        this.http = LoopbackHttp.start(0, "/", this::answer);
    }

    URI endpoint() {
        return http.endpoint();
    }

    /** What the next run of a job does; it returns the state in which it ends. */
    void job(Callable<String> work) {
        this.job = work;
    }

    /**
     * What a state machine has done.
     *
     * @param listed executions as Step Functions lists them, the newest first
     */
    void executions(String machine, String... listed) {
        executions.put("arn:aws:states:us-east-1:" + ACCOUNT + ":stateMachine:" + machine, String.join(",", listed));
    }

    /** An execution that has ended. */
    static String execution(String name, String status, long stopped) {
        return "{\"executionArn\":\"arn:" + name + "\",\"name\":\"" + name + "\",\"status\":\"" + status
                + "\",\"startDate\":" + (stopped - 60) + ",\"stopDate\":" + stopped + "}";
    }

    /** The requests that started runs. */
    List<JsonNode> started() {
        return started;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            if (exchange.getRequestURI().toString().equals(INVOCATIONS)) {
                invoke(exchange, body);
            } else if ("AWSGlue.StartJobRun".equals(target)) {
                send(exchange, 200, start(JSON.readTree(body)));
            } else if ("AWSGlue.GetJobRun".equals(target)) {
                send(exchange, 200, describe(JSON.readTree(body)));
            } else if ("AWSStepFunctions.ListExecutions".equals(target)) {
                list(exchange, JSON.readTree(body).path("stateMachineArn").asText());
            } else if ("AWSStepFunctions.DescribeExecution".equals(target)) {
                send(exchange, 200, "{\"error\":\"QualityGateBlocked\",\"cause\":\"rule 3\"}");
            } else if (body.contains("Action=GetCallerIdentity")) {
                send(exchange, 200, """
                        <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
                        <Account>%s</Account></GetCallerIdentityResult></GetCallerIdentityResponse>""".formatted(ACCOUNT));
            } else {
                send(exchange, 400, "{\"__type\":\"ValidationException\",\"message\":\"unknown: " + target + "\"}");
            }
        }
    }

    private void list(HttpExchange exchange, String machine) throws IOException {
        String listed = executions.get(machine);
        send(
                exchange,
                listed == null ? 400 : 200,
                listed == null
                        ? "{\"__type\":\"StateMachineDoesNotExist\",\"message\":\"State Machine Does Not Exist\"}"
                        : "{\"executions\":[" + listed + "]}");
    }

    private void invoke(HttpExchange exchange, String event) throws IOException {
        try {
            send(exchange, 200, loader.answer(event));
        } catch (LambdaInvocationException e) {
            exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
            ObjectNode error =
                    JSON.createObjectNode().put("errorMessage", e.getMessage()).put("errorType", e.errorType());
            send(exchange, 200, error.toString());
        } catch (Exception e) {
            send(exchange, 500, "{\"Message\":\"" + e.getClass().getSimpleName() + "\"}");
        }
    }

    private synchronized String start(JsonNode request) {
        started.add(request);
        states.clear();
        // As on AWS a run is not at its end at once.
        states.add("RUNNING");
        try {
            states.add(job.call());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return "{\"JobRunId\":\"jr_" + started.size() + "\"}";
    }

    private synchronized String describe(JsonNode request) {
        String state = states.size() > 1 ? states.remove(0) : states.get(0);
        ObjectNode answer = JSON.createObjectNode();
        ObjectNode run = answer.putObject("JobRun")
                .put("Id", request.path("RunId").asText())
                .put("JobName", request.path("JobName").asText())
                .put("JobRunState", state);
        if (state.equals("FAILED")) {
            run.put("ErrorMessage", "io.tillstream.lake.error.TerminalException: Gold has no such snapshot");
        }
        return answer.toString();
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        http.close();
    }
}
