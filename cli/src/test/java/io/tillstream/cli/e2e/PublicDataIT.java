package io.tillstream.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tillstream.local.process.StandInClients;
import io.tillstream.operations.query.QueryRunner;
import io.tillstream.operations.query.ResultTable;
import io.tillstream.warehouse.Query;
import io.tillstream.warehouse.Warehouse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.redshiftdata.RedshiftDataClient;

/** The real data of the five systems that Tillstream must cover, with their exact answers. */
class PublicDataIT {
    private static final Map<String, String> FILES = new LinkedHashMap<>();

    static {
        FILES.put("pizza_sales", "pizza_sales/pizza_sales.csv");
        FILES.put("superstore_us", "superstore_us/Sample-Superstore.csv");
        FILES.put("ecommerce_events", "seed3_sample/sample_data.csv");
        FILES.put("hourly_orders", "seed0_events/orders.jsonl");
        FILES.put("batch_messages", "seed4_batches/messages.jsonl");
    }

    @TempDir
    Path work;

    private LocalProgram program;
    private Path shared;

    @BeforeEach
    void create() {
        shared = Path.of(System.getProperty("tillstream.shared.data", "no such directory"));
        assumeTrue(
                FILES.values().stream().allMatch(file -> Files.exists(shared.resolve(file))),
                "Skipped: there are no real sales in " + shared);
        program = new LocalProgram(work);
    }

    @AfterEach
    void close() throws InterruptedException {
        if (program != null) {
            program.close();
        }
    }

    @Test
    void allFiveInOneDirectoryKeepTheirAnswers() throws Exception {
        List<String> options = new ArrayList<>(catalogue());
        FILES.forEach((source, file) -> options.addAll(List.of("--source", source + "=" + shared.resolve(file))));
        LocalProgram.Started pipeline = program.startLocal(options.toArray(new String[0]));
        pipeline.awaitOutput("Taking events");
        assertThat(Files.readString(pipeline.output())).contains("The ledger balances.");

        try (RedshiftDataClient client = StandInClients.redshiftData(program.ports())) {
            QueryRunner warehouse = new QueryRunner(client);
            for (String source : FILES.keySet()) {
                PublicDataAnswers answers = PublicDataAnswers.read(shared, source);
                answers.assertAll(name -> rows(warehouse, name, source));
                if (source.equals("hourly_orders")) {
                    answers.assertPivot(name -> rows(warehouse, name, source));
                }
            }
            assertThat(warehouse
                            .query("SELECT product_name FROM sales.dim_product"
                                    + " WHERE source = 'ecommerce_events' AND product_name LIKE '%\"%'")
                            .rows())
                    .as("names with a bare quote in an unquoted field")
                    .hasSize(6);
        }
    }

    @Tag("long")
    @ParameterizedTest
    @CsvSource({
        "pizza_sales, pizza_sales/pizza_sales.csv, 48620",
        "pizza_sales, pizza_sales/pizza_sales_mixed_dates.csv, 48620",
        "superstore_us, superstore_us/Sample-Superstore.csv, 9994",
        "ecommerce_events, seed3_sample/sample_data.csv, 120",
        "hourly_orders, seed0_events/orders.jsonl, 20777",
        "batch_messages, seed4_batches/messages.jsonl, 17280"
    })
    void eachInAFreshDirectory(String source, String file, long records) throws Exception {
        List<String> options = new ArrayList<>(
                List.of("--once", "--report", work.resolve("report").toString()));
        options.addAll(List.of("--source", source + "=" + shared.resolve(file)));
        options.addAll(catalogue());
        program.local(options.toArray(new String[0])).expect(0);

        Report report = new Report(work.resolve("report"));
        PublicDataAnswers answers = PublicDataAnswers.read(shared, source);
        assertThat(report.balanced()).isTrue();
        assertThat(report.ledger("offsets")).isEqualTo(records);
        assertThat(report.ledger("accepted"))
                .isEqualTo(answers.json().at("/answers/rows_used").asLong());
        answers.assertAll(report::rows);
        if (source.equals("hourly_orders")) {
            answers.assertPivot(report::rows);
        }
    }

    private List<String> catalogue() {
        return List.of("--catalogue", "hourly_orders_products=" + shared.resolve("seed0_products/products.csv"));
    }

    private static List<Map<String, String>> rows(QueryRunner warehouse, String name, String source) {
        Query query = Warehouse.bundled().analytics(name).orElseThrow();
        ResultTable table = warehouse.query(query.sql(), query.values(Map.of("source", source)));
        List<Map<String, String>> rows = new ArrayList<>();
        for (List<String> values : table.rows()) {
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < values.size(); i++) {
                row.put(table.columns().get(i).name(), values.get(i));
            }
            rows.add(row);
        }
        return rows;
    }
}
