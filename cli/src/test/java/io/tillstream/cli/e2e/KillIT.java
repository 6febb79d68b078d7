package io.tillstream.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** KILL at random moments, of the whole tree or of the program alone, and start again: every sale is there once. */
class KillIT {
    private static final int SALES = 4_000;
    /** A run takes 25 s and more: kills fall into every stage of it. */
    private static final int LATEST_KILL_MILLIS = 22_000;

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

    @Test
    void twoKillsLoseAndDoubleNothing() throws Exception {
        survives(2, 7);
        assertTheAuditSeesWhatIsMissing();
    }

    @Test
    @Tag("long")
    void tenKillsLoseAndDoubleNothing() throws Exception {
        survives(10, new Random().nextLong());
    }

    private void survives(int kills, long seed) throws Exception {
        Random random = new Random(seed);
        // A midnight of Tokyo is on another day in UTC.
        List<String> arguments = new ArrayList<>(List.of(
                "--once", "--source", source(), "--business-time-zone", "Asia/Tokyo", "--default-currency", "EUR"));
        for (int kill = 0; kill < kills; kill++) {
            LocalProgram.Started run = program.startLocal(arguments.toArray(String[]::new));
            if (!run.process().waitFor(500 + random.nextInt(LATEST_KILL_MILLIS), TimeUnit.MILLISECONDS)) {
                kill(run.process(), kill % 2 == 0);
            } else {
                run.outcome().expect(0);
            }
        }
        arguments.addAll(List.of("--report", work.resolve("report").toString()));
        program.local(arguments.toArray(String[]::new)).expect(0);

        Report report = new Report(work.resolve("report"));
        assertThat(report.balanced())
                .as("balanced after kills with seed " + seed)
                .isTrue();
        assertThat(report.ledger("accepted")).as("seed " + seed).isEqualTo(SALES);
        assertThat(report.ledger("quarantined")).isZero();
        assertThat(report.ledger("accepted") + report.ledger("duplicates")).isEqualTo(report.ledger("bronze_rows"));
        assertThat(report.answer("totals", "currency", "revenue"))
                .as("seed " + seed)
                .isEqualTo(Map.of("EUR", revenue().toPlainString()));
        assertThat(report.rows("revenue_by_day").get(0)).containsEntry("date", "2025-01-01");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> program.processesLeft().isEmpty());
    }

    /** The audit is only worth something if it can fail: take one fact and one Bronze object away. */
    private void assertTheAuditSeesWhatIsMissing() throws Exception {
        program.run("query", "--sql", "DELETE FROM sales.fact_sales WHERE kafka_partition = 1 AND kafka_offset = 0")
                .expect(0);
        try (Stream<Path> objects = Files.walk(program.dataDirectory().resolve("s3/lake/bronze"))) {
            Files.delete(objects.filter(object -> object.endsWith("partition=2/00000000000000000000.parquet"))
                    .findFirst()
                    .orElseThrow());
        }

        LocalProgram.Outcome audit = program.run("audit").expect(1);

        assertThat(audit.output())
                .contains("WRONG  partition 2: records + holes + gaps = offsets")
                .contains("WRONG  Gold fact = warehouse fact, rows: " + SALES + " <> " + (SALES - 1))
                .contains("WRONG  Gold fact = warehouse fact, checksum of coordinates")
                .contains("ok     Silver = Gold fact, rows")
                .contains("THE LEDGER DOES NOT BALANCE.");
        assertThat(program.processesLeft()).isEmpty();
    }

    private static void kill(Process process, boolean tree) {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        if (tree) {
            children.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private String source() throws IOException {
        Path mapping = Files.writeString(work.resolve("till.yaml"), """
                mapping: till
                source: till
                identity: row
                format: {type: csv}
                fields:
                  order_id: Order
                  order_ts: {column: Day, formats: [uuuu-MM-dd]}
                  product_id: Product
                  quantity: Units
                  line_total: Amount
                """);
        String rows = Stream.iterate(0, row -> row < SALES, row -> row + 1)
                .map(row -> String.format(
                        java.util.Locale.ROOT,
                        "O%d,2025-%02d-%02d,P%d,%d,%d.%02d%n",
                        row / 3,
                        1 + row % 12,
                        1 + row % 28,
                        row % 97,
                        1 + row % 5,
                        row % 50,
                        row % 100))
                .collect(Collectors.joining());
        Path csv = Files.writeString(work.resolve("till.csv"), "Order,Day,Product,Units,Amount\n" + rows);
        return mapping + "=" + csv;
    }

    private static BigDecimal revenue() {
        BigDecimal sum = BigDecimal.ZERO;
        for (int row = 0; row < SALES; row++) {
            sum = sum.add(BigDecimal.valueOf((row % 50) * 100L + row % 100, 2));
        }
        return sum.stripTrailingZeros();
    }
}
