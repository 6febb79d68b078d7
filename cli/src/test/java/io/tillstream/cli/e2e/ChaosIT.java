package io.tillstream.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./tillstream chaos} as a user runs it: exactly once under random faults. */
class ChaosIT {
    // What a failed campaign says about a lost record can only be traced in the files that it worked on.
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
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
    void thirtyRandomFaultsLoseAndDoubleNothing() throws Exception {
        JsonNode report = chaos(30, 3_000);
        assertThat(report.at("/faults").fieldNames())
                .toIterable()
                .contains("broker_killed", "writer_killed", "writer_frozen", "partition_added", "late", "reset_after");
        assertThat(report.at("/process_deaths").asInt()).isLessThanOrEqualTo(3);
    }

    /** At most a tenth of them end a process; 45 minutes at most on two cores. */
    @Test
    @Tag("long")
    void aThousandRandomFaultsLoseAndDoubleNothing() throws Exception {
        JsonNode report = chaos(1_000, 200_000);
        assertThat(report.at("/process_deaths").asInt()).isLessThanOrEqualTo(100);
        assertThat(report.at("/seconds").asInt()).isLessThan(45 * 60);
    }

    private JsonNode chaos(int faults, int records) throws Exception {
        long seed = new Random().nextInt(1_000_000);
        Path target = work.resolve("report");
        program.chaos(
                        "--faults",
                        Integer.toString(faults),
                        "--seed",
                        Long.toString(seed),
                        "--records",
                        Integer.toString(records),
                        "--report",
                        target.toString())
                .expect(0);
        JsonNode report =
                new ObjectMapper().readTree(target.resolve("report.json").toFile());
        for (String none : new String[] {"gaps", "overlaps", "lost", "duplicated"}) {
            assertThat(report.get(none).asLong(-1)).as(none + ", seed " + seed).isZero();
        }
        assertThat(report.get("records").asLong()).isEqualTo(records);
        assertThat(report.get("bronze_rows").asLong()).isGreaterThan(records);
        int injected = 0;
        for (JsonNode count : report.get("faults")) {
            injected += count.asInt();
        }
        assertThat(injected).isEqualTo(faults);
        assertThat(program.processesLeft()).isEmpty();
        return report;
    }
}
