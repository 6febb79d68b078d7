package io.tillstream.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The metrics file, the queries, the wide view, the page and the measures of BI tools say the same. */
class MetricsTest {
    private static final Path PAGE = Path.of("../docs/reference/metrics.md");
    private static final Path BI = Path.of("../docs/how-to/bi/README.md");

    private static TestWarehouse warehouse;

    @BeforeAll
    static void load() throws IOException, SQLException {
        warehouse = TestWarehouse.migrated();
        HostileSales.of(7, 300).write(warehouse);
    }

    @AfterAll
    static void stop() throws IOException {
        warehouse.close();
    }

    @Test
    void everyFormulaOverTheWideViewIsWhatTheQueryAnswers() throws SQLException {
        Query totals = Warehouse.bundled().analytics("totals").orElseThrow();
        Map<String, List<String>> answered = new HashMap<>();
        warehouse.rows(totals).forEach(row -> answered.put(row.split("\\|")[0], List.of(row.split("\\|"))));
        int compared = 0;
        for (Metric metric : Metric.bundled()) {
            int column = totals.columns().indexOf(metric.columns().get(0));
            if (metric.formula().isPresent() && column > 0) {
                compared++;
                for (String row :
                        warehouse.rows("SELECT currency, " + metric.formula().get()
                                + " AS figure FROM sales.wide_sales GROUP BY currency ORDER BY currency")) {
                    String[] figure = row.split("\\|");
                    assertThat(number(figure[1]))
                            .as("%s in %s", metric.name(), figure[0])
                            .isEqualTo(number(answered.get(figure[0]).get(column)));
                }
            }
        }
        assertThat(compared).as("figures of totals").isEqualTo(totals.columns().size() - 2);
    }

    private static BigDecimal number(String text) {
        return new BigDecimal(text).stripTrailingZeros();
    }

    @Test
    void everyFormulaIsTakenByTheWideView() throws SQLException {
        for (Metric metric : Metric.bundled()) {
            if (metric.formula().isPresent()) {
                assertThat(warehouse.rows("SELECT " + metric.formula().get() + " AS figure FROM sales.wide_sales"))
                        .as(metric.name())
                        .hasSize(1);
            }
        }
    }

    @Test
    void everyColumnOfAFigureIsOneOfSomeQueryAndMeansOneFigure() {
        assertThat(Metric.bundled().stream().flatMap(metric -> metric.columns().stream()))
                .doesNotHaveDuplicates()
                .isSubsetOf(Warehouse.bundled().analytics().stream()
                        .flatMap(query -> query.columns().stream())
                        .toList());
        assertThat(Metric.bundled()).allSatisfy(metric -> {
            assertThat(List.of("money", "count", "units", "percent")).contains(metric.unit());
            assertThat(metric.additive()).isNotBlank();
            assertThat(metric.owner()).isNotBlank();
            assertThat(metric.grain()).contains(metric.unit().equals("money") ? "currency" : "");
        });
    }

    @Test
    void thePageSaysWhatTheFileSays() throws IOException {
        String page = Files.readString(SalesFixture.resource("metrics.txt"))
                .replace(
                        "{metrics}",
                        Metric.bundled().stream()
                                .map(metric ->
                                        "| " + metric.name() + " | " + metric.meaning() + " | " + metric.unit() + " | "
                                                + metric.additive() + " | "
                                                + metric.formula()
                                                        .map(sql -> "`" + sql + "`")
                                                        .orElse("") + " | " + metric.owner() + " |")
                                .collect(Collectors.joining("\n")));
        if (Boolean.getBoolean("tillstream.docs.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    @Test
    void theMeasuresOfPowerBiAreThoseOfTheFile() throws IOException {
        assertThat(Files.readString(BI))
                .contains(Metric.bundled().stream()
                        .filter(metric -> metric.dax().isPresent())
                        .map(metric ->
                                "    " + metric.name() + " = " + metric.dax().get() + "\n")
                        .collect(Collectors.joining()));
    }
}
