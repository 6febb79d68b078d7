package io.tillstream.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.local.process.DataDirectory;
import io.tillstream.local.process.Supervisor;
import io.tillstream.operations.command.CommandException;
import io.tillstream.operations.display.QuietDisplay;
import io.tillstream.operations.status.StageHistory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./tillstream status} says about a stage that failed. */
class StageRecorderTest {
    @TempDir
    Path path;

    private DataDirectory directory;
    private Supervisor supervisor;
    private StageRecorder recorder;

    @BeforeEach
    void open() {
        directory = DataDirectory.at(path.resolve("data"));
        directory.prepare();
        supervisor = new Supervisor(directory.logs());
        recorder = new StageRecorder(new QuietDisplay(), new ArrayList<>(), directory, supervisor);
    }

    @AfterEach
    void close() {
        supervisor.close();
    }

    /** Spark's own words name the table that it could not find, never the database that is gone. */
    @Test
    void theProcessThatDiedIsTheCauseWhateverTheStageItselfSays() throws Exception {
        Path log = Files.writeString(directory.logs().resolve("postgres.log"), "FATAL: out of shared memory\n");
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        supervisor.watch("PostgreSQL", dead.toHandle(), log);

        assertThatThrownBy(() -> recorder.run("silver", "rows", 0, stage -> {
                    throw new CommandException.Failed("spark reports a failed job: Failed to get table silver.sales");
                }))
                .hasMessageContaining("PostgreSQL ended unexpectedly");

        assertThat(StageHistory.read(directory.stagesFile()).of("silver").error())
                .contains("PostgreSQL ended unexpectedly", "FATAL: out of shared memory")
                .doesNotContain("silver.sales");
    }

    @Test
    void aFailureOfAnyKindIsKept() {
        assertThatThrownBy(() -> recorder.run("gold", "facts", 0, stage -> {
                    throw new IllegalStateException("connection reset");
                }))
                .isInstanceOf(IllegalStateException.class);

        StageHistory.Entry gold = StageHistory.read(directory.stagesFile()).of("gold");
        assertThat(gold.failing()).isTrue();
        assertThat(gold.error()).contains("connection reset");
    }
}
