package io.tillstream.warehouse;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a figure means, defined once: queries, views, the pages and the measures of BI tools follow {@code metrics.json}.
 *
 * @param name in words
 * @param columns the columns of analytics queries that hold it
 * @param meaning what is counted or divided, and where it is empty
 * @param unit money, count, units or percent
 * @param grain what it is given for at least: money never without its currency
 * @param additive over what groups it may be summed
 * @param owner who decides on the definition
 * @param formula an aggregate over {@code sales.wide_sales}, if one states it
 * @param dax the same as a measure of Power BI, if one is given
 */
public record Metric(
        String name,
        List<String> columns,
        String meaning,
        String unit,
        String grain,
        String additive,
        String owner,
        Optional<String> formula,
        Optional<String> dax) {
    /** Returns every metric, in the order of the file. */
    public static List<Metric> bundled() {
        List<Metric> metrics = new ArrayList<>();
        try (JsonParser json = new JsonFactory().createParser(Resources.text("metrics.json"))) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    metrics.add(of(fields(json)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("metrics.json cannot be read: a fault of the build", e);
        }
        return List.copyOf(metrics);
    }

    private static Map<String, String> fields(JsonParser json) throws IOException {
        Map<String, String> fields = new HashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            fields.put(name, json.getText());
        }
        return fields;
    }

    private static Metric of(Map<String, String> fields) {
        return new Metric(
                fields.get("name"),
                List.of(fields.get("columns").split(", ")),
                fields.get("meaning"),
                fields.get("unit"),
                fields.get("grain"),
                fields.get("additive"),
                fields.get("owner"),
                Optional.ofNullable(fields.get("formula")),
                Optional.ofNullable(fields.get("dax")));
    }
}
