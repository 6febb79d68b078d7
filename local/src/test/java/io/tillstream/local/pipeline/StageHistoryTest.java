package io.tillstream.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.local.process.DataDirectory;
import io.tillstream.local.process.Supervisor;
import io.tillstream.operations.command.CommandException;
import io.tillstream.operations.display.QuietDisplay;
import io.tillstream.operations.status.StageHistory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageHistoryTest {
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

    @TempDir
    Path temp;

    @Test
    void aStageFailsUntilItGetsThroughAgainAndItsLastErrorStays() {
        DataDirectory directory = DataDirectory.at(temp);
        assertThat(StageHistory.read(directory.stagesFile()).of("gold")).isEqualTo(StageHistory.Entry.NONE);

        StageHistory.read(directory.stagesFile())
                .succeeded("gold", "batch 1", NOON)
                .write(directory.stagesFile());
        StageHistory.read(directory.stagesFile())
                .failed("gold", "no memory", NOON.plusSeconds(5))
                .write(directory.stagesFile());
        StageHistory.Entry failed = StageHistory.read(directory.stagesFile()).of("gold");
        assertThat(failed.failing()).isTrue();
        assertThat(failed.batch()).isEqualTo("batch 1");

        StageHistory.read(directory.stagesFile())
                .succeeded("gold", "batch 2", NOON.plusSeconds(9))
                .write(directory.stagesFile());
        StageHistory.Entry through = StageHistory.read(directory.stagesFile()).of("gold");
        assertThat(through.failing()).isFalse();
        assertThat(through.error()).isEqualTo("no memory");
        assertThat(through.batch()).isEqualTo("batch 2");
    }

    @Test
    void theRecorderKeepsWhatAFailedStageThrew() {
        DataDirectory directory = DataDirectory.at(temp);
        StageRecorder recorder =
                new StageRecorder(new QuietDisplay(), new ArrayList<>(), directory, new Supervisor(directory.logs()));

        assertThatThrownBy(() -> recorder.run("load", "facts", 0, stage -> {
                    throw new CommandException.Failed("the outage");
                }))
                .hasMessage("the outage");
        assertThat(StageHistory.read(directory.stagesFile()).of("load").error()).isEqualTo("the outage");

        recorder.run("load", "facts", 0, stage -> new StageRecorder.Outcome(3, "load set 1"));
        assertThat(StageHistory.read(directory.stagesFile()).of("load").failing())
                .isFalse();
    }

    @Test
    void theNewestLoadSetIsFoundFromTheLedgerOn() {
        List<String> asked = new ArrayList<>();

        Stages.Newest newest = StageRun.newest(7, key -> {
            asked.add(key);
            return !key.contains("00010/");
        });

        assertThat(newest.number()).isEqualTo(9);
        assertThat(newest.key()).isEqualTo("loads/00000000000000000009/batch.json");
        assertThat(asked).hasSize(3).first().isEqualTo("loads/00000000000000000008/batch.json");
    }
}
