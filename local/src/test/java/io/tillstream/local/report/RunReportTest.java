package io.tillstream.local.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.operations.audit.LedgerFixture;
import io.tillstream.operations.command.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunReportTest {
    private static final RunReport REPORT = new RunReport(
            LedgerFixture.balanced(),
            List.of(new StageTime("start", 3.21987, 0), new StageTime("silver", 8, 102)),
            Map.of("superstore_us", new SourceRows(9994, 9990, 4)));

    @Test
    void writesTheNamesThatAreAContract(@TempDir Path directory) throws IOException {
        REPORT.write(directory.resolve("deep/report"), Map.of("totals", "currency,revenue\nUSD,1\n"));

        JsonNode report = new ObjectMapper()
                .readTree(directory.resolve("deep/report/report.json").toFile());
        assertThat(report).isEqualTo(new ObjectMapper().readTree("""
                                        {"ledger": {"offsets": 110, "records": 98, "holes": 2, "gaps": 10, "bronze_rows": 102,
                                           "accepted": 94, "quarantined": 4, "duplicates": 3, "withdrawn": 1, "gold_fact_rows": 94,
                                           "warehouse_fact_rows": 94, "balanced": true},
                                         "stages": [{"name": "start", "seconds": 3.220, "rows": 0},
                                           {"name": "silver", "seconds": 8.000, "rows": 102}],
                                         "source_rows": {"superstore_us": {"read": 9994, "sent": 9990, "rejected": 4}}}
                                        """));
        assertThat(directory.resolve("deep/report/analytics/totals.csv")).hasContent("currency,revenue\nUSD,1\n");
    }

    @Test
    void replacesTheReportOfARunBefore(@TempDir Path directory) {
        REPORT.write(directory, Map.of("totals", "old\n"));
        REPORT.write(directory, Map.of("totals", "new\n"));

        assertThat(directory.resolve("analytics/totals.csv")).hasContent("new\n");
    }

    @Test
    void saysSoWhereItCannotWrite(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThatThrownBy(() -> REPORT.write(file, Map.of()))
                .isInstanceOf(CommandException.Failed.class)
                .hasMessageContaining("--report " + file);
    }
}
