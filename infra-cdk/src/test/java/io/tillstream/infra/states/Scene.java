package io.tillstream.infra.states;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The world of a state machine in a test: it answers tasks by their resource, and remembers what was asked. */
final class Scene {
    /** A task that fails. */
    static final class TaskFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        final String error;

        TaskFailed(String error, String cause) {
            super(cause);
            this.error = error;
        }
    }

    private final Map<String, Function<Map<String, Object>, Object>> answers = new HashMap<>();
    final List<String> visited = new ArrayList<>();
    final Map<String, List<Map<String, Object>>> asked = new HashMap<>();
    Object failure;

    Scene on(String task, Function<Map<String, Object>, Object> answer) {
        answers.put(task, answer);
        return this;
    }

    Object run(String resource, Map<String, Object> arguments) {
        String task = resource.substring(resource.indexOf(":::") + 3);
        asked.computeIfAbsent(task, none -> new ArrayList<>()).add(arguments);
        Function<Map<String, Object>, Object> answer = answers.get(task);
        if (answer == null) {
            throw new AssertionError("nobody answers " + task);
        }
        return answer.apply(arguments);
    }

    /** Values of a metric, in the order in which they were written. */
    @SuppressWarnings("unchecked")
    List<Object> metric(String name) {
        return asked.getOrDefault("aws-sdk:cloudwatch:putMetricData", List.of()).stream()
                .flatMap(arguments -> ((List<Map<String, Object>>) arguments.get("MetricData")).stream())
                .filter(metric -> metric.get("MetricName").equals(name))
                .map(metric -> metric.get("Value"))
                .toList();
    }
}
