package io.tillstream.warehouse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * docs/reference/analytics.md, made of the queries' own headers and of their real answers. After a change, write it anew with
 * {@code ./mvnw -o -pl redshift-sql -Dtest=AnswersTest -Dtillstream.docs.write=true test}.
 */
final class AnalyticsPage {
    static final Path PATH = Path.of("../docs/reference/analytics.md");
    private static final int ROWS_SHOWN = 4;

    private AnalyticsPage() {}

    /** Returns the whole page, with the answers of this warehouse. */
    static String of(TestWarehouse warehouse) throws IOException, SQLException {
        StringBuilder queries = new StringBuilder();
        String topic = "";
        for (Query query : Warehouse.bundled().analytics()) {
            if (!query.topic().equals(topic)) {
                topic = query.topic();
                queries.append("## ").append(topic).append("\n\n");
            }
            queries.append(section(query, warehouse.rows(query)));
        }
        return template()
                .replace("{parameters}", parameters())
                .replace("{metrics}", metrics())
                .replace("{queries}", queries.toString().strip());
    }

    /** Returns the names of columns that the page explains. */
    static Set<String> columns() throws IOException {
        return template()
                .replace("{metrics}", metrics())
                .lines()
                .filter(line -> line.startsWith("| "))
                .flatMap(line -> Stream.of(line.split("\\|")[1].split(",")).map(String::strip))
                .collect(Collectors.toSet());
    }

    private static String template() throws IOException {
        return Files.readString(SalesFixture.resource("page.txt"));
    }

    private static String metrics() {
        return Metric.bundled().stream()
                .map(metric -> "| " + String.join(", ", metric.columns()) + " | " + metric.meaning() + " |")
                .collect(Collectors.joining("\n"));
    }

    private static String parameters() {
        return Stream.concat(
                        Stream.of("| parameter | default | a value is | meaning |", "| --- | --- | --- | --- |"),
                        Arrays.stream(QueryParameter.values())
                                .map(parameter -> "| `" + parameter.parameterName() + "` | `" + parameter.defaultText()
                                        + "` | " + parameter.form() + " | " + parameter.meaning() + " |"))
                .collect(Collectors.joining("\n"));
    }

    private static String section(Query query, List<String> rows) {
        StringBuilder text = new StringBuilder();
        text.append("### ").append(query.name()).append('\n');
        text.append(query.question()).append('\n');
        text.append("Parameters: ")
                .append(query.parameters().stream()
                        .map(parameter -> "`" + parameter.parameterName() + "`")
                        .collect(Collectors.joining(", ")))
                .append(".\n\n");
        text.append(row(query.columns()))
                .append(row(query.columns().stream().map(column -> "---").toList()));
        rows.stream()
                .limit(ROWS_SHOWN)
                .forEach(answer -> text.append(row(Arrays.stream(answer.split("\\|", -1))
                        .map(value -> value.equals("null") ? "" : value)
                        .toList())));
        if (rows.size() > ROWS_SHOWN) {
            text.append("\n… ").append(rows.size() - ROWS_SHOWN).append(" more rows\n");
        }
        return text.append('\n').toString();
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
