package io.tillstream.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A year of real sales through the whole pipeline: exact answers, and a second time no change but 9,994 duplicates. */
class SuperstoreIT {
    private static final int LINES = 9_994;

    @TempDir
    Path work;

    private LocalProgram program;

    @BeforeEach
    void create() {
        program = new LocalProgram(work);
    }

    @AfterEach
    void close() throws InterruptedException {
        program.close();
    }

    private Path data;
    private JsonNode expected;

    @BeforeEach
    void data() throws Exception {
        Path shared = Path.of(System.getProperty("tillstream.shared.data", "no such directory"));
        data = shared.resolve("superstore_us/Sample-Superstore.csv");
        Path answers = shared.resolve("answers/superstore_us.json");
        assumeTrue(Files.exists(data) && Files.exists(answers), "Skipped: there are no real sales in " + shared);
        expected = new ObjectMapper().readTree(answers.toFile()).path("answers");
    }

    @Test
    void exactAnswersAndNoChangeTheSecondTime() throws Exception {
        String source = "superstore_us=" + data;

        program.local(
                        "--once",
                        "--source",
                        source,
                        "--report",
                        work.resolve("first").toString())
                .expect(0);
        Report first = new Report(work.resolve("first"));
        assertThat(first.balanced()).isTrue();
        assertThat(first.ledger("offsets")).isEqualTo(LINES);
        assertThat(first.ledger("accepted")).isEqualTo(LINES);
        assertThat(first.ledger("duplicates")).isZero();
        assertThat(first.ledger("quarantined")).isZero();
        assertThat(first.ledger("warehouse_fact_rows")).isEqualTo(LINES);
        assertThat(first.json().at("/source_rows/superstore_us/sent").asInt()).isEqualTo(LINES);
        assertAnswers(first);

        program.local(
                        "--once",
                        "--source",
                        source,
                        "--report",
                        work.resolve("second").toString())
                .expect(0);
        Report second = new Report(work.resolve("second"));
        assertThat(second.balanced()).isTrue();
        assertThat(second.ledger("offsets")).isEqualTo(2 * LINES);
        assertThat(second.ledger("accepted")).isEqualTo(LINES);
        assertThat(second.ledger("duplicates")).isEqualTo(LINES);
        assertThat(second.answers()).isEqualTo(first.answers());

        assertThat(program.run("query", "totals", "--format", "csv").expect(0).output())
                .isEqualTo(first.answers().get("totals.csv"));
        assertThat(program.run("audit").expect(0).output()).contains("The ledger balances.");
        assertThat(program.processesLeft()).isEmpty();
    }

    private void assertAnswers(Report report) throws Exception {
        assertThat(report.answer("totals", "currency", "revenue"))
                .isEqualTo(
                        Map.of("USD", plain(expected.path("total_revenue_exact").asText())));
        assertThat(report.answer("totals", "currency", "orders")).containsEntry("USD", "5009");
        assertThat(report.answer("revenue_by_category", "category", "revenue")).isEqualTo(revenue("by_category"));
        assertThat(report.answer("revenue_by_region", "region", "revenue")).isEqualTo(revenue("by_region"));
        Map<String, String> months = new TreeMap<>();
        expected.path("by_month")
                .forEach(month -> months.put(
                        month.path("month").asText(),
                        plain(month.path("revenue").asText())));
        assertThat(report.answer("revenue_by_month", "month", "revenue"))
                .isEqualTo(months)
                .hasSize(48);
    }

    private Map<String, String> revenue(String group) {
        Map<String, String> revenue = new TreeMap<>();
        expected.path(group)
                .properties()
                .forEach(entry -> revenue.put(
                        entry.getKey(), plain(entry.getValue().path("revenue").asText())));
        assertThat(revenue).as(group + " in the answers file").isNotEmpty();
        return revenue;
    }

    private static String plain(String number) {
        return new BigDecimal(number).stripTrailingZeros().toPlainString();
    }
}
