package io.tillstream.infra.states;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.json.Json;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a definition in the Amazon States Language with JSONata, as far as our definitions use it: Task with Retry, Catch and
 * Assign, Choice, Wait, Succeed, Fail. The expressions are evaluated by a JSONata engine; waits take no time.
 */
final class Interpreter {
    private static final int MOST_STEPS = 500;

    private final Map<String, Object> definition;
    private final Scene scene;
    private final Map<String, Object> variables = new HashMap<>();
    private Object result;
    private Object errorOutput;

    @SuppressWarnings("unchecked")
    Interpreter(String text, Scene scene) throws Exception {
        this.definition = new ObjectMapper().readValue(text, LinkedHashMap.class);
        this.scene = scene;
    }

    /** Runs to the end; returns the last state's type. */
    String run() {
        String name = (String) definition.get("StartAt");
        for (int step = 0; step < MOST_STEPS; step++) {
            Map<String, Object> state = map(map(definition.get("States")).get(name));
            scene.visited.add(name);
            String type = (String) state.get("Type");
            String next = switch (type) {
                case "Task" -> task(state);
                case "Choice" -> choice(state);
                case "Wait" -> {
                    assign(state);
                    yield (String) state.get("Next");
                }
                case "Succeed" -> null;
                case "Fail" -> {
                    scene.failure = evaluate(state.get("Error")) + ": " + evaluate(state.get("Cause"));
                    yield null;
                }
                default -> throw new AssertionError("unknown type " + type);
            };
            if (next == null) {
                return type;
            }
            name = next;
        }
        throw new AssertionError("the run does not end");
    }

    private String task(Map<String, Object> state) {
        int attempt = 0;
        while (true) {
            try {
                result = scene.run((String) state.get("Resource"), arguments(state));
                assign(state);
                return (String) state.get("Next");
            } catch (Scene.TaskFailed e) {
                if (attempt++ >= retries(state, e.error)) {
                    return caught(state, e);
                }
            }
        }
    }

    /** An expression that cannot be evaluated is an error of the state, which Retry and Catch see. */
    private Map<String, Object> arguments(Map<String, Object> state) {
        try {
            return map(evaluate(state.get("Arguments")));
        } catch (JException | DateTimeException e) {
            throw new Scene.TaskFailed("States.QueryEvaluationError", e.getMessage());
        }
    }

    private static int retries(Map<String, Object> state, String error) {
        for (Object rule : list(state.get("Retry"))) {
            if (matches(map(rule), error)) {
                return ((Number) map(rule).get("MaxAttempts")).intValue();
            }
        }
        return 0;
    }

    private String caught(Map<String, Object> state, Scene.TaskFailed e) {
        for (Object rule : list(state.get("Catch"))) {
            if (matches(map(rule), e.error)) {
                errorOutput = Map.of("Error", e.error, "Cause", e.getMessage());
                assign(map(rule));
                return (String) map(rule).get("Next");
            }
        }
        scene.failure = e.error;
        throw new AssertionError("not caught: " + e.error + " " + e.getMessage());
    }

    private static boolean matches(Map<String, Object> rule, String error) {
        return list(rule.get("ErrorEquals")).stream().anyMatch(name -> name.equals("States.ALL") || name.equals(error));
    }

    private String choice(Map<String, Object> state) {
        for (Object choice : list(state.get("Choices"))) {
            Object holds = evaluate(map(choice).get("Condition"));
            if (!(holds instanceof Boolean)) {
                throw new AssertionError("not true or false: " + map(choice).get("Condition") + " is " + holds);
            }
            if ((Boolean) holds) {
                assign(map(choice));
                return (String) map(choice).get("Next");
            }
        }
        assign(state);
        return (String) state.get("Default");
    }

    private void assign(Map<String, Object> state) {
        if (state.containsKey("Assign")) {
            variables.putAll(map(evaluate(state.get("Assign"))));
        }
    }

    private Object evaluate(Object value) {
        if (value instanceof Map<?, ?> object) {
            Map<String, Object> evaluated = new LinkedHashMap<>();
            object.forEach((key, part) -> evaluated.put((String) key, evaluate(part)));
            return evaluated;
        }
        if (value instanceof List<?> array) {
            List<Object> evaluated = new ArrayList<>();
            array.forEach(part -> evaluated.add(evaluate(part)));
            return evaluated;
        }
        if (value instanceof String text && text.startsWith("{%") && text.endsWith("%}")) {
            return expression(text.substring(2, text.length() - 2).strip());
        }
        return value;
    }

    private Object expression(String text) {
        Jsonata expression = Jsonata.jsonata(text);
        expression.registerFunction("parse", (String json) -> Json.parseJson(json));
        Jsonata.Frame frame = expression.createFrame();
        Map<String, Object> states = new HashMap<>();
        states.put("result", result);
        states.put("errorOutput", errorOutput);
        states.put(
                "context",
                Map.of(
                        "StateMachine", Map.of("Id", "arn:machine"),
                        "Execution",
                                Map.of("Id", "arn:this", "Name", "run-1", "StartTime", "2026-11-20T10:00:00.000Z")));
        frame.bind("states", states);
        variables.forEach(frame::bind);
        Object value = expression.evaluate(null, frame);
        if (value == null) {
            throw new AssertionError("Step Functions refuses an expression without a value: " + text);
        }
        return value;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Object value) {
        return value == null ? List.of() : (List<Object>) value;
    }
}
