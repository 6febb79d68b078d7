package io.tillstream.page.sales;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillstream.operations.query.QueryRunner;
import io.tillstream.operations.query.ResultTable;
import io.tillstream.page.http.Reply;
import io.tillstream.warehouse.InvalidParameterException;
import io.tillstream.warehouse.Query;
import io.tillstream.warehouse.Warehouse;
import java.util.List;
import java.util.Map;

/** The analytics queries for the page: the same as {@code ./tillstream query}, by name; no SQL comes from the browser. */
public final class SalesApi {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CHOICES = """
            SELECT 'source' AS kind, source AS value FROM sales.fact_sales GROUP BY source
            UNION ALL SELECT 'currency' AS kind, currency AS value FROM sales.fact_sales GROUP BY currency
            UNION ALL SELECT 'channel' AS kind, COALESCE(channel, 'Unknown') AS value FROM sales.fact_sales
            GROUP BY COALESCE(channel, 'Unknown')
            UNION ALL SELECT 'category' AS kind, COALESCE(category, 'Unknown') AS value FROM sales.dim_product
            GROUP BY COALESCE(category, 'Unknown')
            UNION ALL SELECT 'region' AS kind, COALESCE(region, 'Unknown') AS value FROM sales.dim_location
            GROUP BY COALESCE(region, 'Unknown')
            ORDER BY 1, 2""";

    private final Warehouse bundled = Warehouse.bundled();
    private final SalesAnswers answers;

    /** @param warehouse where to ask */
    public SalesApi(QueryRunner warehouse) {
        this.answers = new SalesAnswers(warehouse);
    }

    /** What the filters can be set to, by the filter's name. */
    public Reply choices() {
        ObjectNode body = JSON.createObjectNode();
        List.of("source", "currency", "category", "region", "channel").forEach(body::putArray);
        for (List<String> row : answers.ask(CHOICES).table().rows()) {
            body.withArray(row.get(0)).add(row.get(1));
        }
        return Reply.json(body);
    }

    /**
     * The answer to one query.
     *
     * @param name its name, with {@code .csv} for a file
     * @param asked its parameters and filters
     */
    public Reply query(String name, Map<String, String> asked) {
        boolean csv = name.endsWith(".csv");
        String queryName = csv ? name.substring(0, name.length() - ".csv".length()) : name;
        Query query = bundled.analytics(queryName).orElse(null);
        if (query == null) {
            return Reply.problem(404, "There is no such query. ./tillstream query --list has them all.");
        }
        try {
            SalesAnswers.Answer answer = answers.ask(query, asked);
            return csv ? Reply.csv(name, SafeCsv.of(answer.table())) : Reply.json(body(query, answer));
        } catch (InvalidParameterException e) {
            return Reply.problem(400, e.getMessage());
        }
    }

    private static ObjectNode body(Query query, SalesAnswers.Answer answer) {
        ObjectNode body = JSON.createObjectNode()
                .put("name", query.name())
                .put("question", query.question())
                .put("load_set", answer.loadSet());
        ArrayNode columns = body.putArray("columns");
        for (ResultTable.Column column : answer.table().columns()) {
            columns.addObject().put("name", column.name()).put("numeric", column.numeric());
        }
        // Numbers stay text: a browser's numbers are binary and would round them.
        ArrayNode rows = body.putArray("rows");
        answer.table().rows().forEach(row -> row.forEach(rows.addArray()::add));
        return body;
    }
}
