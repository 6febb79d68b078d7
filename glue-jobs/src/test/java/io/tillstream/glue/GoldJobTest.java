package io.tillstream.glue;

import static io.tillstream.glue.gold.TestSale.sale;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.glue.gold.GoldFixture;
import io.tillstream.lake.LoadSetKeys;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job's result line (docs/reference/contracts.md, section 5). */
class GoldJobTest {
    @TempDir
    private Path directory;

    @Test
    void theResultTellsWhatWasPublished() {
        GoldFixture gold = new GoldFixture(directory);
        assertThat(run(gold))
                .startsWith("TILLSTREAM_RESULT {\"job\":\"gold\",\"status\":\"nothing_new\",\"batch_no\":0,"
                        + "\"fact_rows\":0,\"load_set\":0,\"seconds\":");
        gold.silver().publish(sale(1), sale(2));
        assertThat(run(gold))
                .startsWith("TILLSTREAM_RESULT {\"job\":\"gold\",\"status\":\"published\",\"batch_no\":1,"
                        + "\"fact_rows\":2,\"load_set\":1,\"load_set_key\":\"loads/00000000000000000001/batch.json\","
                        + "\"newest_record\":\"2026-02-02T02:40:00.001Z\",\"seconds\":");
        assertThat(gold.store().read(LoadSetKeys.batchFile(1))).isPresent();
        assertThat(run(gold)).contains("\"status\":\"nothing_new\"", "\"load_set\":1");
    }

    @Test
    void argumentsAreChecked() {
        assertThatThrownBy(() -> GoldJob.main("--lake-bucket", "Not A Bucket"))
                .isInstanceOf(JobArgumentException.class)
                .hasMessageContaining("--lake-bucket");
        assertThatThrownBy(() -> GoldJob.main("--lake-bucket", "lake", "--business-time-zone", "Mars"))
                .isInstanceOf(JobArgumentException.class)
                .hasMessageContaining("--business-time-zone");
    }

    @Test
    void progressCountsTheTablesBeforeTheResult() {
        GoldFixture gold = new GoldFixture(directory);
        gold.silver().publish(sale(1));
        assertThat(lines(gold))
                .startsWith("TILLSTREAM_PROGRESS {\"job\":\"gold\",\"done\":1,\"total\":7}")
                .contains("TILLSTREAM_PROGRESS {\"job\":\"gold\",\"done\":6,\"total\":7}")
                .last()
                .asString()
                .startsWith("TILLSTREAM_RESULT ");
    }

    private static String run(GoldFixture gold) {
        List<String> lines = lines(gold);
        return lines.get(lines.size() - 1);
    }

    private static List<String> lines(GoldFixture gold) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        GoldJob.run(
                JobResult.started("gold"),
                gold.lake(),
                "lake",
                ZoneOffset.UTC,
                new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
