package io.tillstream.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.warehouse.Query;
import io.tillstream.warehouse.Warehouse;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page's API by plain HTTP, on a real warehouse. */
class PageApiTest {
    @TempDir
    static Path directory;

    private static SeededWarehouse warehouse;
    private static FakeSource source;
    private static Page page;

    @BeforeAll
    static void serve() throws Exception {
        warehouse = new SeededWarehouse(directory);
        source = new FakeSource(warehouse.runner());
        page = Page.serve(source, 0);
    }

    @AfterAll
    static void stop() throws Exception {
        page.close();
        warehouse.close();
    }

    private static HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(page.address() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new ObjectMapper().readTree(response.body());
    }

    private static List<List<String>> rows(String path) throws IOException, InterruptedException {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode row : json(path).path("rows")) {
            List<String> values = new ArrayList<>();
            row.forEach(value -> values.add(value.isNull() ? null : value.asText()));
            rows.add(values);
        }
        return rows;
    }

    @Test
    void aQueryGivesTheFiguresOfTheCommandLine() throws Exception {
        assertThat(rows("api/query/revenue_by_region"))
                .isEqualTo(
                        warehouse.runner().query(bundled("revenue_by_region")).rows());
    }

    @Test
    void filtersNarrowEveryFigureAndAddUpToTheWhole() throws Exception {
        BigDecimal all = revenue("api/query/totals?currency=USD");
        BigDecimal parts = BigDecimal.ZERO;
        for (String channel : List.of("store", "web", "Unknown")) {
            for (String region : List.of("West", "East")) {
                parts = parts.add(revenue("api/query/totals?currency=USD&channel=" + channel + "&region=" + region));
            }
        }

        assertThat(parts).isEqualByComparingTo(all);
        assertThat(revenue("api/query/totals?currency=USD&category=Furniture&since=2024-03-01"))
                .isLessThan(all)
                .isPositive();
        assertThat(rows("api/query/totals?currency=USD&category=Nothing")).isEmpty();
    }

    private static BigDecimal revenue(String path) throws Exception {
        List<List<String>> rows = rows(path);
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).get(0)).isEqualTo("USD");
        return new BigDecimal(rows.get(0).get(1));
    }

    @Test
    void theChoicesOfTheFiltersAreWhatIsThere() throws Exception {
        JsonNode choices = json("api/choices");

        assertThat(choices.path("currency")).extracting(JsonNode::asText).containsExactly("EUR", "USD");
        assertThat(choices.path("region")).extracting(JsonNode::asText).contains("East", "West", "Unknown");
        assertThat(choices.path("channel")).extracting(JsonNode::asText).containsExactly("Unknown", "store", "web");
    }

    @Test
    void aFileForASpreadsheetHoldsNoFormula() throws Exception {
        HttpResponse<String> file = get("api/query/top_customers.csv?top=1000");

        assertThat(file.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"top_customers.csv\"");
        assertThat(file.body()).contains("\"'" + SeededWarehouse.FORMULA.replace("\"", "\"\"") + "\"");
        assertThat(file.body()).doesNotContain(",\"=HYPERLINK", ",=HYPERLINK");
    }

    @ParameterizedTest
    @CsvSource({
        "api/query/none, 404",
        "api/query/totals?sql=SELECT+1, 400",
        "api/query/totals?since=yesterday, 400",
        "api/query/totals?since=2024-01-01&since=2024-01-02, 400",
        "api/query/totals?region=, 400",
        "api/query/..%2f..%2fapp.js, 404",
        "api/sql?sql=SELECT+1, 404",
        "api/trace, 400",
        "api/audit, 405",
        "../pom.xml, 404",
        "app.js%00, 404",
        "META-INF/MANIFEST.MF, 404"
    })
    void aBadRequestIsToldWhatIsWrong(String path, int status) throws Exception {
        HttpResponse<String> response = get(path);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(new ObjectMapper().readTree(response.body()).path("error").asText())
                .isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "app.js", "app.css", "uplot.js", "api/pipeline", "api/query/totals", "nothing"})
    void everyAnswerForbidsWhatABrowserShouldNotDo(String path) throws Exception {
        HttpResponse<String> response = get(path);

        assertThat(response.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains(
                                "default-src 'none'",
                                "script-src 'self';",
                                "style-src 'self';",
                                "frame-ancestors 'none'")
                        .doesNotContain("unsafe", "http:", "https:"));
        assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void thePageLoadsNothingFromElsewhere() throws Exception {
        for (String path :
                List.of("", "app.css", "app.js", "charts.js", "sales.js", "pipeline.js", "trace.js", "dom.js")) {
            assertThat(get(path).body())
                    .as(path)
                    .doesNotContain("http://", "https://", "innerHTML", "eval(", "style=\"");
        }
    }

    @Test
    void anAuditRunsOnceInTheBackground() throws Exception {
        source.ledger(TestLedgers.balanced());
        HttpRequest post = HttpRequest.newBuilder(URI.create(page.address() + "api/audit"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .header("Origin", page.address().toString().replaceAll("/$", ""))
                .build();

        assertThat(HttpClient.newHttpClient()
                        .send(post, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);

        Awaitility.await()
                .untilAsserted(() -> assertThat(
                                json("api/pipeline").at("/verdict/level").asText())
                        .isEqualTo("good"));
        assertThat(json("api/pipeline").at("/audit/ledger/balanced").asBoolean())
                .isTrue();
        assertThat(json("api/pipeline").at("/loads/0/fact_rows").asText()).isEqualTo("9000");
    }

    @Test
    void partsThatDoNotAnswerAreSaid() throws Exception {
        source.silent(true);
        try {
            HttpResponse<String> response = get("api/pipeline");
            assertThat(response.statusCode()).isEqualTo(502);
            assertThat(response.body()).contains("The Kafka broker did not answer");
        } finally {
            source.silent(false);
        }
    }

    private static Query bundled(String name) {
        return Warehouse.bundled().analytics(name).orElseThrow();
    }
}
