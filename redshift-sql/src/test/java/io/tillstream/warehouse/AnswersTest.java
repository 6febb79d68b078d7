package io.tillstream.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.warehouse.oracle.Oracle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every analytics query on fifteen sales made by hand, {@code analytics/sales.csv}: two till systems that share ids, two
 * currencies, a return, a product that changed its category, a customer who changed her name, and much that is unknown. The
 * exact answers are in {@code analytics/answers/NAME.csv}, computed by {@link Oracle} without SQL and read by a person; the
 * examples in docs/reference/analytics.md are these.
 */
class AnswersTest {
    private static final Path ANSWERS = Path.of("src/test/resources/analytics/answers");

    private static TestWarehouse warehouse;

    @BeforeAll
    static void load() throws IOException, SQLException {
        warehouse = TestWarehouse.migrated();
        SalesFixture sales = SalesFixture.load(warehouse, SalesFixture.resource("sales.csv"));
        if (Boolean.getBoolean("tillstream.docs.write")) {
            Oracle oracle = new Oracle(sales.lines());
            for (Query query : Warehouse.bundled().analytics()) {
                writeAnswer(query, oracle.answer(query.name(), query.values(Map.of())));
            }
        }
    }

    /** Writes what the oracle answers, which knows no SQL; what the query answers is compared with it like any other. */
    private static void writeAnswer(Query query, List<String> rows) throws IOException {
        StringBuilder text = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(
                text,
                CSVFormat.RFC4180
                        .builder()
                        .setNullString("")
                        .setRecordSeparator('\n')
                        .get())) {
            printer.printRecord(query.columns());
            for (String row : rows) {
                printer.printRecord(Arrays.stream(row.split("\\|", -1))
                        .map(value -> value.equals("null") ? null : value)
                        .toList());
            }
        }
        Files.writeString(ANSWERS.resolve(query.name() + ".csv"), text);
    }

    @AfterAll
    static void stop() throws IOException {
        warehouse.close();
    }

    static Stream<String> names() {
        return Warehouse.bundled().analytics().stream().map(Query::name);
    }

    @ParameterizedTest
    @MethodSource("names")
    void answersExactly(String name) throws IOException, SQLException {
        Query query = query(name);
        List<String> expected = new ArrayList<>();
        try (CSVParser rows = CSVParser.parse(
                Files.readString(ANSWERS.resolve(name + ".csv")),
                CSVFormat.RFC4180.builder().setNullString("").get())) {
            rows.forEach(row -> expected.add(
                    String.join("|", row.stream().map(String::valueOf).toList())));
        }
        assertThat(expected.get(0)).isEqualTo(String.join("|", query.columns()));
        assertThat(warehouse.rows(query)).isEqualTo(expected.subList(1, expected.size()));
    }

    @Test
    void thereIsNoAnswerToAQueryThatIsNoMore() throws IOException {
        try (Stream<Path> files = Files.list(ANSWERS)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".csv", "")))
                    .containsExactlyInAnyOrderElementsOf(names().toList());
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void answersAnEmptyWarehouse(String name) throws SQLException {
        assertThat(warehouse.rows(query(name), Map.of("source", "nobody"))).isEmpty();
    }

    @Test
    void parametersSelectATillSystemAndASpanOfDaysBothEndsIncluded() throws SQLException {
        assertThat(warehouse.rows(query("revenue_by_source"), Map.of("source", "south")))
                .containsExactly("south|USD|341.500001|3|4|15.5|0|100");
        assertThat(warehouse.rows(query("revenue_by_day"), Map.of("since", "2023-02-28", "until", "2024-01-02")))
                .containsExactly("2023-02-28|USD|30|1|1|3|0", "2024-01-02|USD|310|2|4|5|0");
        assertThat(warehouse.rows(query("top_products_by_revenue"), Map.of("top", "1")))
                .containsExactly("north|P1|Chair|USD|230|4|5|5|1", "north|P3|Kettle|EUR|24|1|1|2|0");
    }

    @Test
    void theValueOfAParameterIsNeverSql() throws SQLException {
        assertThat(warehouse.rows(query("totals"), Map.of("source", "' OR '1'='1")))
                .isEmpty();
    }

    @Test
    void thePageForAnalystsSaysWhatTheQueriesAnswer() throws IOException, SQLException {
        String page = AnalyticsPage.of(warehouse);
        if (Boolean.getBoolean("tillstream.docs.write")) {
            Files.writeString(AnalyticsPage.PATH, page);
        }
        assertThat(Files.readString(AnalyticsPage.PATH))
                .as("docs/reference/analytics.md is made by AnalyticsPage, whose comment says how")
                .isEqualTo(page);
        assertThat(Warehouse.bundled().analytics())
                .allSatisfy(query -> assertThat(AnalyticsPage.columns())
                        .as("columns of " + query.name() + " that page.txt explains")
                        .containsAll(query.columns()));
    }

    private static Query query(String name) {
        return Warehouse.bundled().analytics(name).orElseThrow();
    }
}
