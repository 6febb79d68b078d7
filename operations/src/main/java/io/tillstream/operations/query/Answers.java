package io.tillstream.operations.query;

import io.tillstream.warehouse.Query;
import io.tillstream.warehouse.Warehouse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The analytics queries, answered by the warehouse once each; every parameter has its default. */
public final class Answers {
    private static final int ROWS_SHOWN = 5;

    private final QueryRunner warehouse;
    private final List<Query> queries = Warehouse.bundled().analytics();
    private final Map<String, ResultTable> asked = new ConcurrentHashMap<>();

    /** @param warehouse where to ask */
    public Answers(QueryRunner warehouse) {
        this.warehouse = warehouse;
    }

    private ResultTable answer(Query query) {
        ResultTable known = asked.get(query.name());
        if (known != null) {
            return known;
        }
        ResultTable answer = warehouse.query(query);
        asked.put(query.name(), answer);
        return answer;
    }

    /** Every query's answer as CSV, by its name; the queries run in parallel, one for each processor. */
    public Map<String, String> csv() {
        queries.parallelStream().forEach(this::answer);
        Map<String, String> answers = new LinkedHashMap<>();
        queries.forEach(query -> answers.put(query.name(), TableFormat.CSV.render(answer(query))));
        return answers;
    }

    /** The first rows of the headline answers, each under its question, and how to see the others. */
    public String summary() {
        StringBuilder text = new StringBuilder();
        for (Query query : queries.stream().filter(Query::headline).toList()) {
            ResultTable answer = answer(query);
            int rows = answer.rows().size();
            ResultTable shown = new ResultTable(answer.columns(), answer.rows().subList(0, Math.min(rows, ROWS_SHOWN)));
            text.append(query.question()).append('\n');
            TextTable.of(shown)
                    .lines()
                    .forEach(line -> text.append("  ").append(line).append('\n'));
            if (rows > ROWS_SHOWN) {
                text.append("  … ")
                        .append(rows - ROWS_SHOWN)
                        .append(" more: ./tillstream query ")
                        .append(query.name());
                text.append('\n');
            }
            text.append('\n');
        }
        text.append("More answers: ./tillstream query --list has all ")
                .append(queries.size())
                .append(".\n");
        return text.toString();
    }
}
