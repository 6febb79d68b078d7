package io.tillstream.infra.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.infra.settings.Preset;
import io.tillstream.infra.settings.Settings;
import io.tillstream.infra.transform.Workflow;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CostTest {
    private static final PriceList PRICES = PriceList.bundled("us-east-1");
    private static final Path BUNDLED = Path.of(
            System.getProperty("tillstream.root"),
            "infra-cdk/src/main/resources/io/tillstream/infra/cost/prices-us-east-1.json");

    @TempDir
    private Path directory;

    @Test
    void aSmallBillIsTheSumOfWhatOneCanReckonByHand() {
        Bill bill = new CostModel(PRICES).bill(Settings.of(Preset.DEV, Map.of()), 1);
        // 0.75 × 730 + 0.0015 × 4 × 730 + 730 ÷ 24 × (0.10 + 0.05) + 7 × 0.10
        assertThat(line(bill, "Kafka: MSK Serverless")).isEqualByComparingTo("557.14");
        // one task of half a vCPU and 1 GB: 730 × (0.5 × 0.04048 + 0.004445)
        assertThat(line(bill, "Writer: Fargate")).isEqualByComparingTo("18.02");
        // 3 endpoints in 1 zone: 3 × 730 × 0.01, and 1 GB of logs through them
        assertThat(line(bill, "Network: interface endpoints")).isEqualByComparingTo("21.91");
        assertThat(bill.total())
                .isEqualByComparingTo(
                        bill.lines().stream().map(Bill.Line::usd).reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    /** Each wake-up of the loader asks the warehouse how far it is, and Redshift bills a minute for it. */
    @Test
    void sweepsWakeTheWarehouseAndAreOnTheBill() {
        CostModel model = new CostModel(PRICES);
        BigDecimal often = line(
                model.bill(Settings.of(Preset.DEV, Map.of("sweep-minutes", "30")), 1), "Warehouse: loads and probes");
        BigDecimal seldom = line(
                model.bill(Settings.of(Preset.DEV, Map.of("sweep-minutes", "60")), 1), "Warehouse: loads and probes");
        // 730 sweeps more a month, a minute each at 4 RPU: 730 ÷ 60 × 4 × 0.375
        assertThat(often.subtract(seldom)).isCloseTo(new BigDecimal("18.25"), within(new BigDecimal("0.02")));
    }

    /** Every name of a metric is billed by itself; a bill that forgets some surprises. */
    @Test
    void theBillCountsTheMetricsAndTheStatesThatThereAre() throws Exception {
        Set<String> metrics = new TreeSet<>(Set.of("WriterErrors"));
        int states = 0;
        for (String definition : List.of("pipeline", "freshness", "reconcile")) {
            JsonNode parsed = new ObjectMapper().readTree(Workflow.text(definition + ".asl.json"));
            parsed.findValuesAsText("MetricName").forEach(metrics::add);
            states = Math.max(states, parsed.path("States").size());
        }
        assertThat(Assumptions.OWN_METRICS).isEqualTo(metrics.size());
        assertThat(Assumptions.WRITER_METRICS).isPositive();
        assertThat(Assumptions.TRANSITIONS).isBetween(12.0, (double) states);
        assertThat(Assumptions.ALL.toString())
                .contains(
                        (int) Assumptions.OWN_METRICS + " for the pipeline",
                        (int) Assumptions.TRANSITIONS + " state transitions")
                .contains((int) Assumptions.WRITER_METRICS + " for the writer");
    }

    /** Reference: MSK Serverless and three small Express brokers cost the same at about 76 GB a day. */
    @ParameterizedTest
    @CsvSource({"1, false", "30, false", "150, true", "1000, true"})
    void theCheaperClusterIsTaken(double gbPerDay, boolean express) {
        Estimate estimate = estimate(gbPerDay, Map.of());
        assertThat(estimate.needed().contains("msk-type=express")).isEqualTo(express);
        assertThat(estimate.alternatives())
                .noneMatch(alternative -> alternative.what().matches("msk-type=(serverless|express)"));
    }

    @Test
    void aKindThatIsGivenStays() {
        Estimate estimate = estimate(1000, Map.of("msk-type", "serverless"));
        assertThat(estimate.needed()).doesNotContain("msk-type=express");
        assertThat(estimate.alternatives())
                .anyMatch(alternative -> alternative.what().equals("msk-type=express"));
    }

    @Test
    void moreSalesNeverCostLess() {
        BigDecimal before = BigDecimal.ZERO;
        for (double gb : List.of(0.1, 1.0, 5.0, 10.0, 50.0, 76.0, 100.0, 300.0, 1000.0, 5000.0, 20000.0)) {
            BigDecimal total = estimate(gb, Map.of()).bill().total();
            assertThat(total).as("%s GB a day", gb).isGreaterThanOrEqualTo(before);
            before = total;
        }
    }

    @Test
    void anAlternativeSavesWhatItsOwnBillSaysAndTheLargestComesFirst() {
        Estimate estimate = estimate(50, Map.of());
        assertThat(estimate.alternatives()).isNotEmpty();
        for (Alternatives.Alternative alternative : estimate.alternatives()) {
            if (alternative.what().contains("YOUR_CLUSTER")) {
                assertThat(alternative.saves())
                        .as(
                                "its VPC has the endpoints; two alarms look at each of three brokers instead of one at the quota")
                        .isEqualByComparingTo(line(estimate.bill(), "Kafka: MSK Serverless")
                                .add(line(estimate.bill(), "Network: interface endpoints"))
                                .subtract(new BigDecimal("0.50")));
                continue;
            }
            Map<String, String> changed = new java.util.LinkedHashMap<>();
            for (String change : alternative.what().split(" ", -1)) {
                changed.put(change.substring(0, change.indexOf('=')), change.substring(change.indexOf('=') + 1));
            }
            BigDecimal total = new CostModel(PRICES)
                    .bill(Settings.of(Preset.PROD, changed), 50)
                    .total();
            assertThat(estimate.bill().total().subtract(total))
                    .as(alternative.what())
                    .isEqualByComparingTo(alternative.saves())
                    .isPositive();
        }
        assertThat(estimate.alternatives())
                .isSortedAccordingTo(java.util.Comparator.comparing(Alternatives.Alternative::saves)
                        .reversed());
    }

    @Test
    void fresherCostsMore() {
        BigDecimal quarter = Estimate.of(50, Preset.PROD, Optional.of(15), Map.of(), PRICES)
                .bill()
                .total();
        BigDecimal hour = Estimate.of(50, Preset.PROD, Optional.of(60), Map.of(), PRICES)
                .bill()
                .total();
        assertThat(quarter).isGreaterThan(hour);
    }

    /** The promise of preset small: all components are there, and an idle month is at most this. */
    @Test
    void presetSmallHasAFixedCostOfAtMost250() {
        CostModel model = new CostModel(PRICES);
        BigDecimal small = Comparison.fixed(model, Settings.of(Preset.SMALL, Map.of()));

        assertThat(small).isBetween(new BigDecimal("100"), new BigDecimal("250"));
        assertThat(model.bill(Settings.of(Preset.SMALL, Map.of()), 0).lines())
                .filteredOn(line -> line.usd().signum() == 0)
                .extracting(Bill.Line::component)
                .as("nothing is left out but what sales take")
                .containsOnly("Lake: storage", "Warehouse: storage");
    }

    @Test
    void withoutAPresetTheCommandComparesAllOfThem() {
        StringWriter out = new StringWriter();
        assertThat(run(out, new StringWriter())).isZero();
        for (Preset preset : Preset.values()) {
            assertThat(out.toString())
                    .containsPattern(
                            "(?m)^  " + preset.label()
                                    + " +[\\d,.]+ +[\\d,.]+  [^,]+? [\\d,]+\\.\\d\\d, .+? [\\d,]+\\.\\d\\d, .+? [\\d,]+\\.\\d\\d$");
        }
    }

    /** Two t3.small do not take what a volume of sales in the thousands of GB needs, however cheap they are. */
    @Test
    void smallBrokersAreNotOfferedForMoreThanTheyTake() {
        assertThat(Estimate.of(1000, Preset.SMALL, Optional.empty(), Map.of("msk-type", "standard"), PRICES)
                        .needed())
                .contains("msk-type=serverless");
        assertThat(estimate(1000, Map.of("msk-type", "serverless")).alternatives())
                .noneMatch(alternative -> alternative.what().equals("msk-type=standard"));
    }

    @Test
    void aWrongPriceFileIsRefusedEntryByEntry() throws Exception {
        Path file = directory.resolve("prices.json");
        Files.writeString(
                file,
                Files.readString(BUNDLED)
                        .replace("\"usd\": 0.75", "\"usd\": -1")
                        .replace("\"date\": \"2026-08-15\"", "\"date\": \"last summer\"")
                        .replace("\"logs-gb\"", "\"logs\""));
        assertThatThrownBy(() -> PriceList.file(file))
                .isInstanceOf(PriceFileException.class)
                .hasMessageContaining(file + ": prices.msk-serverless-cluster-hour: usd must be")
                .hasMessageContaining("prices.kms-key-month")
                .hasMessageContaining("prices.logs-gb: is missing");
        assertThatThrownBy(() -> PriceList.file(directory.resolve("none.json")))
                .isInstanceOf(PriceFileException.class)
                .hasMessageContaining("none.json");
    }

    @Test
    void theCommandSaysWhatIsWrong() throws Exception {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        assertThat(run(out, err, "--gb-per-day", "50", "--freshness", "30", "--preset", "prod"))
                .isZero();
        assertThat(out.toString()).contains("total", "Ways to save", "within 30 minutes");
        assertThat(run(out, err, "--gb-per-day", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("--gb-per-day");
        assertThat(run(out, err, "--gb-per-day", "1", "--region", "eu-mars-1")).isEqualTo(2);
        assertThat(err.toString()).contains("eu-mars-1", "us-east-1", "--prices FILE");
        assertThat(run(out, err, "--gb-per-day", "1", "--set", "partitions=0")).isEqualTo(2);
        assertThat(err.toString()).contains("partitions");

        Path own = directory.resolve("own.json");
        Files.writeString(own, Files.readString(BUNDLED).replace("us-east-1", "eu-mars-1"));
        assertThat(run(out, err, "--gb-per-day", "1", "--prices", own.toString()))
                .isZero();
        assertThat(out.toString()).contains("eu-mars-1");
    }

    private static int run(StringWriter out, StringWriter err, String... arguments) {
        return new CommandLine(new CostCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private static Estimate estimate(double gbPerDay, Map<String, String> given) {
        return Estimate.of(gbPerDay, Preset.PROD, Optional.empty(), given, PRICES);
    }

    private static BigDecimal line(Bill bill, String component) {
        return bill.lines().stream()
                .filter(line -> line.component().equals(component))
                .findFirst()
                .orElseThrow()
                .usd();
    }
}
