package io.tillstream.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.local.process.DataDirectory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulationStateTest {
    @Test
    void isSentOnceInTheLifeOfADataDirectory(@TempDir Path path) {
        DataDirectory directory = DataDirectory.at(path);

        assertThat(SimulationState.isDue(directory, true)).isTrue();
        new SimulationState(false).write(directory);
        assertThat(SimulationState.isDue(directory, false))
                .as("killed half-way")
                .isTrue();
        new SimulationState(true).write(directory);
        assertThat(SimulationState.isDue(directory, false)).isFalse();
    }

    @Test
    void isLeftOutWhereTheUsersOwnSalesAre(@TempDir Path path) {
        assertThat(SimulationState.isDue(DataDirectory.at(path), false)).isFalse();
    }
}
