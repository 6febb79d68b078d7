package io.tillstream.glue;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.glue.silver.RowCounts;
import io.tillstream.glue.silver.SilverOutcome;
import io.tillstream.glue.silver.SilverSettings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The result lines and settings of docs/contracts.md, section 5, field for field. */
class JobReportTest {
    @Test
    void silverReportsItsBatch() {
        var outcome = new SilverOutcome.Published(3, new RowCounts(9, 5, 3, 1), true);
        assertThat(line(SilverJob.report(JobResult.started("silver"), outcome)))
                .isEqualTo("{\"job\":\"silver\",\"status\":\"published\",\"batch_no\":3,\"rows_in\":9,\"accepted\":5,"
                        + "\"quarantined\":3,\"duplicates\":1,\"more\":true,\"seconds\":0}");
        assertThat(line(SilverJob.report(JobResult.started("silver"), new SilverOutcome.NothingNew(3))))
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

    private static String line(JobResult result) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        result.print(new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8)
                .strip()
                .replace("TILLSTREAM_RESULT ", "")
                .replaceFirst("\"seconds\":[0-9.]+}", "\"seconds\":0}");
    }
}
