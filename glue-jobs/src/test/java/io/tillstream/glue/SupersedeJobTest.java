package io.tillstream.glue;

import static io.tillstream.glue.gold.TestSale.sale;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.glue.gold.GoldFixture;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job's result line and arguments (docs/reference/contracts.md, section 5). */
class SupersedeJobTest {
    @TempDir
    private Path directory;

    @Test
    void theResultNamesTheRevision() {
        GoldFixture gold = new GoldFixture(directory);
        gold.silver().publish(sale(1));
        GoldJob.run(
                JobResult.started("gold"),
                gold.lake(),
                "lake",
                ZoneOffset.UTC,
                new PrintStream(new ByteArrayOutputStream()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SupersedeJob.run(gold.lake(), "lake", 1, "a file was cut", new PrintStream(out, true, StandardCharsets.UTF_8));
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith(
                        "TILLSTREAM_RESULT {\"job\":\"supersede\",\"status\":\"published\",\"load_set\":1,\"revision\":2,"
                                + "\"load_set_key\":\"loads/00000000000000000001/batch.r2.json\",\"seconds\":");
    }

    @Test
    void argumentsAreChecked() {
        assertThatThrownBy(() -> SupersedeJob.main("--lake-bucket", "lake", "--load-set", "1"))
                .isInstanceOf(JobArgumentException.class)
                .hasMessageContaining("--reason is missing");
        assertThatThrownBy(() -> SupersedeJob.main("--lake-bucket", "lake", "--load-set", "0", "--reason", "x"))
                .hasMessageContaining("--load-set must be between 1");
        assertThatThrownBy(() -> SupersedeJob.main("--lake-bucket", "lake", "--load-set", "1", "--reason", "a\tb"))
                .hasMessageContaining("--reason");
    }
}
