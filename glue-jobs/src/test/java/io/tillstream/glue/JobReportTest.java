package io.tillstream.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.glue.lake.FileObjectStore;
import io.tillstream.glue.silver.SilverOutcome;
import io.tillstream.glue.silver.SilverSettings;
import io.tillstream.glue.silver.publish.RowCounts;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The result lines and settings of docs/reference/contracts.md, section 5, field for field. */
class JobReportTest {
    @Test
    void silverReportsItsBatch() {
        var outcome = new SilverOutcome.Published(3, new RowCounts(9, 5, 3, 1), true);
        assertThat(line(SilverJob.report(
                        JobResult.started("silver"), outcome, Optional.of("2026-11-25T19:00:00.123Z"))))
                .isEqualTo("{\"job\":\"silver\",\"status\":\"published\",\"batch_no\":3,\"rows_in\":9,\"accepted\":5,"
                        + "\"quarantined\":3,\"duplicates\":1,\"more\":true,"
                        + "\"newest_record\":\"2026-11-25T19:00:00.123Z\",\"seconds\":0}");
        assertThat(line(SilverJob.report(
                        JobResult.started("silver"), new SilverOutcome.NothingNew(3), Optional.empty())))
                .isEqualTo("{\"job\":\"silver\",\"status\":\"nothing_new\",\"batch_no\":3,\"rows_in\":0,\"accepted\":0,"
                        + "\"quarantined\":0,\"duplicates\":0,\"more\":false,\"seconds\":0}");
    }

    @Test
    void silversDefaultsAreThoseOfTheContract() {
        assertThat(SilverSettings.of(JobArguments.of(Map.of(), "--topic", "sales_events")))
                .isEqualTo(new SilverSettings("sales_events", ZoneOffset.UTC, "USD", 35, 5_000_000));
        assertThat(SilverSettings.of(JobArguments.of(
                        Map.of("TILLSTREAM_MAX_BATCH_ROWS", "7"),
                        "--topic",
                        "t",
                        "--business-time-zone",
                        "Asia/Tokyo",
                        "--default-currency",
                        "JPY",
                        "--conflict-window-days",
                        "0")))
                .isEqualTo(new SilverSettings("t", ZoneId.of("Asia/Tokyo"), "JPY", 0, 7));
    }

    @Test
    void theResultIsKeptWhereTheCallerSaid(@TempDir Path directory) {
        FileObjectStore store = new FileObjectStore(directory);
        JobArguments arguments = JobArguments.of(Map.of(), "--result-key", "state/results/run-1/silver-1.json");
        JobResult result = JobResult.started("silver").keptAt(arguments).status("blocked");
        String line = line(result);
        result.keep(store);
        assertThat(store.read("state/results/run-1/silver-1.json").map(String::new))
                .hasValueSatisfying(json -> assertThat(json.replaceFirst("\"seconds\":[0-9.]+}", "\"seconds\":0}"))
                        .isEqualTo(line));

        JobResult.started("gold").keptAt(JobArguments.of(Map.of())).keep(store);
        assertThat(store.keys("", "")).hasSize(1);
        assertThatThrownBy(() ->
                        JobResult.started("gold").keptAt(JobArguments.of(Map.of(), "--result-key", "bronze/x.parquet")))
                .isInstanceOf(JobArgumentException.class)
                .hasMessageContaining("--result-key");
    }

    private static String line(JobResult result) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        result.print(new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8)
                .strip()
                .replace("TILLSTREAM_RESULT ", "")
                .replaceFirst("\"seconds\":[0-9.]+}", "\"seconds\":0}");
    }
}
