package io.tillstream.operations.query;

import io.tillstream.warehouse.Metric;
import io.tillstream.warehouse.Query;
import io.tillstream.warehouse.QueryParameter;
import java.util.List;

/** What a query means, in words: its question, its parameters, and the definition of each of its figures. */
public final class Explanation {
    private Explanation() {}

    /** Returns the text; every line ends with a line feed. */
    public static String of(Query query) {
        StringBuilder text = new StringBuilder();
        text.append(query.name()).append(": ").append(query.question()).append('\n');
        text.append("\nEach row: ").append(String.join(", ", query.columns())).append(".\n");
        List<Metric> metrics = Metric.bundled().stream()
                .filter(metric -> metric.columns().stream().anyMatch(query.columns()::contains))
                .toList();
        if (!metrics.isEmpty()) {
            text.append("\nFigures:\n");
            metrics.forEach(metric -> text.append("  ")
                    .append(String.join(
                            ", ",
                            metric.columns().stream()
                                    .filter(query.columns()::contains)
                                    .toList()))
                    .append(": ")
                    .append(metric.meaning())
                    .append(" (")
                    .append(metric.unit())
                    .append("; may be added over ")
                    .append(metric.additive())
                    .append(").\n"));
        }
        text.append("\nParameters:\n");
        for (QueryParameter parameter : query.parameters()) {
            text.append("  ")
                    .append(parameter.parameterName())
                    .append(", default ")
                    .append(parameter.defaultText())
                    .append(": ")
                    .append(parameter.meaning())
                    .append(" (")
                    .append(parameter.form())
                    .append(").\n");
        }
        return text.append("\ndocs/reference/metrics.md has the definitions, --show the SQL.\n")
                .toString();
    }
}
